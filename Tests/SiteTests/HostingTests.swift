import ChildProcesses
import Foundation
import PreviewServer
import TestSupport
import Testing

@testable import Site

/// The rules for servers, on the servers.
@Suite(.serialized) struct HostingTests {
  enum Server: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case nginx, caddy, apache2

    var testDescription: String { rawValue }

    var isInstalled: Bool {
      ["/usr/sbin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + rawValue) }
    }

    static let installed = allCases.filter(\.isInstalled)
  }

  /// A request, and what every server is to answer: the status, and the file of the build that comes.
  struct Case: CustomTestStringConvertible, Sendable {
    let target: String
    let status: Int
    var file: String?

    var testDescription: String { target }
  }

  static let download = HostingFacts.download
  static let cases: [Case] = [
    Case(target: "/", status: 200, file: "index.html"),
    Case(
      target: "/models/detail/alpha-1.5.chat/", status: 200, file: "models/detail/alpha-1.5.chat/index.html"),
    Case(target: "/api/models/llm.json", status: 200, file: "api/models/llm.json"),
    Case(target: "/feed.xml", status: 200, file: "feed.xml"),
    Case(target: "\(download)?model_type=llm", status: 200, file: "api/models/llm.json"),
    Case(target: "\(download)?model_type=LLM", status: 200, file: "api/models/llm.json"),
    Case(
      target: "\(download)?model_type=llm&model_name=alpha-1.5.chat&include_readme=true", status: 200,
      file: "api/models/llm/alpha-1.5.chat.json"),
    Case(
      target: "\(download)?include_readme=true&model_name=alpha-1.5.chat&model_type=llm", status: 200,
      file: "api/models/llm/alpha-1.5.chat.json"),
    Case(target: "\(download)?model_type=world", status: 200, file: "api/models/world.json"),
    Case(target: download, status: 400),
    Case(target: "\(download)?model_type=", status: 400),
    Case(target: "\(download)?model_type=flexible", status: 400),
    Case(target: "\(download)?model_type=..%2f..%2fetc", status: 400),
    Case(target: "\(download)?xmodel_type=llm", status: 400),
    Case(target: "\(download)?model_type=llm&model_name=nobody", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=..", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=../audio/echo", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=..%2faudio%2fecho", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=%2e%2e%2fllm", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=a%20b", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=a+b", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=beta%00", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=beta%0a", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=$(id)", status: 404),
    Case(target: "\(download)?model_type=llm&model_name=beta.json", status: 404),
    Case(target: "/nothing", status: 404),
    Case(target: "/.modelhub-site", status: 404),
    Case(target: "/hosting/.htaccess", status: 404),
  ]

  @Test(
    "the preview answers as the rules say", arguments: cases)
  func preview(request: Case) throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let head = try #require(HTTPRequest("GET \(request.target) HTTP/1.1\r\nHost: x".utf8))
    let answer = SiteFiles.answer(
      head, isFolder: { folder in site.paths.contains { $0.hasPrefix(folder + "/") } },
      isFile: { site.files[$0] != nil })
    switch request.status {
    case 200: #expect(answer == .file(request.file ?? ""))
    case 404: #expect(answer == .notFound)
    default: #expect(answer == .badRequest)
    }
  }

  @Test(
    "a real server answers each request with the right file, the public's or an audience's, under strict headers",
    .enabled(if: !Server.installed.isEmpty, "needs nginx, caddy or apache2; `make test` installs them"),
    arguments: Server.installed)
  func served(by server: Server) throws {
    let host = try HostedSite(server)
    for request in Self.cases {
      for token in [nil, HostedSite.token] {
        let answer = try host.get(request.target, token: token)
        let what = "\(request.target) \(token == nil ? "public" : "audience")"
        #expect(answer.status == request.status, "\(what)")
        if let file = request.file {
          let build = token == nil ? host.publicSite : host.innerSite
          #expect(answer.body == build.files[file], "\(what)")
        }
        for header in HostingFacts.headers {
          #expect(answer.headers[header.name.lowercased()] == header.value, "\(what): \(header.name)")
        }
        #expect(answer.headers["vary"]?.lowercased().contains("x-models-token") == true, "\(what)")
        #expect(
          answer.headers["cache-control"] == (token == nil ? "no-cache" : "private, no-store"), "\(what)")
      }
    }
    let type = try host.get("/feed.xml").headers["content-type"]
    #expect(type == "application/atom+xml; charset=utf-8")
    #expect(
      try host.get("/api/models/llm.json").headers["content-type"]?.hasPrefix("application/json") == true)
    #expect(try host.get("/api/models/llm.json").headers["access-control-allow-origin"] == "*")
    #expect(
      try host.get("/api/models/llm.json", token: HostedSite.token).headers["access-control-allow-origin"]
        == nil)
    #expect(try host.get("/").headers["access-control-allow-origin"] == nil)
  }

  @Test(
    "a token that nobody knows gets nothing, whatever its case, and nothing can be written",
    .enabled(if: !Server.installed.isEmpty, "needs nginx, caddy or apache2; `make test` installs them"),
    arguments: Server.installed)
  func refusals(server: Server) throws {
    let host = try HostedSite(server)
    for token in [
      "wrong", HostedSite.token.uppercased(), HostedSite.token + "x", "x" + HostedSite.token, "-",
    ] {
      for target in ["/", "/api/models/llm.json", "\(Self.download)?model_type=llm"] {
        let answer = try host.get(target, token: token)
        #expect(answer.status == 403, "\(token) \(target)")
        #expect(!answer.body.starts(with: Array("[".utf8)))
      }
    }
    for method in ["POST", "PUT", "DELETE"] {
      #expect(try host.get("/api/models/llm.json", method: method).status == 405, "\(method)")
    }
    #expect(try host.get("/audience/index.html").status != 200)
    #expect(try host.get("/nothing").body == host.publicSite.files["404.html"])
  }

  @Test("the headers' policy is that of the pages")
  func policy() throws {
    let page = try TestSite.build(FixtureCatalog.tree).text("index.html")
    let start = try #require(page.firstRange(of: "http-equiv=\"Content-Security-Policy\" content=\""))
    let own = page[start.upperBound...].prefix { $0 != "\"" }
    #expect(HostingFacts.headers[0].value == own + "; frame-ancestors 'none'")
  }

  @Test("the rules for hosts are well formed, and name each file that Xinference asks for")
  func hosts() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let json = try JSONSerialization.jsonObject(with: Data(try #require(site.files["hosting/vercel.json"])))
    let rewrites = try #require((json as? [String: Any])?["rewrites"] as? [[String: Any]])
    #expect(
      rewrites.map { $0["destination"] as? String } == [
        "/api/models/:type/:name.json", "/api/models/:type.json",
      ])
    let lines = try site.text("hosting/_redirects").split(separator: "\n").filter { !$0.hasPrefix("#") }
    for line in lines { #expect(line.hasPrefix(Self.download) && line.hasSuffix(" 200")) }
    // The more a line asks for, the earlier it stands, for the first that matches counts.
    #expect(lines.map { $0.split(separator: " ").count } == [6, 5, 4])
  }
}
