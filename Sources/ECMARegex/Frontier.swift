/// A set of small numbers with constant-time insertion, test and clearing.
struct SparseSet {
  private var dense: [Int32]
  private var places: [Int32]
  private(set) var count = 0

  init(capacity: Int) {
    dense = [Int32](repeating: 0, count: capacity)
    places = [Int32](repeating: 0, count: capacity)
  }

  /// Adds a number; false if it was there.
  @inline(__always)
  mutating func insert(_ number: Int32) -> Bool {
    let place = Int(places[Int(number)])
    if place < count, dense[place] == number { return false }
    places[Int(number)] = Int32(count)
    dense[count] = number
    count += 1
    return true
  }

  mutating func removeAll() { count = 0 }
}

/// The instructions that a set of threads reaches without taking a character.
struct Frontier {
  private var visited: SparseSet
  private var stack: [Int32] = []
  /// The instructions that take a character.
  private(set) var takers: [Int32] = []
  /// Whether one thread reached the end of its program.
  private(set) var hasMatched = false
  /// Instructions visited since the start.
  private(set) var work = 0

  init(_ program: Program) {
    visited = SparseSet(capacity: program.instructions.count)
  }

  mutating func clear() {
    visited.removeAll()
    takers.removeAll(keepingCapacity: true)
    hasMatched = false
  }

  /// Follows a thread from an instruction; `holds` answers for lookarounds.
  mutating func add(
    _ start: Int32, of program: Program, at place: Place, holds: (Int32) -> Bool = { _ in false }
  ) {
    stack.append(start)
    while let current = stack.popLast() {
      guard visited.insert(current) else { continue }
      work += 1
      switch program.instructions[Int(current)] {
      case .take, .takeBack: takers.append(current)
      case .fork(let first, let second):
        stack.append(second)
        stack.append(first)
      case .jump(let target): stack.append(target)
      case .check(let assertion):
        if place.satisfies(assertion) { stack.append(current + 1) }
      case .look(let number):
        if holds(number) { stack.append(current + 1) }
      case .match: hasMatched = true
      case .mark, .forget, .progress, .repeatCapture, .repeatCaptureBack: break
      }
    }
  }

  /// The threads after taking a character of class `kind`.
  func advance(over kind: UInt16, in program: Program, to threads: inout [Int32]) {
    threads.removeAll(keepingCapacity: true)
    for taker in takers {
      switch program.instructions[Int(taker)] {
      case .take(let set), .takeBack(let set):
        if program.set(set, contains: kind) { threads.append(taker + 1) }
      default: break
      }
    }
  }
}
