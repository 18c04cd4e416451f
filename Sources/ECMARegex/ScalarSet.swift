/// A set of Unicode code points.
///
/// Surrogates can be members, because a pattern can name them; no text holds one.
struct ScalarSet: Hashable, Sendable {
  static let last: UInt32 = 0x10FFFF

  /// Ascending ranges that neither overlap nor touch.
  let ranges: [ClosedRange<UInt32>]

  /// Takes ranges in any order.
  init(_ ranges: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let end = merged.last, range.lowerBound <= end.upperBound + 1 {
        merged[merged.count - 1] = end.lowerBound...max(end.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  /// The set of one code point.
  init(_ scalar: UInt32) {
    ranges = [scalar...scalar]
  }

  /// The set of all scalars for which `isMember` is true.
  init(where isMember: (Unicode.Scalar) -> Bool) {
    var found: [ClosedRange<UInt32>] = []
    var start: UInt32?
    for value in 0...Self.last + 1 {
      let inside = Unicode.Scalar(value).map(isMember) ?? false
      if inside, start == nil { start = value }
      if !inside, let first = start {
        found.append(first...value - 1)
        start = nil
      }
    }
    ranges = found
  }

  /// Everything that is not in this set.
  var inverted: ScalarSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= Self.last { gaps.append(next...Self.last) }
    return ScalarSet(gaps)
  }

  func contains(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= scalar
  }
}

extension ScalarSet {
  static let nothing = ScalarSet([])
  static let anything = ScalarSet([0...last])
  static let digit = ScalarSet([0x30...0x39])
  static let word = ScalarSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let lineTerminator = ScalarSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
  /// ECMA-262's white space and line terminators: the byte order mark is one, U+0085 is not.
  static let space = ScalarSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
}
