/// Why a pattern is not a regular expression that can be used.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whose fault it is.
  public enum Kind: Hashable, Sendable {
    /// The text is not a regular expression in ECMA-262's Unicode mode.
    case syntax
    /// The expression is well formed, and larger than this module is willing to compile.
    case limit
  }

  /// Whether the text is wrong or only too large.
  public let kind: Kind
  /// Where the fault starts: an offset into the pattern's UTF-8 bytes.
  public let offset: Int
  /// What is wrong and what to write instead, as a sentence.
  public let message: String

  init(_ kind: Kind = .syntax, at offset: Int, _ message: String) {
    self.kind = kind
    self.offset = offset
    self.message = message
  }

  /// The message with its offset.
  public var description: String { "\(message) (at byte \(offset) of the pattern)" }
}

/// The sizes at which compiling or matching stops, so that no pattern and no text can take the process with it.
enum Limit {
  /// Groups inside groups.
  static let nesting = 200
  /// Instructions of one program, all repetitions written out.
  static let instructions = 100_000
  /// Lookaheads and lookbehinds of one pattern.
  static let looks = 64
  /// Different character sets of one pattern, and the ranges of all of them.
  static let sets = 512
  static let ranges = 50_000
  /// Entries of an automaton's table, and instructions visited to build it.
  static let tableEntries = 1 << 16
  static let tableWork = 1_000_000
  /// Alternatives that the backtracker keeps for later.
  static let frames = 1 << 20
}
