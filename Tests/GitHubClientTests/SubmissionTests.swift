import Catalog
import ChildProcesses
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing
import Upstream

@testable import GitHubClient

/// A catalog against the stub's repository.
struct Registry {
  static let files: [String: [UInt8]] = {
    var files: [String: [UInt8]] = [:]
    for name in ["a", "b"] {
      files["xinference/model/llm/models/\(name).json"] = Array(
        "[\n  {\n    \"model_name\": \"\(name)\",\n    \"context_length\": 1,\n    \"updated_at\": 5\n  }\n]\n"
          .utf8)
    }
    files["doc/models/a.rst"] = Array("a\n".utf8)
    return files
  }()

  var catalog = MemoryTree(texts: [
    "models/llm/a/model.yaml": "model: {model_name: a, context_length: 1, updated_at: 5}\n",
    "models/llm/b/model.yaml": "model: {model_name: b, context_length: 1, updated_at: 5}\n",
  ])
  var removed: Set<String> = []

  /// Sets a model's context length.
  mutating func set(_ name: String, _ length: Int) {
    catalog.files["models/llm/\(name)/model.yaml"] = Array(
      "model: {model_name: \(name), context_length: \(length), updated_at: 9}\n".utf8)
  }

  /// The plans against what the stub has on its main branch.
  func plans(_ github: GitHub, base: [String: [UInt8]] = files, head: HeadRepository = .same) throws
    -> PullRequestPlans
  {
    let commit = try #require(try github.head(of: "main", in: "xorbitsai/inference"))
    let tree = try GitHubTree(github, "xorbitsai/inference", commit: commit)
    let comparison = UpstreamComparison(
      CatalogReader(catalog), .flat, upstream: try UpstreamTree(tree),
      base: try UpstreamTree(MemoryTree(base)),
      removed: removed)
    let target = PlanTarget(repository: "xorbitsai/inference", branch: "main", commit: commit, layout: .split)
    let day = try #require(CalendarDate("2026-11-01"))
    var options = PlanOptions(target: target, settings: HubSettings.standard.upstream, day: day)
    options.head = head
    return try Planner.plan(comparison, options)
  }

  func send(_ stub: GitHubStub, token: String = "maintainer-secret-2") throws -> [SubmissionOutcome] {
    let github = try stub.client(token)
    let plans = try plans(github)
    let commit = try #require(try github.head(of: "main", in: "xorbitsai/inference"))
    let target = PlanTarget(repository: "xorbitsai/inference", branch: "main", commit: commit, layout: .split)
    let sender = try PullRequestSender(github, target: target)
    let sent = try plans.plans.map { try sender.send($0) }
    return sent + (try sender.withdraw(allBut: plans))
  }
}

@Suite(.enabled(if: GitHubStub.isThere, "needs ../shared/tools/github_stub.py"))
struct SubmissionTests {
  static let branch = "chore/models-sync/a"

  func pulls(_ stub: GitHubStub, branch: String = branch) throws -> [Node] {
    try stub.state()["pulls"]?.elements.filter { $0["head_ref"]?.string == branch } ?? []
  }

  /// No request was outside of what GitHub documents.
  func checkRequests(_ stub: GitHubStub, _ location: SourceLocation = #_sourceLocation) throws {
    for request in try stub.requests() {
      for note in ["request_errors", "unknown_fields", "unsupported", "response_errors", "stub_error"] {
        #expect(request[note] == nil, "\(request["path"]?.text ?? ""): \(note)", sourceLocation: location)
      }
    }
  }

