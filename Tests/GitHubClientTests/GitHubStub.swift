import ChildProcesses
import Documents
import FileTrees
import FoundationEssentials
import Glibc
import SourceText
import TestSupport

@testable import GitHubClient

/// The stand-in for GitHub, run as a program of its own.
final class GitHubStub {
  static let isThere = SharedData.has("tools/github_stub.py")

  let folder: TemporaryFolder
  let address: String
  private let process: ServerProcess

  /// Starts it with some files as upstream's first commit.
  init(files: [String: [UInt8]], tokens: String = GitHubStub.tokens) throws {
    folder = try TemporaryFolder()
    for (path, bytes) in files { try folder.write(bytes, to: "seed/\(path)") }
    let config = """
      {"tokens": \(tokens), "organizations": ["xorbitsai"],
       "repos": [{"owner": "xorbitsai", "name": "inference", "push": ["maintainer"], "seed": "seed"}]}
      """
    try folder.write(config, to: "stub.json")
    let command = Command(
      "python3",
      [
        SharedData.url("tools/github_stub.py").path, "--config", folder.path + "/stub.json", "--port-file",
        folder.path + "/port", "--log", folder.path + "/log.jsonl", "--root", folder.path,
      ])
    process = try ServerProcess(command)
    var port = ""
    while port.isEmpty, process.isRunning {
      usleep(20_000)
      // The file is there as soon as the stub listens.
      let bytes = try FolderTree(folder.path).read("port") ?? []
      port = String(decoding: bytes, as: UTF8.self)
    }
    guard !port.isEmpty else {
      throw TestSupportError("The stub did not start; it needs python3-jsonschema.")
    }
    address = "http://127.0.0.1:\(port)"
  }

  static let tokens = """
    {"bot-secret-1": {"login": "catalog-bot", "scopes": ["repo"]},
     "maintainer-secret-2": {"login": "maintainer", "scopes": ["repo"]},
     "reader-secret-3": {"login": "reader", "scopes": []}}
    """

  /// A client that waits for nothing.
  func client(_ token: String? = "maintainer-secret-2", attempts: Int = 3) throws -> GitHub {
    var policy = RetryPolicy()
    policy.attempts = attempts
    policy.firstWait = 1
    let waiter = Waiter(now: { time(nil) }, wait: { [self] in waits.append($0) })
    var limits = CurlTransport.Limits()
    limits.total = 2000
    return try GitHub(
      address, token: token.flatMap(Token.init), transport: CurlTransport(limits: limits), policy: policy,
      waiter: waiter)
  }

  var waits: [Int] = []

  /// Arms faults, in the stub's own words.
  func arm(_ faults: String) throws { _ = try control("POST", "faults", faults) }

  func disarm() throws { _ = try control("DELETE", "faults", nil) }

  /// Everything that was requested so far.
  func requests() throws -> [Node] { try control("GET", "requests", nil).rootNode.elements.map { $0 } }

  /// Refs and pull requests of a repository.
  func state(_ repository: String = "xorbitsai/inference") throws -> Node {
    let state = try control("GET", "state", nil)
    guard let node = state.rootNode[repository] else { throw TestSupportError("no repository \(repository)") }
    return node
  }

  private func control(_ method: String, _ word: String, _ body: String?) throws -> Document {
    let transport = CurlTransport()
    let request = HTTPRequest(method, "\(address)/_stub/\(word)", body: body.map { Array($0.utf8) })
    let response = try transport.send(request)
    let source = SourceText(path: word, bytes: response.body)
    let read = DocumentReader.read(source, as: .json, limits: ReadLimits(bytes: 256 << 20, depth: 64))
    guard let document = read.document else { throw TestSupportError("the stub gave no JSON for \(word)") }
    return document
  }

  /// Runs git in the repository behind the stub.
  @discardableResult
  func git(_ arguments: [String], in repository: String = "xorbitsai/inference", input: [UInt8] = []) throws
    -> String
  {
    var environment = ProcessInfo.processInfo.environment
    for who in ["AUTHOR", "COMMITTER"] {
      environment["GIT_\(who)_NAME"] = environment["GIT_\(who)_NAME"] ?? "Somebody"
      environment["GIT_\(who)_EMAIL"] = "somebody@example.invalid"
    }
    let path = "\(folder.path)/repositories/\(repository).git"
    let done = try Command("git", ["--git-dir", path] + arguments, environment: environment).run(input: input)
    guard done.status.isSuccess else { throw TestSupportError("git \(arguments): \(done.errorText)") }
    return String(done.outputText.reversed().drop { $0.isNewline }.reversed())
  }
}
