import ChildProcesses
import FoundationEssentials
import TestSupport

/// A registry that `modelhub init` made, in a git repository of its own, by Ada, who signs with a key.
final class NewHub: Sendable {
  let folder: TemporaryFolder
  let key: SSHKeyPair
  /// Where the registry is.
  var path: String { "\(folder.path)/hub" }
  /// What `init` said on standard output.
  let created: [String]

  /// Makes a repository and starts a registry in it; `options` are further words for `modelhub init`.
  init(_ options: [String] = [], origin: String? = nil) throws {
    folder = try TemporaryFolder()
    key = try SSHKeyPair(in: folder, named: "ada")
    let git = try GitFixture(in: folder, named: "hub")
    for (name, value) in [
      ("user.name", "Ada"), ("user.email", "ada@example.org"), ("gpg.format", "ssh"),
      ("user.signingkey", key.publicPath),
    ] { try git.git("config", name, value) }
    if let origin { try git.git("remote", "add", "origin", origin) }
    let finished = try ModelHubProgram.run(["init"] + options, in: "\(folder.path)/hub")
    guard finished.status.isSuccess else { throw TestSupportError("init: \(finished.errorText)") }
    created = finished.outputText.split(separator: "\n").map(String.init)
  }

  var git: GitFixture { GitFixture(existing: "hub", in: folder) }

  /// Runs modelhub in the registry.
  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Finished {
    try ModelHubProgram.run(arguments, in: path, environment: environment)
  }

  /// Runs a script of `ci/` as CI would: in the registry, with modelhub on the `PATH`.
  func script(_ words: [String], environment: [String: String] = [:]) throws -> Finished {
    let programs = URL(filePath: ModelHubProgram.path).deletingLastPathComponent().path
    var variables = GitFixture.environment
    variables["PATH"] = "\(programs):/usr/bin:/bin"
    variables.merge(environment) { $1 }
    return try Command("sh", words, environment: variables, folder: path).run(timeout: .seconds(120))
  }

  func read(_ file: String) throws -> String {
    String(decoding: try folder.read("hub/\(file)"), as: UTF8.self)
  }

  /// Every file of the registry but git's own, sorted.
  func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).sorted().filter { name in
      var isFolder = false
      return !name.hasPrefix(".git/")
        && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
        && !isFolder
    }
  }
}

/// A tool in `.build-python`, which `make test` installs.
enum PythonTool {
  static func path(_ name: String) -> String {
    SharedData.packageRoot.appending(path: ".build-python/bin/\(name)").path
  }

  static func isInstalled(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }
}
