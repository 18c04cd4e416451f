public import Documents
import ChildProcesses
import FoundationEssentials
import Glibc
import SourceText

/// The stand-in for GitHub of the shared data, run as a program of its own on the loopback.
///
/// It answers the REST operations that GitHub describes, checks every request against the description, and fails on demand.
public final class GitHubStub {
  /// Whether it can be run here.
  public static let isThere: Bool = {
    guard SharedData.has("tools/github_stub.py") else { return false }
    do {
      return try Command(python, ["-c", "import jsonschema"]).run().status.isSuccess
    } catch {
      return false
    }
  }()

  /// The Python of `make test`, or else the system's.
  private static let python: String = {
    let own = SharedData.packageRoot.appending(path: ".build-python/bin/python3").path
    return FileManager.default.fileExists(atPath: own) ? own : "python3"
  }()

  /// The tokens that it knows: of somebody without rights, of a maintainer of xorbitsai/inference, and one without scopes.
  public static let tokens = ["bot-secret-1", "maintainer-secret-2", "reader-secret-3"]

  /// Where its repositories and its log lie.
  public let folder: TemporaryFolder
  /// Its address, in the place of `https://api.github.com`.
  public let address: String
  private let process: ServerProcess

  /// Starts it with some files as the first commit of xorbitsai/inference.
  public init(files: [String: [UInt8]], anonymousRateLimit: Int = 60) throws {
    folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(bytes, to: "seed/\(path)") }
    let config = """
      {"tokens": {"\(Self.tokens[0])": {"login": "catalog-bot", "scopes": ["repo"]},
                  "\(Self.tokens[1])": {"login": "maintainer", "scopes": ["repo"]},
                  "\(Self.tokens[2])": {"login": "reader", "scopes": []}},
       "organizations": ["xorbitsai"], "anonymous_rate_limit": \(anonymousRateLimit),
       "repos": [{"owner": "xorbitsai", "name": "inference", "push": ["maintainer"], "seed": "seed"}]}
      """
    try folder.write(config, to: "stub.json")
    // With fixed dates the first commit is the same again after a reset.
    var environment = ProcessInfo.processInfo.environment
    for who in ["AUTHOR", "COMMITTER"] { environment["GIT_\(who)_DATE"] = "1795000000 +0000" }
    let command = Command(
      Self.python,
      [
        SharedData.url("tools/github_stub.py").path, "--config", folder.path + "/stub.json", "--port-file",
        folder.path + "/port", "--log", folder.path + "/log.jsonl", "--root", folder.path,
      ], environment: environment)
    process = try ServerProcess(command)
    var port = ""
    while port.isEmpty, process.isRunning {
      usleep(20_000)
      // The file is there as soon as the stub listens.
      guard FileManager.default.fileExists(atPath: folder.path + "/port") else { continue }
      port = String(decoding: try folder.read("port"), as: UTF8.self)
    }
    guard !port.isEmpty else {
      throw TestSupportError("The stub did not start; it needs python3-jsonschema.")
    }
    address = "http://127.0.0.1:\(port)"
  }

  // MARK: What it is told and asked

  /// Arms faults, in the stub's own words.
  public func arm(_ faults: String) throws { _ = try control("POST", "faults", faults) }

  /// Takes back the faults that nothing met.
  public func disarm() throws { _ = try control("DELETE", "faults") }

  /// Takes back everything that was done.
  public func reset() throws { _ = try control("POST", "reset", "{}") }

  /// Everything that was requested so far.
  public func requests() throws -> [Node] { try control("GET", "requests").rootNode.elements.map { $0 } }

  /// How many requests were answered so far, by the log; cheaper than asking.
  public var requestCount: Int {
    get throws {
      guard FileManager.default.fileExists(atPath: folder.path + "/log.jsonl") else { return 0 }
      return try folder.read("log.jsonl").count { $0 == UInt8(ascii: "\n") }
    }
  }

  /// Refs and pull requests of a repository.
  public func state(_ repository: String = "xorbitsai/inference") throws -> Node {
    let state = try control("GET", "state")
    guard let node = state.rootNode[repository] else { throw TestSupportError("no repository \(repository)") }
    return node
  }

  /// The pull requests, or those of one branch.
  public func pulls(_ branch: String? = nil) throws -> [Node] {
    let all = try state()["pulls"]?.elements.map { $0 } ?? []
    return branch.map { branch in all.filter { $0["head_ref"]?.text == branch } } ?? all
  }

  /// Does what somebody else would do on GitHub.
  @discardableResult
  public func ask(_ method: String, _ path: String, _ body: String? = nil, by token: String) throws
    -> Document
  {
    // By its input: arguments are for everybody to see, and another test looks for tokens in them.
    let words = ["--header", "@-"] + (body.map { ["--data-binary", $0] } ?? [])
    return try send(method, "\(address)\(path)", words, input: "Authorization: Bearer \(token)\n")
  }

  private func control(_ method: String, _ word: String, _ body: String? = nil) throws -> Document {
    try send(
      method, "\(address)/_stub/\(word)", body == nil ? [] : ["--data-binary", "@-"], input: body ?? "")
  }

  private func send(
    _ method: String, _ url: String, _ words: [String], input: String
  ) throws -> Document {
    let words = ["--silent", "--show-error", "--max-time", "60", "--request", method] + words
    let done = try Command("curl", words + [url]).run(input: Array(input.utf8))
    let limits = ReadLimits(bytes: 256 << 20, depth: 64)
    let read = DocumentReader.read(SourceText(path: url, bytes: done.output), as: .json, limits: limits)
    guard let document = read.document else {
      throw TestSupportError("\(method) \(url): \(done.outputText)\(done.errorText)")
    }
    return document
  }

  // MARK: The repositories behind it

  /// Where a repository lies.
  public func path(_ repository: String = "xorbitsai/inference") -> String {
    "\(folder.path)/repositories/\(repository).git"
  }

  /// Runs git in a repository behind the stub.
  @discardableResult
  public func git(_ arguments: [String], in repository: String = "xorbitsai/inference") throws -> String {
    try Self.git(["--git-dir", path(repository)] + arguments, in: folder.path)
  }

  /// Puts a commit of somebody's on a branch.
  public func commit(
    on branch: String, _ path: String, _ text: String, author: String, _ message: String,
    in repository: String = "xorbitsai/inference"
  ) throws {
    let place = try TemporaryFolder()
    try Self.git(["clone", "-q", "-b", branch, self.path(repository), "c"], in: place.path)
    try place.write(text, to: "c/\(path)")
    let clone = "\(place.path)/c"
    try Self.git(["add", "-A"], in: clone)
    try Self.git(["commit", "-q", "-m", message], in: clone, author: author)
    try Self.git(["push", "-q", "origin", branch], in: clone)
  }

  @discardableResult
  private static func git(_ arguments: [String], in folder: String, author: String = "Somebody") throws
    -> String
  {
    var environment = GitFixture.environment
    for who in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(who)_NAME"] = author
      environment["GIT_\(who)_EMAIL"] = "somebody@example.invalid"
    }
    let done = try Command("git", arguments, environment: environment, folder: folder).run(
      timeout: .seconds(60))
    guard done.status.isSuccess else { throw TestSupportError("git \(arguments): \(done.errorText)") }
    return String(done.outputText.reversed().drop { $0.isNewline }.reversed())
  }
}
