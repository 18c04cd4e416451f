/// A deterministic automaton over the classes of an alphabet: one table look-up a character.
///
/// A state is a set of threads before they are followed, because what `^`, `$` and `\b` say depends on the
/// character to come; so a match shows one character late, or at the end of the text.
struct Automaton: Sendable {
  fileprivate static let dead: UInt16 = 0
  fileprivate static let found: UInt16 = 1

  /// Rows by state: the next state for each class, then the answer at the end of the text.
  private let table: [UInt16]
  private let stride: Int
  private let start: UInt16

  /// Whether the text holds a match.
  func matches(_ text: Span<UInt8>, _ alphabet: Alphabet) -> Bool {
    var state = start
    var index = 0
    let count = text.count
    while index < count {
      let kind: UInt16
      let byte = text[index]
      if byte < 0x80 {
        kind = alphabet.ascii[Int(byte)]
        index += 1
      } else {
        let (scalar, length) = TextCursor.scalar(at: index, in: text)
        kind = alphabet.kind(of: scalar)
        index += length
      }
      state = table[Int(state) * stride + Int(kind)]
      if state <= Self.found { return state == Self.found }
    }
    return table[Int(state) * stride + stride - 1] == Self.found
  }

  /// The automaton of a program, or nil if it would be large or the program holds lookarounds.
  init?(_ program: Program) {
    guard program.looks.isEmpty, !program.needsBacktracking else { return nil }
    var builder = AutomatonBuilder(program)
    guard let table = builder.build() else { return nil }
    self.table = table
    stride = program.alphabet.count + 1
    start = AutomatonBuilder.firstState
  }
}

/// Finds the states of an automaton, breadth first.
private struct AutomatonBuilder {
  static let firstState: UInt16 = 2

  private let program: Program
  private let stride: Int
  /// Which classes hold word characters, if the program asks for word boundaries.
  private let words: [Bool]?
  private var frontier: Frontier
  private var states: [State] = []
  private var numbers: [State: UInt16] = [:]

  /// What was before the place, as far as the program can tell.
  private enum Before: Hashable { case start, word, other }

  private struct State: Hashable {
    let threads: [Int32]
    let before: Before
  }

  init(_ program: Program) {
    self.program = program
    stride = program.alphabet.count + 1
    frontier = Frontier(program)
    let asks = program.instructions.contains { instruction in
      switch instruction {
      case .check(.wordBoundary), .check(.noWordBoundary): true
      default: false
      }
    }
    words = asks ? program.alphabet.members(of: .word) : nil
    _ = number(of: State(threads: [0], before: .start))
  }

  /// The table, or nil if it grows too large or takes too long.
  mutating func build() -> [UInt16]? {
    var table = [UInt16](repeating: Automaton.dead, count: stride)
    table += [UInt16](repeating: Automaton.found, count: stride)
    var index = 0
    while index < states.count {
      for kind in 0..<stride {
        guard table.count < Limit.tableEntries, frontier.work < Limit.tableWork else { return nil }
        table.append(next(after: states[index], over: kind))
      }
      index += 1
    }
    return table
  }

  private mutating func next(after state: State, over kind: Int) -> UInt16 {
    let isEnd = kind == stride - 1
    let isWord = !isEnd && words?[kind] ?? false
    let place = Place(
      isStart: state.before == .start, isEnd: isEnd, isWordBefore: state.before == .word, isWordAfter: isWord)
    frontier.clear()
    for thread in state.threads { frontier.add(thread, of: program, at: place) }
    if frontier.hasMatched { return Automaton.found }
    if isEnd { return Automaton.dead }
    var threads: [Int32] = []
    frontier.advance(over: UInt16(kind), in: program, to: &threads)
    if !program.isAnchored { threads.append(0) }
    if threads.isEmpty { return Automaton.dead }
    return number(of: State(threads: threads.sorted(), before: isWord ? .word : .other))
  }

  private mutating func number(of state: State) -> UInt16 {
    if let number = numbers[state] { return number }
    let number = Self.firstState + UInt16(states.count)
    numbers[state] = number
    states.append(state)
    return number
  }
}
