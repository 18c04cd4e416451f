import PreviewServer
import Testing

@Suite struct SiteFilesTests {
  let files: Set<String> = [
    "index.html", "models/detail/whisper-base.en/index.html", "api/models/llm.json",
    "api/models/llm/GLM-4.7.json",
    "a b/é.html",
  ]

  func answer(_ target: String, method: String = "GET") throws -> SiteFiles.Answer {
    let request = try #require(HTTPRequest("\(method) \(target) HTTP/1.1\r\nHost: x".utf8))
    return SiteFiles.answer(
      request, isFolder: { folder in files.contains { $0.hasPrefix(folder + "/") } }, isFile: files.contains)
  }

  @Test("folders are answered by their index, with a slash at their end")
  func folders() throws {
    #expect(try answer("/") == .file("index.html"))
    #expect(
      try answer("/models/detail/whisper-base.en/") == .file("models/detail/whisper-base.en/index.html"))
    #expect(try answer("/models/detail/whisper-base.en") == .redirect("/models/detail/whisper-base.en/"))
    #expect(try answer("/a%20b/%C3%A9.html") == .file("a b/é.html"))
    #expect(try answer("/nothing") == .notFound)
  }

  @Test("Xinference's download query is answered by a type's file or a model's")
  func download() throws {
    #expect(try answer("/api/models/download?model_type=LLM") == .file("api/models/llm.json"))
    let one = "/api/models/download?model_type=llm&model_name=GLM-4.7&include_readme=true"
    #expect(try answer(one) == .file("api/models/llm/GLM-4.7.json"))
    #expect(try answer("/api/models/download?model_type=../x") == .badRequest)
    #expect(try answer("/api/models/download?model_type=llm&model_name=..%2Fllm") == .notFound)
    #expect(try answer("/api/models/download") == .badRequest)
  }

  @Test(
    "paths that lead out, or to what is no page, are refused",
    arguments: [
      "/../etc/passwd", "/%2e%2e/x", "/a/..%2f..%2fx", "/.modelhub-site", "//etc/passwd", "/./x",
    ])
  func hostile(target: String) throws {
    let answer = try answer(target)
    #expect(answer == .badRequest || answer == .notFound)
  }

  @Test(
    "heads that are no request are told apart",
    arguments: [
      "GET / HTTP/1.1\r\nno colon", "GET /", "GET x HTTP/1.1", "GET /%zz HTTP/1.1", "GET /%00 HTTP/1.1", "",
      "GET /%ff HTTP/1.1", "GET / FTP/1",
    ])
  func broken(head: String) {
    #expect(HTTPRequest(head.utf8) == nil)
  }

  @Test("only GET and HEAD are served")
  func methods() throws {
    #expect(try answer("/", method: "POST") == .methodNotAllowed)
    #expect(try answer("/", method: "HEAD") == .file("index.html"))
  }
}
