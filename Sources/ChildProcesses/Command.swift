/// A program with its arguments, as it will be started: no shell reads any of it.
public struct Command: Sendable {
  /// A path, or a name that is looked up in `PATH`.
  public var program: String
  /// The arguments after the program's name.
  public var arguments: [String]
  /// The whole environment; nil hands on that of this process.
  public var environment: [String: String]?
  /// The folder to start in; nil is that of this process.
  public var folder: String?
  /// Whether the program may talk to the user's terminal, to ask for a passphrase for instance.
  ///
  /// Otherwise it runs in a session of its own, which has no terminal.
  public var mayAskUser: Bool

  /// Makes a command from its parts.
  public init(
    _ program: String, _ arguments: [String] = [], environment: [String: String]? = nil,
    folder: String? = nil,
    mayAskUser: Bool = false
  ) {
    (self.program, self.arguments, self.environment) = (program, arguments, environment)
    (self.folder, self.mayAskUser) = (folder, mayAskUser)
  }
}

/// How a program ended.
public enum ExitStatus: Hashable, Sendable {
  /// It gave this exit code.
  case exited(Int32)
  /// This signal ended it.
  case killed(Int32)

  /// Whether the exit code is zero.
  public var isSuccess: Bool { self == .exited(0) }

  init(waitStatus status: Int32) {
    self = status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .killed(status & 0x7f)
  }
}

/// Why a program could not be run to its end.
public struct ChildProcessError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of fault a caller may want to tell apart.
  public enum Code: String, Hashable, Sendable {
    /// There is no such program, or it may not be run.
    case notStarted
    /// It took longer than it was allowed to.
    case timedOut
    /// It wrote more than it was allowed to.
    case tooMuchOutput
    /// A pipe or the system refused.
    case system
  }

  /// The kind of fault.
  public let code: Code
  /// What happened, in one sentence.
  public let sentence: String

  /// The sentence.
  public var description: String { sentence }
}
