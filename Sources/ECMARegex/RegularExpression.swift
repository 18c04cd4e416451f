/// A regular expression as ECMA-262 defines it with the `u` flag, which is what JSON Schema's `pattern` asks for.
///
/// It answers one question, whether a text holds a match, in time linear in the text. Only a pattern with
/// backreferences has to be tried out; that stops after a number of steps instead of hanging.
/// ``` swift
/// let name = try RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]*$")
/// name.search("whisper-base.en")  // .found
/// ```
public struct RegularExpression: Sendable {
  /// What a search came to.
  public enum Outcome: Hashable, Sendable {
    /// The text holds a match.
    case found
    /// The text holds no match.
    case notFound
    /// The answer would have taken more steps than were allowed.
    case gaveUp
  }

  private enum Engine {
    case automaton(Automaton)
    case simulation
    case backtracker
  }

  /// The pattern as it was given.
  public let pattern: String
  private let program: Program
  private let engine: Engine

  /// Compiles a pattern.
  public init(_ pattern: String) throws(PatternError) {
    let syntax = try Parser.parse(pattern)
    try self.init(pattern, syntax, backtracks: syntax.hasBackreference, usesTable: true)
  }

  /// For tests: the same pattern in an engine that would not have been chosen.
  init(_ pattern: String, _ syntax: Syntax, backtracks: Bool, usesTable: Bool) throws(PatternError) {
    self.pattern = pattern
    program = try Compiler.compile(syntax, backtracks: backtracks)
    if backtracks {
      engine = .backtracker
    } else {
      engine = (usesTable ? Automaton(program) : nil).map(Engine.automaton) ?? .simulation
    }
  }

  /// Throws what is wrong with a pattern's text, without compiling it.
  public static func check(_ pattern: String) throws(PatternError) {
    _ = try Parser.parse(pattern)
  }

  /// Looks for a match anywhere in a text, given as UTF-8.
  ///
  /// Bytes that are not UTF-8 count as U+FFFD. `stepLimit` bounds the time of what is not a table look-up a
  /// character: a step is some nanoseconds.
  public func search(_ text: Span<UInt8>, stepLimit: Int = 10_000_000) -> Outcome {
    switch engine {
    case .automaton(let automaton): automaton.matches(text, program.alphabet) ? .found : .notFound
    case .simulation: Simulation.search(program, text, stepLimit: stepLimit)
    case .backtracker: Backtracker.search(program, text, stepLimit: stepLimit)
    }
  }

  /// Looks for a match anywhere in a text.
  public func search(_ text: String, stepLimit: Int = 10_000_000) -> Outcome {
    search(Array(text.utf8).span, stepLimit: stepLimit)
  }
}
