import ChildProcesses
import Documents
import FoundationEssentials
import SourceText
import TestSupport

/// A registry made of a clone of Xinference's repository, whose GitHub is the stand-in on the loopback.
final class UpstreamScene {
  /// Some of Xinference's models and its schemas; needs the shared data.
  static let isPossible = GitHubStub.isThere && SharedData.has("upstream-split")

  static let models = [
    "rerank/models/minicpm-reranker", "rerank/models/jina-reranker-v3.5", "audio/models/ChatTTS",
    "embedding/models/e5-large-v2",
  ]

  let stub: GitHubStub
  let folder: TemporaryFolder
  /// The clone of Xinference's repository.
  var clone: String { "\(folder.path)/inference" }
  var hub: String { "\(folder.path)/hub" }
  let git: GitFixture

  /// Starts a stub with some of the real models, clones it, and starts a registry from the clone.
  init(anonymousRateLimit: Int = 1000) throws {
    stub = try GitHubStub(files: Self.upstream(), anonymousRateLimit: anonymousRateLimit)
    folder = try TemporaryFolder()
    let seed = GitFixture(existing: "inference", in: folder)
    _ = try Command("git", ["clone", "-q", stub.path(), seed.path], environment: GitFixture.environment).run()
    git = try GitFixture(in: folder, named: "hub")
    try folder.write("[user]\nname = Ada\nemail = ada@example.org\n", to: "home/.gitconfig")
    try expect(run("init", "--from", clone), .exited(0))
    try publish("Start the registry")
  }

  static func upstream() throws -> [String: [UInt8]] {
    let root = "xinference/model"
    var files = ["README.md": Array("# Xinference\n".utf8)]
    let schemas = SharedData.names(in: "upstream-split/\(root)/schemas").map { "schemas/\($0)" }
    for path in schemas + models.map({ "\($0).json" }) {
      files["\(root)/\(path)"] = try SharedData.bytes("upstream-split/\(root)/\(path)")
    }
    return files
  }

  // MARK: Running it

  func environment(token: String?, _ more: [String: String] = [:]) -> [String: String] {
    var variables = [
      "GITHUB_API_URL": stub.address, "HOME": "\(folder.path)/home", "GIT_CONFIG_NOSYSTEM": "1",
    ]
    variables["MODELHUB_GITHUB_TOKEN"] = token
    return variables.merging(more) { $1 }
  }

  /// Runs modelhub in the registry.
  func run(_ words: [String], token: String? = nil, _ more: [String: String] = [:]) throws -> Finished {
    try ModelHubProgram.run(words, in: hub, environment: environment(token: token, more))
  }

  func run(_ words: String..., token: String? = nil) throws -> Finished { try run(words, token: token) }

  /// Runs `modelhub upstream`, whose exit code has to be 0, or another where that is said.
  @discardableResult
  func upstream(_ words: String..., token: String? = nil, code: Int32 = 0) throws -> String {
    let finished = try run(["upstream"] + words, token: token)
    try expect(finished, .exited(code))
    return finished.outputText
  }

  /// Sends everything as the maintainer of the upstream repository, or as somebody else.
  @discardableResult
  func submit(_ words: String..., token: String = GitHubStub.tokens[1]) throws -> [[String: String]] {
    let finished = try run(["upstream", "pr", "--submit", "--json"] + words, token: token)
    try expect(finished, .exited(0))
    return try Self.read(finished.outputText).elements.map { node in
      Dictionary(node.members.map { ($0.name, $0.value.text) }) { first, _ in first }
    }
  }

  private func expect(_ finished: Finished, _ status: ChildProcesses.ExitStatus) throws {
    guard finished.status == status else {
      throw TestSupportError("\(finished.status): \(finished.outputText)\(finished.errorText)")
    }
  }

  static func read(_ text: String) throws -> Node {
    let read = DocumentReader.read(SourceText(path: "output", bytes: Array(text.utf8)), as: .json)
    guard let document = read.document else { throw TestSupportError("no JSON: \(text)") }
    return document.rootNode
  }

  // MARK: Its content

  /// Commits what is on disk to the published branch.
  func publish(_ message: String) throws { try git.commitAll(message) }

  /// Changes an entry by command, and publishes it.
  func set(_ id: String, _ field: String, _ value: String) throws {
    try expect(run("set", id, field, value), .exited(0))
    try publish("Change \(id)")
  }

  /// The text of an entry's file.
  func entry(_ id: String) throws -> String {
    String(decoding: try folder.read("hub/catalog/models/\(id)/model.yaml"), as: UTF8.self)
  }

  /// Makes an entry that is like another one, with some text in the place of another.
  func copy(_ id: String, as name: String, _ old: String = "", _ new: String = "") throws {
    let parts = id.split(separator: "/")
    let text = try entry(id).replacing("model_name: \(parts[1])", with: "model_name: \(name)")
    try folder.write(
      old.isEmpty ? text : text.replacing(old, with: new),
      to: "hub/catalog/models/\(parts[0])/\(name)/model.yaml")
  }

  /// Requests that change something.
  func writes() throws -> Int { try stub.requests().count { $0["method"]?.text != "GET" } }

  /// What the registry's and the clone's files are, git's own left out.
  func snapshot() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    where !path.contains("/.git/") {
      files[path] = FileManager.default.contents(atPath: "\(folder.path)/\(path)")
    }
    return files
  }
}
