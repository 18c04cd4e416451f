/// One step of a compiled pattern; where none is named, the next instruction follows.
enum Instruction: Sendable {
  /// Take a character of the set with this number.
  case take(Int32)
  /// The same, reading towards the start of the text.
  case takeBack(Int32)
  /// Go on at either place, the first being the preferred one.
  case fork(Int32, Int32)
  case jump(Int32)
  case check(Assertion)
  /// Check the lookaround with this number.
  case look(Int32)
  case match

  // The rest occurs only in programs for the backtracker.

  /// Remember the place in this slot.
  case mark(Int32)
  /// Forget the captures in these slots.
  case forget(from: Int32, to: Int32)
  /// Fail if nothing was taken since the slot was marked.
  case progress(Int32)
  /// Take the text of the capture, whose groups have this number in the program's list.
  case repeatCapture(Int32)
  case repeatCaptureBack(Int32)
}

/// A pattern as instructions, with the alphabet they work on.
struct Program: Sendable {
  let alphabet: Alphabet
  /// Membership by set and class, one row after the other.
  let members: [Bool]
  let instructions: [Instruction]
  let looks: [Unit]
  /// The groups that a backreference may mean.
  let references: [[Int]]
  /// Captures use two slots each, loops one.
  let slots: Int
  /// Whether the backtracker has to run it.
  let needsBacktracking: Bool
  /// Whether every match starts where the text does.
  let isAnchored: Bool

  /// A lookaround.
  struct Unit: Sendable {
    let start: Int
    let isBehind: Bool
    let isNegated: Bool
  }

  @inline(__always)
  func set(_ number: Int32, contains kind: UInt16) -> Bool {
    members[Int(number) * alphabet.count + Int(kind)]
  }
}
