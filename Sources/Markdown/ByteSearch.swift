extension Span<UInt8> {
  /// The first place of a byte from `start` on.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    let pattern = UInt64(byte) &* Self.ones
    return search(from: start, word: { Self.zeros(in: $0 ^ pattern) }, byte: { $0 == byte })
  }

  /// The first place of a byte below 0x20 from `start` on.
  func firstSmallByte(from start: Int) -> Int? {
    search(from: start, word: { ($0 &- 0x20 &* Self.ones) & ~$0 & Self.tops }, byte: { $0 < 0x20 })
  }

  /// Where a run ends of bytes of ASCII that HTML takes as they are, in steps of eight: it may go on a little.
  func endOfPlainHTML(from start: Int) -> Int {
    skip(from: start) { word in
      // `"` and `&` differ in one bit, as `<` and `>` do.
      let marks = Self.zeros(in: (word | 0x04 &* Self.ones) ^ 0x26 &* Self.ones)
      let brackets = Self.zeros(in: (word | 0x02 &* Self.ones) ^ 0x3E &* Self.ones)
      let controls = (word &- 0x20 &* Self.ones) | Self.zeros(in: word ^ 0x7F &* Self.ones)
      return (word | marks | brackets | controls) & Self.tops == 0
    }
  }

  /// Where a run ends of words with single spaces between them, in steps of eight: it may go on a little.
  func endOfSingleSpaces(from start: Int) -> Int {
    skip(from: start) { word in
      let spaces = Self.zeros(in: word ^ 0x20 &* Self.ones)
      let controls = (word &- 0x20 &* Self.ones) & ~word
      // Two beside each other, or one at the end, where another may follow.
      return ((spaces & spaces << 8) | spaces & 1 << 63 | controls) & Self.tops == 0
    }
  }

  /// Passes by eight bytes at once while `isUsual` says so.
  @inline(__always)
  private func skip(from start: Int, while isUsual: (UInt64) -> Bool) -> Int {
    unsafe withUnsafeBytes { bytes in
      var index = start
      while index + 8 <= bytes.count,
        isUsual(unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
      {
        index += 8
      }
      return index
    }
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var tops: UInt64 { 0x8080_8080_8080_8080 }

  /// The top bit of each byte that is zero, and perhaps of some above the first such byte.
  private static func zeros(in word: UInt64) -> UInt64 { (word &- ones) & ~word & tops }

  /// Looks at eight bytes at once: `word` has the top bit of the first byte that is looked for, and
  /// no bit below it.
  @inline(__always)
  private func search(from start: Int, word: (UInt64) -> UInt64, byte: (UInt8) -> Bool) -> Int? {
    unsafe withUnsafeBytes { bytes in
      var index = start
      while index + 8 <= bytes.count {
        let found = word(
          unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
        if found != 0 { return index + found.trailingZeroBitCount / 8 }
        index += 8
      }
      while index < bytes.count {
        if byte(unsafe bytes[index]) { return index }
        index += 1
      }
      return nil
    }
  }
}

extension Array {
  /// How many elements at the start satisfy a condition that no element behind them does.
  func sortedPrefixCount(where condition: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if condition(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension [UInt8] {
  /// The first bytes, cut between two characters.
  func prefix(cuttingAt limit: Int) -> ArraySlice<UInt8> {
    var end = Swift.min(Swift.max(limit, 0), count)
    if end < count { while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 } }
    return self[..<end]
  }
}
