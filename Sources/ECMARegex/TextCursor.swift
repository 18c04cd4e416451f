/// Steps over the scalars of UTF-8; a byte that is no part of any counts as U+FFFD.
enum TextCursor {
  /// The scalar that starts at `offset`, and its length.
  @inline(__always)
  static func scalar(at offset: Int, in text: Span<UInt8>) -> (scalar: UInt32, length: Int) {
    let first = UInt32(text[offset])
    if first < 0x80 { return (first, 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF5, offset + length <= text.count else { return (0xFFFD, 1) }
    var value = first & (0x7F >> UInt32(length))
    for index in offset + 1..<offset + length {
      guard text[index] & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(text[index] & 0x3F)
    }
    return (value, length)
  }

  /// The scalar that ends at `offset`, and its length.
  static func scalar(before offset: Int, in text: Span<UInt8>) -> (scalar: UInt32, length: Int) {
    var start = offset - 1
    while start > 0, offset - start < 4, text[start] & 0xC0 == 0x80 { start -= 1 }
    let found = scalar(at: start, in: text)
    return start + found.length == offset ? found : (0xFFFD, 1)
  }

  /// What the assertions `^`, `$` and `\b` ask about a place in a text.
  @inline(__always)
  static func place(_ offset: Int, in text: Span<UInt8>) -> Place {
    Place(
      isStart: offset == 0, isEnd: offset == text.count,
      isWordBefore: offset > 0 && isWord(text[offset - 1]),
      isWordAfter: offset < text.count && isWord(text[offset]))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}

/// The surroundings of a place between two characters.
struct Place {
  var isStart: Bool
  var isEnd: Bool
  var isWordBefore: Bool
  var isWordAfter: Bool

  func satisfies(_ assertion: Assertion) -> Bool {
    switch assertion {
    case .start: isStart
    case .end: isEnd
    case .wordBoundary: isWordBefore != isWordAfter
    case .noWordBoundary: isWordBefore == isWordAfter
    }
  }
}
