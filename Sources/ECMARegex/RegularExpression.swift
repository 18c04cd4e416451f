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

  /// One object, so that a copy counts one reference and not one for each array.
  private final class Machine: Sendable {
    let pattern: String
    let program: Program
    let engine: Engine

    init(_ pattern: String, _ program: Program, _ engine: Engine) {
      (self.pattern, self.program, self.engine) = (pattern, program, engine)
    }
  }

  /// The pattern as it was given.
  public var pattern: String { machine.pattern }
  private let machine: Machine

  /// Compiles a pattern.
  public init(_ pattern: String) throws(PatternError) {
    let syntax = try Parser.parse(pattern)
    try self.init(pattern, syntax, backtracks: syntax.hasBackreference, usesTable: true)
  }

  /// For tests: the same pattern in an engine that would not have been chosen.
  init(_ pattern: String, _ syntax: Syntax, backtracks: Bool, usesTable: Bool) throws(PatternError) {
    let program = try Compiler.compile(syntax, backtracks: backtracks)
    let automaton = usesTable ? Automaton(program) : nil
    let engine = backtracks ? .backtracker : automaton.map(Engine.automaton) ?? .simulation
    machine = Machine(pattern, program, engine)
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
    switch machine.engine {
    case .automaton(let automaton):
      automaton.matches(text, machine.program.alphabet) ? .found : .notFound
    case .simulation: Simulation.search(machine.program, text, stepLimit: stepLimit)
    case .backtracker: Backtracker.search(machine.program, text, stepLimit: stepLimit)
    }
  }

  /// Looks for a match anywhere in a text.
  public func search(_ text: String, stepLimit: Int = 10_000_000) -> Outcome {
    search(Array(text.utf8).span, stepLimit: stepLimit)
  }
}
