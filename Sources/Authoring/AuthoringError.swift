/// Why something that a person asked for is not done.
public struct AuthoringError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kinds of fault a caller may want to tell apart.
  public enum Code: String, Hashable, Sendable {
    /// There is no such field, item or entry.
    case notFound
    /// The name is taken, or cannot be one.
    case badName
    /// The value does not fit the field.
    case badValue
    /// What was asked for would break something else.
    case conflict
    /// A file of the catalog cannot be made sense of.
    case unreadable
  }

  /// The kind of fault.
  public let code: Code
  /// A sentence that says what is wrong and what to do.
  public let description: String

  /// Makes an error.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
