/// Runs a program with backreferences, which only trying can answer, within a number of steps.
struct Backtracker {
  private let program: Program
  private var stepsLeft: Int
  /// Offsets by slot; -1 where there is none.
  private var slots: [Int]
  /// What to go back to, the latest last.
  private var frames: [Frame] = []

  private enum Frame {
    /// Another way to go on.
    case branch(Int32, offset: Int)
    /// What a slot held before.
    case slot(Int32, value: Int)
  }

  /// Whether the text holds a match.
  static func search(_ program: Program, _ text: Span<UInt8>, stepLimit: Int) -> RegularExpression.Outcome {
    var backtracker = Backtracker(
      program: program, stepsLeft: stepLimit, slots: [Int](repeating: -1, count: program.slots))
    var offset = 0
    while true {
      guard let isFound = backtracker.run(0, at: offset, text) else { return .gaveUp }
      if isFound { return .found }
      if program.isAnchored || offset == text.count { return .notFound }
      offset += TextCursor.scalar(at: offset, in: text).length
    }
  }

  /// Whether a unit matches at an offset; nil if the steps or the memory ran out.
  ///
  /// After a match the frames above the old ones are left for the caller to keep or to undo.
  private mutating func run(_ start: Int32, at first: Int, _ text: Span<UInt8>) -> Bool? {
    let base = frames.count
    var current = start
    var offset = first
    while true {
      stepsLeft -= 1
      guard stepsLeft > 0, frames.count < Limit.frames else { return nil }
      let isPassed: Bool
      switch program.instructions[Int(current)] {
      case .match: return true
      case .fork(let first, let second):
        frames.append(.branch(second, offset: offset))
        current = first
        continue
      case .jump(let target):
        current = target
        continue
      case .look(let number):
        guard let holds = check(program.looks[Int(number)], at: offset, text) else { return nil }
        isPassed = holds
      case let instruction: isPassed = perform(instruction, at: &offset, text)
      }
      if isPassed {
        current += 1
      } else {
        guard let branch = unwind(to: base) else { return false }
        (current, offset) = branch
      }
    }
  }

  /// Performs an instruction that leads to the next one or fails.
  private mutating func perform(_ instruction: Instruction, at offset: inout Int, _ text: Span<UInt8>) -> Bool
  {
    switch instruction {
    case .take(let set):
      guard offset < text.count else { return false }
      let (scalar, length) = TextCursor.scalar(at: offset, in: text)
      offset += length
      return program.set(set, contains: program.alphabet.kind(of: scalar))
    case .takeBack(let set):
      guard offset > 0 else { return false }
      let (scalar, length) = TextCursor.scalar(before: offset, in: text)
      offset -= length
      return program.set(set, contains: program.alphabet.kind(of: scalar))
    case .check(let assertion): return TextCursor.place(offset, in: text).satisfies(assertion)
    case .mark(let slot): set(slot, to: offset)
    case .forget(let from, let to): for slot in from..<to { set(slot, to: -1) }
    case .progress(let slot): return slots[Int(slot)] != offset
    case .repeatCapture(let number): return take(program.references[Int(number)], at: &offset, text)
    case .repeatCaptureBack(let number): return takeBack(program.references[Int(number)], at: &offset, text)
    case .match, .fork, .jump, .look: break
    }
    return true
  }

  private mutating func set(_ slot: Int32, to value: Int) {
    frames.append(.slot(slot, value: slots[Int(slot)]))
    slots[Int(slot)] = value
  }

  /// Undoes what came after the latest branch above `base` and takes it; undoes all if there is none.
  private mutating func unwind(to base: Int) -> (Int32, Int)? {
    while frames.count > base, let frame = frames.popLast() {
      switch frame {
      case .branch(let instruction, let offset): return (instruction, offset)
      case .slot(let slot, let value): slots[Int(slot)] = value
      }
    }
    return nil
  }

  private mutating func check(_ look: Program.Unit, at offset: Int, _ text: Span<UInt8>) -> Bool? {
    let base = frames.count
    guard let isFound = run(Int32(look.start), at: offset, text) else { return nil }
    guard isFound else { return look.isNegated }
    if look.isNegated {
      while unwind(to: base) != nil {}
      return false
    }
    // What was captured stays, to be undone by the frames below; the other ways to match are given up.
    var kept = base
    for index in base..<frames.count {
      if case .slot = frames[index] {
        frames[kept] = frames[index]
        kept += 1
      }
    }
    frames.removeLast(frames.count - kept)
    return true
  }
}

// MARK: - Backreferences

extension Backtracker {
  /// The range of the first group that took part; an empty one if none did, which matches everywhere.
  private func capture(_ groups: [Int]) -> Range<Int> {
    for group in groups where slots[group * 2] >= 0 && slots[group * 2 + 1] >= slots[group * 2] {
      return slots[group * 2]..<slots[group * 2 + 1]
    }
    return 0..<0
  }

  private mutating func take(_ groups: [Int], at offset: inout Int, _ text: Span<UInt8>) -> Bool {
    let capture = capture(groups)
    guard text.count - offset >= capture.count, equal(capture, offset, text) else { return false }
    offset += capture.count
    return true
  }

  private mutating func takeBack(_ groups: [Int], at offset: inout Int, _ text: Span<UInt8>) -> Bool {
    let capture = capture(groups)
    guard offset >= capture.count, equal(capture, offset - capture.count, text) else { return false }
    offset -= capture.count
    return true
  }

  private mutating func equal(_ capture: Range<Int>, _ other: Int, _ text: Span<UInt8>) -> Bool {
    stepsLeft -= capture.count
    for index in 0..<capture.count where text[capture.lowerBound + index] != text[other + index] {
      return false
    }
    return true
  }
}
