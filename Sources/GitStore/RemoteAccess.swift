/// A user and a secret for an HTTP remote.
///
/// It shows the secret in no text, so that none lands in a log by accident.
public struct Credentials: Hashable, Sendable {
  /// The user.
  public let user: String
  let secret: String

  /// Takes a user and a password.
  public init(user: String, secret: String) {
    (self.user, self.secret) = (user, secret)
  }

  /// Takes an access token, in the form that the large forges accept.
  public static func token(_ token: String) -> Credentials {
    Credentials(user: "x-access-token", secret: token)
  }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The user alone.
  public var description: String { "\(user) with a secret" }
  /// The user alone.
  public var debugDescription: String { description }
  /// The user alone.
  public var customMirror: Mirror { Mirror(self, children: ["user": user]) }
}

/// What a remote wants to know before it lets us in.
public struct CredentialRequest: Hashable, Sendable {
  /// The remote, without secrets.
  public let remote: RemoteURL
  /// The user that the address names.
  public let user: String?
  /// 1 for the first request, and more after credentials were refused.
  public let attempt: Int
}

/// How a transfer is getting on.
public enum TransferProgress: Hashable, Sendable {
  /// Objects that came in, of how many, and the bytes so far.
  case receiving(objects: Int, of: Int, bytes: Int)
  /// Objects that went out, of how many, and the bytes so far.
  case sending(objects: Int, of: Int, bytes: Int)
  /// A line from the other side, safe to show on a terminal.
  case message(String)
}

/// How remotes are reached: secrets, programs, limits, and who is told.
public struct RemoteAccess: Sendable {
  /// Gives credentials for an HTTP remote; nil gives up.
  ///
  /// It is asked when the remote demands some, and again after a refusal, until it gives the same again.
  public var credentials: @Sendable (CredentialRequest) -> Credentials? = { _ in nil }
  /// The program for SSH with its first arguments.
  public var sshCommand = ["ssh"]
  /// The private key for SSH; nil leaves the choice to SSH, which asks the agent first.
  public var sshKeyFile: String?
  /// The environment of `git` and `ssh`; nil is that of this process.
  ///
  /// What in it points to a repository is not handed on.
  public var environment: [String: String]?
  /// How long the other side may be silent.
  public var idleTimeout = Duration.seconds(60)
  /// How long the whole may take; nil sets no limit.
  public var timeout: Duration?
  /// How many bytes of objects may come in.
  public var receiveLimit = 8 << 30
  /// Asked several times a second whether to stop.
  public var isCancelled: @Sendable () -> Bool = { false }
  /// Told how the transfer is getting on, on the thread that runs it.
  public var progress: @Sendable (TransferProgress) -> Void = { _ in }

  /// Starts with the usual: SSH with its own settings, no credentials, a minute of patience.
  public init() {}

  /// Takes the program for SSH from a line such as git's `core.sshCommand` or `GIT_SSH_COMMAND`.
  ///
  /// Words may be quoted as for a shell, but no shell reads the line: what only a shell could do is an error.
  public mutating func setSSHCommand(_ line: String) throws(GitStoreError) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      switch (character, quote) {
      case (_, _) where isEscaped:
        word = (word ?? "") + String(character)
        isEscaped = false
      case ("\\", nil), ("\\", "\""): isEscaped = true
      case ("'", nil), ("\"", nil): (quote, word) = (character, word ?? "")
      case (let end, let open?) where end == open: quote = nil
      case ("$", nil), ("$", "\""), ("`", nil), ("`", "\""), (";", nil), ("|", nil), ("&", nil), ("<", nil),
        (">", nil):
        throw GitStoreError(
          .invalidName, "The program for SSH is a line that only a shell could run.",
          advice: "Set core.sshCommand to a program and its options.")
      case (" ", nil), ("\t", nil):
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let done = word { words.append(done) }
    guard quote == nil, !isEscaped, let program = words.first, !program.isEmpty else {
      throw GitStoreError(
        .invalidName, "The program for SSH is empty or a quote in it does not end.",
        advice: "Set core.sshCommand to a program and its options.")
    }
    sshCommand = words
  }
}
