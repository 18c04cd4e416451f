import Catalog
import Diagnostics
import ModelFacts
import ModelSources
import TestSupport
import Testing

@testable import Validation

@Suite("Looking online")
struct OnlineTests {
  private func world(
    _ server: HubServer, cache: OnlineCache = OnlineCache(today: TestCatalog.today), limit: Int = 100
  ) -> HubWorld {
    var addresses = HubAddresses()
    addresses.move(.huggingface, to: server.address)
    addresses.move(.modelscope, to: server.address)
    return HubWorld(
      CurlDownloader(timeout: 20), addresses, cache: cache, pause: .zero, limit: limit, allowsLocalHosts: true
    )
  }

  private func findings(_ files: KeyValuePairs<String, RuleExample.Content>, _ world: HubWorld) throws
    -> [String]
  {
    let options = ValidationOptions(today: TestCatalog.today)
    let reader = CatalogReader(TestCatalog.tree(files))
    let rules = [MissingRepository.id, MissingRevision.id, DeadLink.id]
    let found = try Validator.check(reader, options, online: world).findings
    return TestCatalog.lines(found.filter { rules.contains($0.rule) })
  }

  private func source(_ hub: String, _ id: String, _ revision: String) -> RuleExample.Content {
    .record(
      .llm,
      """
      model_specs:
      - model_format: pytorch
        model_size_in_billions: 7
        model_src:
          \(hub): {model_id: \(id), model_revision: \(revision), quantizations: [none]}
      """)
  }

  @Test("repositories, revisions and pages that are not there are told apart, on both hubs")
  func hubs() throws {
    let server = try HubServer()
    try server.add("{}", at: "huggingface/there/yes/config.json")
    try server.add("{}", at: "modelscope/there/yes/config.json")
    let world = world(server)
    let found = try findings(
      [
        "models/llm/a/model.yaml": source("modelscope", "there/yes", "master"),
        "models/llm/b/model.yaml": source("huggingface", "there/no", HubServer.commit),
        "models/llm/c/model.yaml": source(
          "huggingface", "there/yes", "ffffffffffffffffffffffffffffffffffffffff"),
        "models/llm/d/model.yaml": source("modelscope", "there/no", "master"),
        "models/llm/e/README.md": .text(
          "# E\n\nSee [this](\(server.address)/there/yes/resolve/main/config.json) and [that](\(server.address)/no/where).\n"
        ),
      ], world)
    #expect(
      found == [
        "missing-repository at models/llm/b/model.yaml:9", "missing-revision at models/llm/c/model.yaml:9",
        "missing-repository at models/llm/d/model.yaml:9", "dead-link at models/llm/e/README.md:3",
        "missing-repository at models/llm/e/model.yaml:16",
      ])
  }

  @Test("an answer is asked for once, kept for a week if it is good, and for a day if it is bad")
  func cache() throws {
    let server = try HubServer()
    try server.add("{}", at: "huggingface/there/yes/config.json")
    let yes = OnlineQuestion.repository(hub: "huggingface", id: "there/yes", revision: nil)
    let no = OnlineQuestion.repository(hub: "huggingface", id: "there/no", revision: nil)
    let first = world(server)
    for _ in 0..<3 {
      #expect(first.answer(yes) == .found)
      #expect(first.answer(no) == .missing)
    }
    #expect(try server.requests.count == 2)
    func later(_ days: Int) -> OnlineCache {
      OnlineCache(first.file, today: CalendarDate(daysSince1970: TestCatalog.today.daysSince1970 + days))
    }
    #expect(later(0)[yes] == .found && later(0)[no] == .missing)
    #expect(later(6)[yes] == .found && later(1)[no] == nil && later(7)[yes] == nil && later(-1)[yes] == nil)
    #expect(OnlineCache(Array("no JSON".utf8), today: TestCatalog.today)[yes] == nil)
  }

  @Test("a page that moved is there, and nobody goes where its server sends readers")
  func redirects() throws {
    let server = try HubServer()
    try server.add("{}", at: "huggingface/away/m/config.json")
    #expect(world(server).answer(.page("\(server.address)/away/m/resolve/main/config.json")) == .found)
    #expect(try server.requests.count == 1)
  }

  @Test("a server that is silent, or refuses programs, proves nothing")
  func silence() throws {
    let port = try Loopback.freePort()
    var addresses = HubAddresses()
    addresses.move(.huggingface, to: "http://127.0.0.1:\(port)")
    let world = HubWorld(
      CurlDownloader(timeout: 2), addresses, cache: OnlineCache(today: TestCatalog.today), pause: .zero)
    guard case .unknown = world.answer(.repository(hub: "huggingface", id: "a/b", revision: nil)) else {
      Issue.record("a closed port cannot answer")
      return
    }
  }

  @Test("no more is asked than allowed, of nobody but public hosts, and nothing that is no id")
  func limits() throws {
    let server = try HubServer()
    let world = world(server, limit: 1)
    #expect(world.answer(.repository(hub: "huggingface", id: "a/b", revision: nil)) == .missing)
    guard case .unknown = world.answer(.repository(hub: "huggingface", id: "a/c", revision: nil)),
      case .unknown = world.answer(.repository(hub: "huggingface", id: "../etc", revision: nil)),
      case .unknown = world.answer(.repository(hub: "nowhere", id: "a/b", revision: nil))
    else {
      Issue.record("nothing more can be known")
      return
    }
    #expect(try server.requests.count == 1)
    for host in [
      "localhost", "10.0.0.1", "169.254.169.254", "metadata", "a.local", "0x7f.1", "[::1]",
      "intranet.internal", "127.1",
    ] {
      #expect(!HubWorld.isPublic(host), "\(host)")
    }
    #expect(HubWorld.isPublic("huggingface.co") && HubWorld.isPublic("xn--bcher-kva.example"))
    #expect(HubWorld.host("https://user@Example.org:8080/x") == "example.org:8080")
  }
}
