/// Turns a syntax tree into a program.
///
/// Without backreferences a lookahead is compiled to run from the end of the text to the start, and a
/// lookbehind from the start to the end: each is then answered for all places by one pass over the text. The
/// backtracker runs them from the place at hand, so for it the directions are the other way round.
struct Compiler {
  private let syntax: Syntax
  private var instructions: [Instruction] = []
  private var numbers: [ScalarSet: Int32] = [:]
  private var sets: [ScalarSet] = []
  private var references: [[Int]] = []
  private var slots: Int
  private var isBackward = false
  private var work = 0
  private let backtracks: Bool

  private init(_ syntax: Syntax, backtracks: Bool) {
    self.syntax = syntax
    self.backtracks = backtracks
    slots = syntax.captures * 2
  }

  static func compile(_ syntax: Syntax, backtracks: Bool) throws(PatternError) -> Program {
    var compiler = Compiler(syntax, backtracks: backtracks)
    try compiler.emit(syntax.root)
    try compiler.append(.match)
    var units: [Program.Unit] = []
    for look in syntax.looks {
      units.append(
        Program.Unit(
          start: compiler.instructions.count, isBehind: look.isBehind, isNegated: look.isNegated))
      compiler.isBackward = look.isBehind == backtracks
      try compiler.emit(look.body)
      try compiler.append(.match)
    }
    return try compiler.program(units)
  }

  private func program(_ units: [Program.Unit]) throws(PatternError) -> Program {
    guard sets.count <= Limit.sets, sets.reduce(0, { $0 + $1.ranges.count }) <= Limit.ranges else {
      throw PatternError(.limit, at: 0, "The pattern uses too many different character sets.")
    }
    let alphabet = Alphabet(sets)
    return Program(
      alphabet: alphabet, members: sets.flatMap { alphabet.members(of: $0) }, instructions: instructions,
      looks: units, references: references, slots: slots, needsBacktracking: backtracks,
      isAnchored: Self.isAnchored(syntax.root))
  }

  private static func isAnchored(_ term: Term) -> Bool {
    switch term {
    case .assertion(.start): true
    case .group(let body, _): isAnchored(body)
    case .sequence(let terms): terms.first.map(isAnchored) ?? false
    case .alternatives(let terms): terms.allSatisfy(isAnchored)
    case .repetition(let body, let repetition): repetition.minimum > 0 && isAnchored(body)
    case .empty, .set, .assertion, .look, .backreference: false
    }
  }
}

// MARK: - Emitting

extension Compiler {
  private var here: Int32 { Int32(instructions.count) }

  private mutating func append(_ instruction: Instruction) throws(PatternError) {
    instructions.append(instruction)
    try count(1)
  }

  /// Counts the work, for a repetition of nothing adds none to the instructions.
  private mutating func count(_ steps: Int) throws(PatternError) {
    work += steps
    guard work <= 2 * Limit.instructions else {
      throw PatternError(.limit, at: 0, "The pattern is too large once its repetitions are written out.")
    }
  }

  /// Appends a fork whose other branch is filled in later.
  private mutating func fork() throws(PatternError) -> Int {
    try append(.fork(0, 0))
    return instructions.count - 1
  }

  private mutating func complete(_ fork: Int, enter: Int32, leave: Int32, isLazy: Bool) {
    instructions[fork] = isLazy ? .fork(leave, enter) : .fork(enter, leave)
  }

  private mutating func emit(_ term: Term) throws(PatternError) {
    try count(1)
    switch term {
    case .empty: break
    case .set(let set):
      let number = number(of: set)
      try append(isBackward ? .takeBack(number) : .take(number))
    case .sequence(let terms):
      for index in terms.indices {
        try emit(terms[isBackward ? terms.count - 1 - index : index])
      }
    case .alternatives(let terms): try emit(alternatives: terms)
    case .group(let body, let capture):
      let slot = Int32(capture * 2)
      if backtracks { try append(.mark(isBackward ? slot + 1 : slot)) }
      try emit(body)
      if backtracks { try append(.mark(isBackward ? slot : slot + 1)) }
    case .repetition(let body, let repetition): try emit(body, repeated: repetition)
    case .assertion(let assertion):
      // The alphabet must tell word characters from others where the program asks for them.
      if assertion == .wordBoundary || assertion == .noWordBoundary { _ = number(of: .word) }
      try append(.check(assertion))
    case .look(let number): try append(.look(Int32(number)))
    case .backreference(let groups):
      references.append(groups)
      let number = Int32(references.count - 1)
      try append(isBackward ? .repeatCaptureBack(number) : .repeatCapture(number))
    }
  }

  private mutating func number(of set: ScalarSet) -> Int32 {
    if let number = numbers[set] { return number }
    let number = Int32(sets.count)
    sets.append(set)
    numbers[set] = number
    return number
  }

  private mutating func emit(alternatives: [Term]) throws(PatternError) {
    var jumps: [Int] = []
    for term in alternatives.dropLast() {
      let fork = try fork()
      try emit(term)
      jumps.append(instructions.count)
      try append(.jump(0))
      complete(fork, enter: Int32(fork + 1), leave: here, isLazy: false)
    }
    if let last = alternatives.last { try emit(last) }
    for jump in jumps { instructions[jump] = .jump(here) }
  }

  private mutating func emit(_ body: Term, repeated repetition: Repetition) throws(PatternError) {
    for _ in 0..<repetition.minimum { try emitTurn(body, repetition) }
    guard let maximum = repetition.maximum else {
      let fork = try fork()
      try emitOptionalTurn(body, repetition)
      try append(.jump(Int32(fork)))
      return complete(fork, enter: Int32(fork + 1), leave: here, isLazy: repetition.isLazy)
    }
    var forks: [Int] = []
    for _ in 0..<maximum - repetition.minimum {
      forks.append(try fork())
      try emitOptionalTurn(body, repetition)
    }
    for fork in forks {
      complete(fork, enter: Int32(fork + 1), leave: here, isLazy: repetition.isLazy)
    }
  }

  private mutating func emitTurn(_ body: Term, _ repetition: Repetition) throws(PatternError) {
    let captures = repetition.captures
    if backtracks, !captures.isEmpty {
      try append(.forget(from: Int32(captures.lowerBound * 2), to: Int32(captures.upperBound * 2)))
    }
    try emit(body)
  }

  /// A turn that need not be: one that takes nothing does not count.
  private mutating func emitOptionalTurn(_ body: Term, _ repetition: Repetition) throws(PatternError) {
    guard backtracks else { return try emitTurn(body, repetition) }
    let slot = Int32(slots)
    slots += 1
    try append(.mark(slot))
    try emitTurn(body, repetition)
    try append(.progress(slot))
  }
}
