public import FileTrees

/// Why something about upstream could not be done at all: a fault of the world, not of a file's content.
public struct UpstreamError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for code.
  public enum Code: Sendable {
    /// The system refused an operation.
    case system
    /// A tree is no checkout of Xinference, or has another layout than the one asked for.
    case notUpstream
    /// An output folder holds something else.
    case foreignTarget
    /// A file cannot be read as what it has to be.
    case unreadable
  }

  /// What went wrong, for code.
  public let code: Code
  /// A sentence that says what went wrong and what to do.
  public let description: String

  /// Makes an error.
  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// Passes on a fault of the file system.
  public init(_ error: FileTreeError) {
    self.init(.system, error.description)
  }
}

/// Does what only the file system can make fail.
func withFiles<Result>(_ body: () throws(FileTreeError) -> Result) throws(UpstreamError) -> Result {
  do { return try body() } catch { throw UpstreamError(error) }
}
