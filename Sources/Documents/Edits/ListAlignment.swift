/// One element or member, as far as finding its counterpart asks.
struct AlignedItem {
  /// What the item is, all of it.
  var fingerprint: UInt64
  /// What it is known by (a name, a format), where it has that.
  var identity: UInt64?
  /// The fingerprints of what it holds, sorted; empty for a scalar.
  var parts: [UInt64]
  var isContainer: Bool
}

/// Finds which items of a list became which items of another: in order, each at most once.
///
/// Equal items are matched first, then those known by the same identity, then those that share half of what
/// they hold; scalars that are left face each other in order. Small stretches get the best alignment there is,
/// large ones are cut at items that occur once on both sides, so the whole is close to linear.
struct ListAlignment {
  struct Pair: Equatable {
    var old: Int
    var new: Int
  }

  private let old: [AlignedItem]
  private let new: [AlignedItem]
  private var pairs: [Pair] = []

  static func pairs(_ old: [AlignedItem], _ new: [AlignedItem]) -> [Pair] {
    var alignment = ListAlignment(old: old, new: new)
    alignment.align(old.indices, new.indices)
    return alignment.pairs
  }

  private init(old: [AlignedItem], new: [AlignedItem]) {
    self.old = old
    self.new = new
  }

  private mutating func align(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    var (low, high) = (oldRange, newRange)
    while let left = low.first, let right = high.first, old[left].fingerprint == new[right].fingerprint {
      pairs.append(Pair(old: left, new: right))
      (low, high) = (low.dropFirst(), high.dropFirst())
    }
    var tail: [Pair] = []
    while let left = low.last, let right = high.last, old[left].fingerprint == new[right].fingerprint {
      tail.append(Pair(old: left, new: right))
      (low, high) = (low.dropLast(), high.dropLast())
    }
    if !low.isEmpty, !high.isEmpty { alignMiddle(low, high) }
    pairs += tail.reversed()
  }

  private mutating func alignMiddle(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    if oldRange.count * newRange.count <= 4096 { return alignBest(oldRange, newRange) }
    var anchors = anchors(oldRange, newRange) { $0.fingerprint }
    if anchors.isEmpty { anchors = self.anchors(oldRange, newRange) { $0.identity } }
    guard !anchors.isEmpty else { return alignInOrder(oldRange, newRange) }
    var (left, right) = (oldRange.lowerBound, newRange.lowerBound)
    for anchor in anchors {
      align(left..<anchor.old, right..<anchor.new)
      pairs.append(anchor)
      (left, right) = (anchor.old + 1, anchor.new + 1)
    }
    align(left..<oldRange.upperBound, right..<newRange.upperBound)
  }

  /// Items that occur once on either side, as many as keep their order.
  private func anchors(
    _ oldRange: Range<Int>, _ newRange: Range<Int>, _ value: (AlignedItem) -> UInt64?
  ) -> [Pair] {
    func places(_ items: [AlignedItem], _ range: Range<Int>) -> [UInt64: Int] {
      var places: [UInt64: Int] = [:]
      for index in range {
        guard let value = value(items[index]) else { continue }
        places[value] = places[value] == nil ? index : -1
      }
      return places
    }
    let there = places(new, newRange)
    let here = places(old, oldRange)
    let candidates = oldRange.compactMap { index -> Pair? in
      guard let value = value(old[index]), here[value] == index, let place = there[value], place >= 0
      else { return nil }
      return Pair(old: index, new: place)
    }
    return longestIncreasing(candidates.map(\.new)).map { candidates[$0] }
  }

  private mutating func alignInOrder(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    for (left, right) in zip(oldRange, newRange) where !old[left].isContainer && !new[right].isContainer {
      pairs.append(Pair(old: left, new: right))
    }
  }

  /// The alignment of the greatest total weight, by dynamic programming.
  private mutating func alignBest(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    let width = newRange.count + 1
    var best = [Int](repeating: 0, count: (oldRange.count + 1) * width)
    var weights = [Int](repeating: 0, count: oldRange.count * newRange.count)
    for row in oldRange.indices.reversed() {
      for column in newRange.indices.reversed() {
        let place = (row - oldRange.lowerBound) * width + column - newRange.lowerBound
        let weight = weight(old[row], new[column])
        weights[(row - oldRange.lowerBound) * newRange.count + column - newRange.lowerBound] = weight
        let paired = weight > 0 ? weight + best[place + width + 1] : 0
        best[place] = max(paired, best[place + width], best[place + 1])
      }
    }
    var (row, column) = (0, 0)
    while row < oldRange.count, column < newRange.count {
      let place = row * width + column
      let weight = weights[row * newRange.count + column]
      if weight > 0, best[place] == weight + best[place + width + 1] {
        pairs.append(Pair(old: oldRange.lowerBound + row, new: newRange.lowerBound + column))
        (row, column) = (row + 1, column + 1)
      } else if best[place] == best[place + width] {
        row += 1
      } else {
        column += 1
      }
    }
  }

  private func weight(_ left: AlignedItem, _ right: AlignedItem) -> Int {
    if left.fingerprint == right.fingerprint { return 1_000_000 }
    guard left.isContainer, right.isContainer else { return left.isContainer == right.isContainer ? 1 : 0 }
    let share = shared(left.parts, right.parts) * 100 / max(left.parts.count, right.parts.count, 1)
    if let identity = left.identity, identity == right.identity { return 10_000 + share }
    return share >= 50 ? 1_000 + share : 0
  }

  private func shared(_ left: [UInt64], _ right: [UInt64]) -> Int {
    var (row, column, count) = (0, 0, 0)
    while row < left.count, column < right.count {
      if left[row] == right[column] { count += 1 }
      let (isBehind, isAhead) = (left[row] <= right[column], left[row] >= right[column])
      if isBehind { row += 1 }
      if isAhead { column += 1 }
    }
    return count
  }
}

/// The places of a longest strictly increasing subsequence, ascending.
func longestIncreasing(_ values: [Int]) -> [Int] {
  var tails: [Int] = []
  var previous = [Int](repeating: -1, count: values.count)
  for index in values.indices {
    var (low, high) = (0, tails.count)
    while low < high {
      let middle = (low + high) / 2
      if values[tails[middle]] < values[index] { low = middle + 1 } else { high = middle }
    }
    if low > 0 { previous[index] = tails[low - 1] }
    if low == tails.count { tails.append(index) } else { tails[low] = index }
  }
  var result: [Int] = []
  var current = tails.last ?? -1
  while current >= 0 {
    result.append(current)
    current = previous[current]
  }
  return result.reversed()
}
