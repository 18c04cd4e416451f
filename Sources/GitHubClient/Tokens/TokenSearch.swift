import ChildProcesses
import Glibc

/// Where a token was found.
public enum TokenSource: Sendable, Equatable {
  /// A variable of the environment.
  case variable(String)
  /// The file that `modelhub auth login` writes.
  case file(String)
  /// GitHub's own command line.
  case gh
  /// The registry's default token, in a variable.
  case registry(String)

  /// Whether it is a person's own rather than the registry's.
  public var isPersonal: Bool {
    if case .registry = self { return false }
    return true
  }

  /// The source as a sentence names it.
  public var words: String {
    switch self {
    case .variable(let name): "the variable \(name)"
    case .file(let path): path
    case .gh: "GitHub's command line (gh)"
    case .registry(let name): "the registry's default token (\(name))"
    }
  }
}

/// Looks for a token: a person's own before the registry's default.
public struct TokenSearch: Sendable {
  /// The variables of a person's own token, in the order in which they count.
  static let personal = ["MODELHUB_GITHUB_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"]
  /// The variable of the registry's default token.
  static let registry = "MODELHUB_DEFAULT_TOKEN"

  /// An environment for programs that have no business with GitHub.
  public static func withoutTokens(_ environment: [String: String]) -> [String: String] {
    environment.filter { !personal.contains($0.key) && $0.key != registry }
  }

  /// The variable that holds a person's own token, where one does.
  public static func variable(in environment: [String: String]) -> String? {
    personal.first { environment[$0].flatMap(Token.init) != nil }
  }

  private let environment: [String: String]
  private let file: CredentialFile?
  private let asksGh: Bool

  /// Looks in an environment and what it leads to; `gh` is asked only where nothing else is found.
  public init(environment: [String: String], asksGh: Bool = true) {
    self.environment = environment
    self.asksGh = asksGh
    file = CredentialFile(environment: environment)
  }

  /// The token that counts for a host, and where it was found; `nil` where there is none.
  public func find(for host: String = "github.com") throws(GitHubError) -> (
    token: Token, source: TokenSource
  )? {
    for name in Self.personal {
      if let token = environment[name].flatMap(Token.init) { return (token, .variable(name)) }
    }
    if let file, let token = try file.token(for: host) { return (token, .file(file.path)) }
    if asksGh, let token = askGh(host) { return (token, .gh) }
    return environment[Self.registry].flatMap(Token.init).map { ($0, .registry(Self.registry)) }
  }

  /// What `gh auth token` says; a gh that is not there, or not logged in, says nothing.
  private func askGh(_ host: String) -> Token? {
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    let programs: [String] = folders.map { "\($0)/gh" }
    guard let program = programs.first(where: { unsafe access($0, X_OK) == 0 }) else { return nil }
    var variables = Self.withoutTokens(environment)
    variables["GH_PROMPT_DISABLED"] = "1"
    let command = Command(
      program, ["auth", "token", "--hostname", host], environment: variables)
    do throws(ChildProcessError) {
      let done = try command.run(timeout: .seconds(10), outputLimit: 4096)
      return done.status.isSuccess ? Token(done.outputText) : nil
    } catch {
      return nil
    }
  }
}
