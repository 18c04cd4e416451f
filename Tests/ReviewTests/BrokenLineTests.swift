import ChildProcesses
import GitStore
import TestSupport
import Testing

@testable import Review

/// A remote whose line breaks in the middle of things; whoever runs the same again finishes, once.
@Suite struct BrokenLineTests {
  enum Work: String, CaseIterable, Sendable {
    case submit, publish
  }

  /// A bare repository behind a web server behind a line, and lin's and zoe's clones of it.
  final class Site {
    let team: CloneTeam
    let proxy: CuttingProxy
    private let server: HTTPGitServer
    private let access: RemoteAccess

    init(_ work: Work) throws {
      team = try CloneTeam()
      try Self.prepare(team, for: work)
      server = try HTTPGitServer(root: team.folder.path)
      proxy = try CuttingProxy(to: server.port)
      var access = RemoteAccess()
      let credentials = Credentials(user: server.user, secret: server.secret)
      access.credentials = { _ in credentials }
      self.access = access
      _ = try team.git("config", "http.receivepack", "true")
      for login in ["lin", "zoe"] {
        _ = try team.git("-C", "../\(login)", "remote", "set-url", "origin", proxiedURL)
      }
      // One state to start every attempt from.
      for name in ["hub.git", "lin", "zoe"] { try copy(name, to: "first-\(name)") }
    }

    private static func prepare(_ team: CloneTeam, for work: Work) throws {
      guard work == .publish else { return }
      let id = try #require(ReviewID("llm/qwen3"))
      try submit(id, in: team.server, team)
      try team.server.approve(id, by: team.actor("marco"))
    }

    private static func submit(_ id: ReviewID, in registry: Registry, _ team: CloneTeam) throws {
      let entry = Array(RegistryFixture.entry("qwen3", context: 65536).utf8)
      _ = try registry.submit(
        id, from: .files(["catalog/models/llm/qwen3/model.yaml": entry]), by: team.actor("zoe"),
        saying: try #require(EventText("Longer context")), check: RegistryFixture.check)
    }

    private var proxiedURL: String { "http://127.0.0.1:\(proxy.port)/git/hub.git" }

    private func copy(_ name: String, to target: String) throws {
      let path = team.folder.path
      let line = "rm -rf '\(path)/\(target)' && cp -r '\(path)/\(name)' '\(path)/\(target)'"
      let finished = try Command("sh", ["-c", line]).run()
      guard finished.status.isSuccess else { throw TestSupportError(finished.errorText) }
    }

    func startAnew() throws {
      for name in ["hub.git", "lin", "zoe"] { try copy("first-\(name)", to: name) }
    }

    /// What a command does: looks at the remote, then acts.
    func run(_ work: Work) throws {
      let login = work == .submit ? "zoe" : "lin"
      let repository = try Repository.open(at: "\(team.folder.path)/\(login)")
      let registry = Registry(repository, home: .remote("origin"), access: access)
      try registry.refresh()
      let id = try #require(ReviewID("llm/qwen3"))
      switch work {
      case .submit: try Self.submit(id, in: registry, team)
      case .publish: try registry.publish(id, by: team.actor("lin"), check: RegistryFixture.check)
      }
    }
  }

  @Test(
    "a line that breaks after any number of bytes costs a second run and nothing else",
    arguments: Work.allCases)
  func broken(work: Work) throws {
    let site = try Site(work)
    site.proxy.cut(after: nil)
    try site.run(work)
    let whole = site.proxy.passed
    #expect(whole > 5000)
    let points = 24
    var failures = 0
    for point in 0..<points {
      try site.startAnew()
      site.proxy.cut(after: whole * point / points + point)
      do { try site.run(work) } catch is ReviewError { failures += 1 }
      site.proxy.cut(after: nil)
      do {
        try site.run(work)
      } catch let error as ReviewError {
        // What was done already cannot be submitted once more.
        #expect(work == .submit && error.objections.map(\.rule) == [.actionNotPossible], "\(error)")
      }
      try expectDone(work, site.team, "cut after \(point) of \(points) parts")
    }
    #expect(failures > points / 2, "only \(failures) of \(points) runs failed")
  }

  private func expectDone(_ work: Work, _ team: CloneTeam, _ story: Comment) throws {
    let id = try #require(ReviewID("llm/qwen3"))
    let deeds = try team.server.log(id).entries.compactMap { $0.event?.deed.action }
    #expect(deeds == (work == .submit ? [.submit] : [.submit, .approve, .publish]), story)
    #expect(try team.server.state(id).phase == (work == .submit ? .submitted : .published), story)
    #expect(
      try team.git("rev-list", "--count", "--merges", "main") == (work == .submit ? "0\n" : "1\n"), story)
    #expect(try team.server.audit().refused.isEmpty, story)
    _ = try team.git("fsck", "--strict")
  }
}
