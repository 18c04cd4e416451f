import FoundationEssentials
import ChildProcesses
import Documents
import SourceText
import TestSupport

/// The stand-in for GitHub of the shared data, on the loopback, with one pull request of the branch `topic`.
final class StubbedForge {
  /// Its address, in the place of `https://api.github.com`.
  let address: String
  /// The commit that the pull request proposes.
  let head: String
  private let program: ServerProcess

  /// The stub's description of GitHub is checked by a Python package that `make test` installs.
  static let isHere = SharedData.has("tools/github_stub.py") && PythonTool.isInstalled("python3")

  init() throws {
    let port = try Loopback.freePort()
    let server = try ServerProcess(
      Command(PythonTool.path("python3"), [SharedData.url("tools/github_stub.py").path, "--port", "\(port)"]))
    try Loopback.wait(forPort: port) { server.isRunning }
    program = server
    address = "http://127.0.0.1:\(port)"
    let repository = "\(address)/repos/catalog-bot/catalog"
    let base = try Self.ask("GET", "\(repository)/git/ref/heads/main")["object"]?["sha"]?.string ?? ""
    let tree = try Self.ask("GET", "\(repository)/git/commits/\(base)")["tree"]?["sha"]?.string ?? ""
    let commit = "{\"message\": \"topic\", \"tree\": \"\(tree)\", \"parents\": [\"\(base)\"]}"
    head = try Self.ask("POST", "\(repository)/git/commits", commit)["sha"]?.string ?? ""
    _ = try Self.ask(
      "POST", "\(repository)/git/refs", "{\"ref\": \"refs/heads/topic\", \"sha\": \"\(head)\"}")
    _ = try Self.ask("POST", "\(repository)/pulls", #"{"title": "t", "head": "topic", "base": "main"}"#)
  }

  /// The comments on the pull request.
  func comments() throws -> [String] {
    try Self.ask("GET", "\(address)/repos/catalog-bot/catalog/issues/1/comments").elements
      .map { $0["body"]?.string ?? "" }
  }

  private static func ask(_ method: String, _ address: String, _ body: String = "") throws -> Node {
    var words = [
      "--silent", "--show-error", "--request", method, "--header", "Authorization: Bearer test-token",
    ]
    if !body.isEmpty { words += ["--data", body] }
    let finished = try Command("curl", words + [address]).run()
    let read = DocumentReader.read(SourceText(path: address, bytes: finished.output), as: .json)
    guard let document = read.document else {
      throw TestSupportError("\(method) \(address): \(finished.errorText)")
    }
    return document.rootNode
  }
}
