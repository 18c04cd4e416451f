import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// `modelhub doctor`, as a user runs it.
@Suite struct DoctorCommandTests {
  struct Checkup: Decodable {
    let check: String
    let state: String
    let message: String
    let remedy: String?
  }

  static func checkups(
    in folder: String, _ options: [String] = [], environment: [String: String] = [:]
  ) throws -> (status: ChildProcesses.ExitStatus, checkups: [String: Checkup], output: String) {
    let finished = try ModelHubProgram.run(
      ["doctor", "--json"] + options, in: folder, environment: environment)
    let list = try JSONDecoder().decode([Checkup].self, from: Data(finished.output))
    let byName = Dictionary(list.map { ($0.check, $0) }) { first, _ in first }
    return (finished.status, byName, finished.outputText + finished.errorText)
  }

  @Test("a new registry is in good health, but for the remote and the package of CI that it cannot know")
  func healthy() throws {
    let hub = try NewHub()
    let (status, checkups, _) = try Self.checkups(in: hub.path)
    #expect(status == .exited(0))
    #expect(checkups.values.filter { $0.state != "good" }.map(\.check).sorted() == ["ci", "remote"])
    for name in ["libgit2", "libyaml", "libsodium", "md4c", "gumbo", "git", "identity", "signing", "person"] {
      #expect(checkups[name] != nil, "\(name)")
    }
  }

  @Test(
    "who git does not know, and a folder outside any repository, are problems with a remedy, and exit code 1")
  func nowhere() throws {
    let folder = try TemporaryFolder()
    let (status, checkups, _) = try Self.checkups(in: folder.path)
    #expect(status == .exited(1))
    for name in ["identity", "repository", "catalog"] {
      #expect(checkups[name]?.state == "problem" && checkups[name]?.remedy != nil, "\(name)")
    }
    #expect(checkups["signing"]?.state == "warning")
  }

  /// What is wrong, how it comes about, and the check that notices.
  static let faults: [(name: String, check: String, state: String, make: @Sendable (NewHub) throws -> Void)] =
    [
      (
        "a key file that is gone", "signing", "problem",
        { try $0.git.git("config", "user.signingkey", "/gone") }
      ),
      ("no key", "signing", "warning", { try $0.git.git("config", "--unset", "gpg.format") }),
      (
        "another key", "person", "warning",
        { hub in
          let other = try SSHKeyPair(in: hub.folder, named: "other")
          try hub.git.git("config", "user.signingkey", other.publicPath)
        }
      ),
      (
        "a revoked key", "person", "problem",
        { hub in
          let person = try hub.read("catalog/people/ada.yaml") + "    revoked: '2020-01-01'\n"
          try hub.folder.write(
            person.replacing("valid_from: '20", with: "valid_from: '19"), to: "hub/catalog/people/ada.yaml")
        }
      ),
      (
        "a stranger", "person", "warning",
        {
          try $0.folder.write("", to: "hub/catalog/people/.keep");
          try FileManager.default.removeItem(atPath: "\($0.path)/catalog/people/ada.yaml")
        }
      ),
      (
        "a broken entry", "catalog", "problem",
        { try $0.folder.write("model: [", to: "hub/catalog/models/llm/x/model.yaml") }
      ),
      (
        "an older schema", "schema", "warning",
        { try $0.folder.write("{}\n", to: "hub/catalog/schema/llm.schema.json") }
      ),
    ]

  @Test("what is wrong is found by its check, with the command that mends it", arguments: 0..<7)
  func finds(index: Int) throws {
    let fault = Self.faults[index]
    let hub = try NewHub()
    try fault.make(hub)
    let (status, checkups, _) = try Self.checkups(in: hub.path)
    let found = try #require(checkups[fault.check], "\(fault.name)")
    #expect(found.state == fault.state && found.remedy != nil, "\(fault.name): \(found)")
    #expect(status == .exited(checkups.values.contains { $0.state == "problem" } ? 1 : 0))
  }

  @Test(
    "offline it asks nobody; --online counts the reviews of the remote, and one that is gone is a problem")
  func remote() throws {
    let hub = try NewHub()
    let bare = try GitFixture(["--bare"], in: hub.folder, named: "bare")
    try hub.git.git("remote", "add", "origin", bare.path)
    try hub.git.commitAll()
    try hub.git.git("push", "-q", "origin", "main", "HEAD:refs/modelhub/reviews/llm/x")
    #expect(try Self.checkups(in: hub.path).checkups["remote"]?.state == "good")
    let asked = try Self.checkups(in: hub.path, ["--online"]).checkups["remote"]
    #expect(asked?.message.hasSuffix("and holds 1 reviews") == true, "\(String(describing: asked))")
    try hub.git.git("remote", "set-url", "origin", "\(hub.folder.path)/gone")
    #expect(try Self.checkups(in: hub.path).checkups["remote"]?.state == "good")
    #expect(try Self.checkups(in: hub.path, ["--online"]).checkups["remote"]?.state == "problem")
  }

  @Test(
    "a token is judged by what GitHub says of it, and is never shown",
    arguments: [
      ("200 OK", "X-OAuth-Scopes: gist, repo\r\n", "good"), ("200 OK", "X-OAuth-Scopes: gist\r\n", "problem"),
      ("200 OK", "", "good"), ("401 Unauthorized", "", "problem"),
    ])
  func tokens(status: String, header: String, state: String) throws {
    let hub = try NewHub()
    let seen = AskedFor()
    let server = try ScriptedServer { request, _ in
      seen.note(request)
      let body = #"{"login": "ada"}"#
      return .send(
        Array(
          "HTTP/1.1 \(status)\r\n\(header)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
            .utf8))
    }
    let variables = [
      "GITHUB_TOKEN": "ghs_verysecret", "GITHUB_API_URL": "http://127.0.0.1:\(server.port)",
    ]
    let offline = try Self.checkups(in: hub.path, environment: variables)
    #expect(offline.checkups["token"]?.state == "good" && seen.count == 0)
    let online = try Self.checkups(in: hub.path, ["--online"], environment: variables)
    #expect(online.checkups["token"]?.state == state, "\(String(describing: online.checkups["token"]))")
    #expect(seen.count == 1)
    #expect(!offline.output.contains("verysecret") && !online.output.contains("verysecret"))
  }
}
