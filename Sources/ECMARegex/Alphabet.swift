/// The code points sorted into classes that no set of a pattern tells apart.
///
/// Programs and tables then work on a few classes instead of a million code points.
struct Alphabet: Sendable {
  /// How many classes there are.
  let count: Int
  /// The class of each ASCII byte.
  let ascii: [UInt16]
  /// The class of everything above ASCII, if it is only one.
  let beyondASCII: UInt16?
  /// The intervals, by their first code points, and the class of each.
  private let starts: [UInt32]
  private let classes: [UInt16]

  /// The alphabet for `sets`.
  init(_ sets: [ScalarSet]) {
    let bounds = sets.flatMap { set in set.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } }
    var starts: [UInt32] = [0]
    for bound in bounds.sorted() where bound != starts[starts.count - 1] && bound <= ScalarSet.last {
      starts.append(bound)
    }
    var classes = [Int](repeating: 0, count: starts.count)
    var count = 1
    for set in sets {
      var refined: [Int: Int] = [:]
      var range = 0
      for index in starts.indices {
        while range < set.ranges.count, set.ranges[range].upperBound < starts[index] { range += 1 }
        let isInside = range < set.ranges.count && set.ranges[range].lowerBound <= starts[index]
        let key = classes[index] * 2 + (isInside ? 1 : 0)
        let next = refined.count
        classes[index] = refined[key, default: next]
        refined[key] = classes[index]
      }
      count = refined.count
    }
    self.starts = starts
    self.classes = classes.map { UInt16(truncatingIfNeeded: $0) }
    self.count = count
    let found = (starts, self.classes)
    ascii = (0..<128).map { Self.look(up: $0, in: found) }
    let above = Self.look(up: 128, in: found)
    let isUniform = zip(starts, self.classes).allSatisfy { start, kind in start < 128 || kind == above }
    beyondASCII = isUniform ? above : nil
  }

  /// The class of a code point.
  func kind(of scalar: UInt32) -> UInt16 {
    scalar < 128 ? ascii[Int(scalar)] : beyondASCII ?? Self.look(up: scalar, in: (starts, classes))
  }

  /// For each class, whether it lies in `set`, which is one of those the alphabet was made for.
  func members(of set: ScalarSet) -> [Bool] {
    var members = [Bool](repeating: false, count: count)
    for (start, kind) in zip(starts, classes) where set.contains(start) { members[Int(kind)] = true }
    return members
  }

  private static func look(up scalar: UInt32, in found: (starts: [UInt32], classes: [UInt16])) -> UInt16 {
    var low = 0
    var high = found.starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if found.starts[middle] <= scalar { low = middle } else { high = middle }
    }
    return found.classes[low]
  }
}
