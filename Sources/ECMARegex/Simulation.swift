/// Runs all threads of a program side by side: time is the text's length times the program's, whatever they are.
struct Simulation {
  private let program: Program
  private let stepLimit: Int
  private var steps = 0
  /// For each lookaround, the offsets where its body matches.
  private var answers: [Offsets] = []

  /// Whether the text holds a match.
  static func search(_ program: Program, _ text: Span<UInt8>, stepLimit: Int) -> RegularExpression.Outcome {
    var simulation = Simulation(program: program, stepLimit: stepLimit)
    for look in program.looks {
      var answer = Offsets(upTo: text.count)
      let unit = Run(start: look.start, isBackward: !look.isBehind, isAnchored: false)
      guard simulation.run(unit, text, { answer.insert($0) }) else { return .gaveUp }
      simulation.answers.append(answer)
    }
    var isFound = false
    let main = Run(start: 0, isBackward: false, isAnchored: program.isAnchored)
    let isDone = simulation.run(main, text) { _ in
      isFound = true
      return false
    }
    return isFound ? .found : isDone ? .notFound : .gaveUp
  }

  private init(program: Program, stepLimit: Int) {
    self.program = program
    self.stepLimit = stepLimit
  }

  private struct Run {
    let start: Int
    let isBackward: Bool
    let isAnchored: Bool
  }

  /// Hands every offset where a match ends to `report`, until that says no; false if the steps ran out.
  private mutating func run(_ run: Run, _ text: Span<UInt8>, _ report: (Int) -> Bool) -> Bool {
    var frontier = Frontier(program)
    var threads: [Int32] = []
    var offset = run.isBackward ? text.count : 0
    let (first, last) = (offset, text.count - offset)
    defer { steps += frontier.work }
    while true {
      let place = TextCursor.place(offset, in: text)
      let holds = { [program, answers] (look: Int32) in
        answers[Int(look)].contains(offset) != program.looks[Int(look)].isNegated
      }
      frontier.clear()
      if !run.isAnchored || offset == first {
        frontier.add(Int32(run.start), of: program, at: place, holds: holds)
      }
      for thread in threads { frontier.add(thread, of: program, at: place, holds: holds) }
      if frontier.hasMatched, !report(offset) { return true }
      if offset == last || run.isAnchored && frontier.takers.isEmpty { return true }
      guard steps + frontier.work <= stepLimit else { return false }
      let (scalar, length) =
        run.isBackward ? TextCursor.scalar(before: offset, in: text) : TextCursor.scalar(at: offset, in: text)
      frontier.advance(over: program.alphabet.kind(of: scalar), in: program, to: &threads)
      offset += run.isBackward ? -length : length
    }
  }
}

/// A set of offsets into a text.
private struct Offsets {
  private var words: [UInt64]

  init(upTo last: Int) {
    words = [UInt64](repeating: 0, count: last / 64 + 1)
  }

  /// Adds an offset; the result says to go on.
  mutating func insert(_ offset: Int) -> Bool {
    words[offset / 64] |= 1 << UInt64(offset % 64)
    return true
  }

  func contains(_ offset: Int) -> Bool {
    words[offset / 64] & 1 << UInt64(offset % 64) != 0
  }
}
