import ModelFacts
import TestSupport
import Testing

@testable import ModelSources

@Suite struct HubRepositoryTests {
  func open(
    _ server: HubServer, _ hub: Hub, _ id: String, revision: String? = nil, token: String? = nil
  ) throws -> HubRepository {
    var addresses = HubAddresses()
    addresses.move(hub, to: server.address + "/")
    addresses[hub]?.token = token
    return try HubRepository(hub, id, revision: revision, at: addresses, by: CurlDownloader(timeout: 30))
  }

  @Test("files are listed and read in ranges, at the commit that the hub names")
  func huggingFace() throws {
    let server = try HubServer()
    try server.add(#"{"model_type": "qwen2"}"#, at: "huggingface/Qwen/QwQ-32B/config.json")
    try server.add("deep", at: "huggingface/Qwen/QwQ-32B/a b/ü&%?.json")
    let repository = try open(server, .huggingface, "Qwen/QwQ-32B")
    #expect(repository.files.map(\.path) == ["a b/ü&%?.json", "config.json"])
    #expect(repository.files.map(\.size) == [4, 23])
    #expect(repository.origin.revision == HubServer.commit)
    #expect(try repository.read("a b/ü&%?.json", 1..<3) == Array("ee".utf8))
    #expect(try repository.read("config.json", 20..<400) == Array("2\"}".utf8))
    #expect(try repository.read("config.json", 100..<200) == [])
    #expect(try repository.read("nothing", 0..<9) == [])
    let facts = try RepositoryFacts(reading: repository)
    #expect(facts.config?.modelType?.value == "qwen2")
    #expect(
      try server.requests.contains { $0.contains("resolve/\(HubServer.commit)/config.json bytes=0-22 -") })
  }

  @Test("ModelScope's answers are read as well")
  func modelScope() throws {
    let server = try HubServer()
    try server.add("0123456789", at: "modelscope/Qwen/QwQ-32B/sub/file.bin")
    let repository = try open(server, .modelscope, "Qwen/QwQ-32B")
    #expect(repository.files == [RepositoryFile("sub/file.bin", size: 10)])
    #expect(
      repository.origin
        == RepositoryOrigin(hub: .modelscope, id: "Qwen/QwQ-32B", revision: "master", place: "Qwen/QwQ-32B"))
    #expect(try repository.read("sub/file.bin", 2..<4) == Array("23".utf8))
  }

  @Test("of a large file only the header is fetched")
  func headerOnly() throws {
    let server = try HubServer()
    let header = GGUFBytes([
      ("general.architecture", .string("llama")), ("llama.context_length", .uint32(77)),
    ]).bytes
    try server.add(header + Array(repeating: 7, count: 3 << 20), at: "huggingface/a/m/m-Q4_0.gguf")
    let facts = try RepositoryFacts(reading: try open(server, .huggingface, "a/m"))
    #expect(facts.contextLength?.value == 77)
    #expect(
      try server.requests.filter { $0.contains(".gguf") } == [
        "/a/m/resolve/\(HubServer.commit)/m-Q4_0.gguf bytes=0-65535 -"
      ])
  }

  @Test("a busy server is asked again, and one without ranges is read all the same")
  func troubledServers() throws {
    let server = try HubServer()
    try server.add("{}", at: "huggingface/busy/m/config.json")
    try server.add("0123456789", at: "huggingface/plain/m/file")
    #expect(try open(server, .huggingface, "busy/m").files.count == 1)
    #expect(try open(server, .huggingface, "plain/m").read("file", 3..<5) == Array("34".utf8))
  }

  @Test("a token opens a gated repository, and stays with the hub when a file lies elsewhere")
  func tokens() throws {
    let server = try HubServer()
    try server.add("{}", at: "huggingface/gated/m/config.json")
    try server.add("{}", at: "huggingface/away/m/config.json")
    #expect(try open(server, .huggingface, "gated/m", token: "secret").files.count == 1)
    #expect(
      try open(server, .huggingface, "away/m", token: "secret").read("config.json", 0..<2) == Array("{}".utf8)
    )
    let asked = try server.requests
    #expect(asked.contains { $0.hasPrefix("/away/m/resolve") && $0.hasSuffix("Bearer secret") })
    #expect(asked.contains { $0.hasPrefix("/cdn/") && $0.hasSuffix(" -") })
  }

  @Test(
    "what goes wrong is said with what to do",
    arguments: [
      ("gated/m", RepositoryError.Code.notAllowed, "HF_TOKEN"),
      ("a/nothing", .notFound, "has no repository ‘a/nothing’"),
      ("broken/m", .badAnswer, "makes no sense"),
    ])
  func faults(id: String, code: RepositoryError.Code, words: String) throws {
    let server = try HubServer()
    let error = #expect(throws: RepositoryError.self) { _ = try open(server, .huggingface, id) }
    #expect(error?.code == code)
    #expect(error?.description.contains(words) ?? false)
  }

  @Test("no server is a sentence about the network")
  func noServer() throws {
    var addresses = HubAddresses()
    addresses.move(.huggingface, to: "http://127.0.0.1:1")
    let error = #expect(throws: RepositoryError.self) {
      _ = try HubRepository(.huggingface, "a/b", at: addresses, by: CurlDownloader(timeout: 5))
    }
    #expect(error?.code == .unreachable)
  }

  @Test("a listing is hostile: paths that leave the repository, sizes below zero, commits that are none")
  func hostileListing() throws {
    let layout = HubLayout(hub: .huggingface, id: "a/b", base: "http://h")
    let answer = """
      {"sha": "main; rm -rf", "siblings": [{"rfilename": "../x"}, {"rfilename": "/x"}, {"rfilename": "a//b"}, {"size": 1},
       {"rfilename": "ok", "size": -1}, {"rfilename": 7}, {"rfilename": "a/./b"}, 5]}
      """
    let listing = try #require(layout.listing(Array(answer.utf8)))
    #expect(listing.commit == nil)
    #expect(listing.files == [RepositoryFile("ok")])
    #expect(layout.listing(Array("[]".utf8)) == nil)
    #expect(layout.listing([]) == nil)
    #expect(layout.fileAddress("a b/?#%", "r/1") == "http://h/a/b/resolve/r%2F1/a%20b/%3F%23%25")
  }

  @Test("addresses and tokens come from the variables of the hubs' own programs")
  func environment() {
    let addresses = HubAddresses(environment: [
      "HF_ENDPOINT": "https://hf-mirror.com/", "HF_TOKEN": "t", "MODELSCOPE_DOMAIN": "www.modelscope.ai",
    ])
    #expect(addresses[.huggingface]?.base == "https://hf-mirror.com")
    #expect(addresses[.huggingface]?.token == "t")
    #expect(addresses[.modelscope]?.base == "https://www.modelscope.ai")
    #expect(addresses[.csghub] == nil)
  }
}