  @Test("a plan becomes one branch with one commit, and one pull request; sent again, it is left alone")
  func create() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    registry.set("new", 3)
    #expect(try registry.send(stub).map(\.action) == [.created, .created])
    let plan = try #require(try registry.plans(stub.client()).plans.first)
    let pull = try #require(try pulls(stub).first)
    #expect(pull["title"]?.string == plan.title)
    #expect(pull["body"]?.string == plan.body)
    #expect(pull["labels"]?.elements.map(\.text) == ["enhancement"])
    #expect(try stub.git(["rev-list", "--count", "main..\(Self.branch)"]) == "1")
    #expect(
      try stub.git(["diff", "--name-only", "main", Self.branch])
        == plan.files.map(\.path).joined(separator: "\n"))
    let written = try stub.git(["show", "\(Self.branch):\(plan.files[0].path)"])
    #expect(Array("\(written)\n".utf8) == plan.files[0].new)

    let count = try stub.requests().count { $0["method"]?.text != "GET" }
    #expect(try registry.send(stub).map(\.action) == [.unchanged, .unchanged])
    #expect(try stub.requests().count { $0["method"]?.text != "GET" } == count)
    try checkRequests(stub)
  }

  @Test("the patch of a payload makes the same tree as the requests")
  func samePatch() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    let plan = try #require(try registry.plans(stub.client()).plans.first)
    _ = try registry.send(stub)
    let folder = try TemporaryFolder()
    let clone = Command(
      "git", ["clone", "-q", "\(stub.folder.path)/repositories/xorbitsai/inference.git", "c"],
      folder: folder.path)
    #expect(try clone.run().status.isSuccess)
    try folder.write(try plan.patch(), to: "changes.patch")
    let apply = Command("git", ["apply", "--index", "../changes.patch"], folder: folder.path + "/c")
    #expect(try apply.run().status.isSuccess)
    let tree = try Command("git", ["write-tree"], folder: folder.path + "/c").run().outputText
    #expect(try tree.hasPrefix(stub.git(["rev-parse", "\(Self.branch)^{tree}"])))
  }

  @Test("another change of the same model updates the pull request that is there")
  func update() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    _ = try registry.send(stub)
    registry.set("a", 3)
    #expect(try registry.send(stub).map(\.action) == [.updated])
    #expect(try pulls(stub).count == 1)
    #expect(try pulls(stub)[0]["body"]?.text.contains("| `1` | `3` |") == true)
    #expect(try stub.git(["rev-list", "--count", "main..\(Self.branch)"]) == "2")
    #expect(try stub.git(["show", "\(Self.branch):xinference/model/llm/models/a.json"]).contains(": 3,"))
    #expect(try registry.send(stub).map(\.action) == [.unchanged])
    try checkRequests(stub)
  }

  @Test("commits of the docs workflow are expected and kept, also when upstream has moved on")
  func docs() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    _ = try registry.send(stub)
    try stub.commit(
      on: Self.branch, "doc/models/a.rst", "generated\n", author: "github-actions[bot]",
      "chore(docs): auto-run gen_docs.py [skip ci]")
    #expect(try registry.send(stub).map(\.action) == [.unchanged])
    try stub.commit(on: "main", "README.md", "moved on\n", author: "Somebody", "move on")
    registry.set("a", 3)
    #expect(try registry.send(stub).map(\.action) == [.updated])
    #expect(try stub.git(["show", "\(Self.branch):doc/models/a.rst"]) == "generated")
    #expect(try stub.git(["show", "\(Self.branch):README.md"]) == "moved on")
    #expect(
      try stub.git(["diff", "--name-only", "main", Self.branch])
        == "doc/models/a.rst\nxinference/model/llm/models/a.json")
    #expect(try !stub.git(["log", "-1", "--format=%B", Self.branch]).contains("[skip ci]"))
    try checkRequests(stub)
  }

  @Test("what people change on the branch is left to them; what does not concern the model is kept")
  func foreign() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    _ = try registry.send(stub)
    try stub.commit(on: Self.branch, "NOTES.md", "hello\n", author: "Maintainer", "add a note")
    registry.set("a", 3)
    #expect(try registry.send(stub).map(\.action) == [.updated])
    #expect(try stub.git(["show", "\(Self.branch):NOTES.md"]) == "hello")
    try stub.commit(
      on: Self.branch, "xinference/model/llm/models/a.json", "[]\n", author: "Maintainer",
      "fix it by hand")
    let head = try stub.git(["rev-parse", Self.branch])
    registry.set("a", 4)
    #expect(try registry.send(stub).map(\.action) == [.leftToPeople])
    #expect(try stub.git(["rev-parse", Self.branch]) == head)
    registry.set("a", 1)
    #expect(try registry.send(stub).map(\.action) == [.leftToPeople])
    #expect(try pulls(stub)[0]["state"]?.text == "open")
  }

  @Test("a branch of that name that is not ours is never touched")
  func othersBranch() throws {
    let stub = try GitHubStub(files: Registry.files)
    try stub.git(["branch", Self.branch, "main"])
    var registry = Registry()
    registry.set("a", 2)
    #expect(try registry.send(stub).map(\.action) == [.leftToPeople])
    #expect(try pulls(stub).isEmpty)
  }

  @Test("a pull request that has nothing left to say is closed with one comment, and can be made anew later")
  func withdraw() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    _ = try registry.send(stub)
    registry.set("a", 1)
    #expect(try registry.send(stub).map(\.action) == [.withdrawn])
    #expect(try registry.send(stub).isEmpty)
    let pull = try #require(try pulls(stub).first)
    #expect(pull["state"]?.text == "closed")
    #expect(pull["comments"]?.count == 1)
    registry.set("a", 2)
    #expect(try registry.send(stub).map(\.action) == [.created])
    try checkRequests(stub)
  }

  @Test("what somebody closed is not proposed again until it says something else")
  func declined() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    let number = try #require(try registry.send(stub).first?.number)
    try stub.client().update(pullRequest: number, to: "xorbitsai/inference", [("state", "closed")])
    #expect(try registry.send(stub).map(\.action) == [.declined])
    #expect(try pulls(stub).count == 1)
    registry.set("a", 3)
    #expect(try registry.send(stub).map(\.action) == [.created])
  }

  @Test("without the right to push, the branch goes to a fork, and the pull request comes from there")
  func fork() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    #expect(try registry.send(stub, token: "bot-secret-1").map(\.action) == [.created])
    #expect(try pulls(stub)[0]["head_repo"]?.text == "catalog-bot/inference")
    #expect(try stub.git(["branch", "--list"]) == "* main")
    try stub.commit(on: "main", "README.md", "moved on\n", author: "Somebody", "move on")
    registry.set("a", 3)
    #expect(try registry.send(stub, token: "bot-secret-1").map(\.action) == [.updated])
    #expect(try registry.send(stub, token: "bot-secret-1").map(\.action) == [.unchanged])
    #expect(try pulls(stub).count == 1)
    try checkRequests(stub)
  }

  @Test("a token that cannot do it is told so before anything is written")
  func scopes() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    let error = #expect(throws: GitHubError.self) { try registry.send(stub, token: "reader-secret-3") }
    #expect(error?.description.contains("The token of reader has no scope") == true)
    #expect(try stub.requests().allSatisfy { $0["method"]?.text == "GET" })
    let unknown = #expect(throws: GitHubError.self) { try registry.send(stub, token: "wrong") }
    #expect(unknown?.code == .unauthorized)
  }

  @Test("no token shows in a log, a file, or the arguments of a process")
  func secrecy() throws {
    let stub = try GitHubStub(files: Registry.files)
    var registry = Registry()
    registry.set("a", 2)
    try stub.arm(#"{"match": {"method": "POST"}, "kind": "slow", "seconds": 0.2}"#)
    _ = try registry.send(stub)
    let plan = try #require(try registry.plans(stub.client()).plans.first)
    try PullRequestPayload.write([PullRequestPayload(plan)], to: stub.folder.path + "/payload")
    let secrets = ["maintainer-secret-2", "bot-secret-1"]
    let tree = FolderTree(stub.folder.path)
    for path in try allFiles(tree, "payload") + ["log.jsonl"] {
      let text = String(decoding: try tree.read(path) ?? [], as: UTF8.self)
      for secret in secrets { #expect(!text.contains(secret), "\(path)") }
    }
    let processes = FolderTree("/proc")
    for entry in try processes.entries(in: "") where entry.name.allSatisfy(\.isNumber) {
      // Processes come and go.
      guard let line = try? Command("cat", ["/proc/\(entry.name)/cmdline"]).run().output else { continue }
      for secret in secrets { #expect(!String(decoding: line, as: UTF8.self).contains(secret)) }
    }
  }

  private func allFiles(_ tree: FolderTree, _ folder: String) throws -> [String] {
    try tree.entries(in: folder).flatMap { entry in
      let path = "\(folder)/\(entry.name)"
      return entry.kind == .folder ? try allFiles(tree, path) : [path]
    }
  }
}
