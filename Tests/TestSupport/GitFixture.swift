public import ChildProcesses

/// A git repository that the git command made, in a temporary folder, free of the user's settings.
public final class GitFixture: Sendable {
  /// Where it lives.
  public let folder: TemporaryFolder
  /// The repository's own folder.
  public let path: String

  /// The environment that git runs in: no settings but the repository's own, a fixed person and time.
  public static let environment: [String: String] = [
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/nonexistent", "LC_ALL": "C", "TZ": "UTC",
    "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_TERMINAL_PROMPT": "0",
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "1700000000 +0200",
    "GIT_COMMITTER_NAME": "Cy", "GIT_COMMITTER_EMAIL": "cy@example.org",
    "GIT_COMMITTER_DATE": "1700000100 -0330",
  ]

  /// Makes a repository with `git init` and the further options given.
  public init(_ options: [String] = [], in folder: TemporaryFolder? = nil, named name: String = "repo") throws
  {
    self.folder = try folder ?? TemporaryFolder()
    path = "\(self.folder.path)/\(name)"
    _ = try Self.git(["init", "-q", "-b", "main"] + options + [path], in: self.folder.path)
  }

  /// Wraps the repository that a command already made.
  public init(existing name: String, in folder: TemporaryFolder) {
    self.folder = folder
    path = "\(folder.path)/\(name)"
  }

  /// Runs git in the repository and gives back what it wrote, without the last line break.
  @discardableResult
  public func git(
    _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> String {
    try git(arguments, input: input, environment: environment)
  }

  /// Runs git in the repository and gives back what it wrote, without the last line break.
  @discardableResult
  public func git(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> String {
    try Self.git(arguments, in: path, input: input, environment: environment)
  }

  /// Runs git in the repository and gives back everything, whether it succeeded or not.
  public func tryGit(
    _ arguments: String..., input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Finished {
    try Self.run(arguments, in: path, input: input, environment: environment)
  }

  /// Writes a file into the work tree.
  public func write(_ text: String, to file: String) throws {
    let name = path.dropFirst(folder.path.count + 1)
    try folder.write(text, to: "\(name)/\(file)")
  }

  /// Commits all that the work tree holds and gives back the commit's id.
  @discardableResult
  public func commitAll(_ message: String = "change") throws -> String {
    try git("add", "-A")
    try git("commit", "-q", "--allow-empty", "-m", message)
    return try git("rev-parse", "HEAD")
  }

  /// What `git fsck` finds wrong with the repository's objects and references.
  public func complaints() throws -> [String] {
    let finished = try tryGit("fsck", "--strict", "--no-dangling")
    let lines = finished.errorText.split(separator: "\n") + finished.outputText.split(separator: "\n")
    return lines.filter { !$0.hasPrefix("notice: ") }.map(String.init)
  }

  private static func git(
    _ arguments: [String], in folder: String, input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> String {
    let finished = try run(arguments, in: folder, input: input, environment: environment)
    guard finished.status.isSuccess else {
      throw TestSupportError("git \(arguments) failed, \(finished.status): \(finished.errorText)")
    }
    let text = finished.outputText
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  private static func run(
    _ arguments: [String], in folder: String, input: [UInt8], environment: [String: String]
  ) throws -> Finished {
    let all = Self.environment.merging(environment) { _, new in new }
    return try Command("git", arguments, environment: all, folder: folder).run(
      input: input, timeout: .seconds(60))
  }
}
