/// Why GitHub did not do what was asked.
public struct GitHubError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for code.
  public enum Code: String, Sendable {
    /// No token, or one that GitHub does not know.
    case unauthorized
    /// The token may not do this.
    case forbidden
    /// There is no such thing, or the token may not see it.
    case notFound
    /// It does not fit the state of the repository: it exists already, or has moved on.
    case conflict
    /// Too many requests; a later run may go on.
    case rateLimited
    /// GitHub itself fails.
    case unavailable
    /// GitHub cannot be reached.
    case unreachable
    /// The answer is not what GitHub documents.
    case unexpected
  }

  /// What went wrong, for code.
  public let code: Code
  /// The status of the answer; 0 where there was none.
  public let status: Int
  /// What GitHub itself said, if anything.
  public let message: String
  /// A sentence that says what went wrong and what to do.
  public let description: String

  /// Makes an error.
  public init(_ code: Code, status: Int = 0, message: String = "", _ description: String) {
    (self.code, self.status, self.message, self.description) = (code, status, message, description)
  }
}
