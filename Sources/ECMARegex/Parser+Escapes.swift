extension Parser {
  /// An escape outside a character class.
  mutating func escape() throws(PatternError) -> Term {
    let start = index
    switch peek(1) {
    case "b":
      advance(2)
      return .assertion(.wordBoundary)
    case "B":
      advance(2)
      return .assertion(.noWordBoundary)
    case "k":
      advance(2)
      return try namedReference(from: start)
    case .some("1"..."9"):
      advance()
      return numberedReference(from: start)
    default:
      advance()
      if let set = try setEscape(from: start) { return .set(set) }
      return .set(ScalarSet(try characterEscape(from: start)))
    }
  }

  /// An escape for a set, the backslash having been read; nil if it is none.
  mutating func setEscape(from start: Int) throws(PatternError) -> ScalarSet? {
    let set: ScalarSet
    switch next {
    case "d": set = .digit
    case "D": set = ScalarSet.digit.inverted
    case "s": set = .space
    case "S": set = ScalarSet.space.inverted
    case "w": set = .word
    case "W": set = ScalarSet.word.inverted
    case "p", "P": return try propertyEscape(from: start)
    default: return nil
    }
    advance()
    return set
  }

  /// An escape for one code point, the backslash having been read.
  mutating func characterEscape(from start: Int) throws(PatternError) -> UInt32 {
    guard let scalar = next else {
      throw failure(at: start, "A backslash cannot stand at the end; write ‘\\\\’ for the character itself.")
    }
    if let value = Self.controls[scalar] {
      advance()
      return value
    }
    switch scalar {
    case "0":
      advance()
      if let digit = next, ("0"..."9").contains(digit) {
        throw failure(at: start, "‘\\0’ must not be followed by a digit; octal escapes do not exist.")
      }
      return 0
    case "c":
      advance()
      guard let letter = next, letter.isASCII, letter.properties.isAlphabetic else {
        throw failure(at: start, "‘\\c’ must be followed by a letter from A to Z.")
      }
      advance()
      return letter.value % 32
    case "x":
      advance()
      guard let value = hexadecimal(2) else {
        throw failure(at: start, "‘\\x’ must be followed by two hexadecimal digits.")
      }
      return value
    case "u": return try unicodeEscape()
    case _ where "^$\\.*+?()[]{}|/".unicodeScalars.contains(scalar):
      advance()
      return scalar.value
    default:
      let advice =
        scalar.isASCII && scalar.properties.isAlphabetic ? "" : "; the character needs no backslash"
      throw failure(at: start, "‘\\\(scalar)’ is not an escape of ECMA-262\(advice).")
    }
  }

  private static let controls: [Unicode.Scalar: UInt32] = ["t": 9, "n": 10, "v": 11, "f": 12, "r": 13]

  /// `u0041`, `u{1F600}`, or a surrogate pair in two escapes, the first backslash having been read.
  mutating func unicodeEscape() throws(PatternError) -> UInt32 {
    let start = index - 1
    advance()
    if take("{") {
      let digits = index
      while let scalar = next, scalar.properties.isASCIIHexDigit { advance() }
      let value = index > digits ? number(from: digits, to: index) : nil
      guard let value, value <= ScalarSet.last, take("}") else {
        throw failure(at: start, "‘\\u{’ must be followed by a code point from 0 to 10FFFF and ‘}’.")
      }
      return value
    }
    guard let high = hexadecimal(4) else {
      throw failure(at: start, "‘\\u’ must be followed by four hexadecimal digits, or by some in braces.")
    }
    let afterHigh = index
    if (0xD800...0xDBFF).contains(high), take("\\u"), let low = hexadecimal(4),
      (0xDC00...0xDFFF).contains(low)
    {
      return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }
    rewind(to: afterHigh)
    return high
  }

  private mutating func hexadecimal(_ count: Int) -> UInt32? {
    let start = index
    while index < start + count, let scalar = next, scalar.properties.isASCIIHexDigit { advance() }
    return index == start + count ? number(from: start, to: index) : nil
  }

  /// The value of hexadecimal digits, stopped above the last code point.
  private func number(from start: Int, to end: Int) -> UInt32 {
    var value: UInt32 = 0
    for position in start..<end {
      let digit = scalar(at: position).value
      value = min(value * 16 + (digit <= 0x39 ? digit - 0x30 : digit & 0xDF - 0x37), ScalarSet.last + 1)
    }
    return value
  }
}

// MARK: - Classes

extension Parser {
  /// `[…]`, from its opening bracket.
  mutating func characterClass() throws(PatternError) -> ScalarSet {
    let start = index
    advance()
    let isNegated = take("^")
    var ranges: [ClosedRange<UInt32>] = []
    while !take("]") {
      guard next != nil else { throw failure(at: start, "This ‘[’ is never closed.") }
      let itemStart = index
      let low = try classItem()
      guard next == "-", peek(1) != "]", peek(1) != nil else {
        ranges += low.ranges
        continue
      }
      advance()
      let high = try classItem()
      guard let from = low.sole, let to = high.sole else {
        throw failure(
          at: itemStart, "A range needs one character on either side of ‘-’; write ‘\\-’ for a hyphen.")
      }
      guard from <= to else {
        throw failure(at: itemStart, "The ends of this range are the wrong way round.")
      }
      ranges.append(from...to)
    }
    let set = ScalarSet(ranges)
    return isNegated ? set.inverted : set
  }

  /// One character of a class, or one escape.
  private mutating func classItem() throws(PatternError) -> (ranges: [ClosedRange<UInt32>], sole: UInt32?) {
    let start = index
    guard let scalar = next else { throw failure("The pattern ends inside a class.") }
    advance()
    guard scalar == "\\" else { return ([scalar.value...scalar.value], scalar.value) }
    if let set = try setEscape(from: start) { return (set.ranges, nil) }
    let value: UInt32
    if take("b") {
      value = 8
    } else if take("-") {
      value = 0x2D
    } else {
      value = try characterEscape(from: start)
    }
    return ([value...value], value)
  }
}

// MARK: - Properties

extension Parser {
  /// `\p{…}` or `\P{…}`, the backslash having been read.
  private mutating func propertyEscape(from start: Int) throws(PatternError) -> ScalarSet {
    let isNegated = next == "P"
    advance()
    guard take("{") else {
      throw failure(
        at: start, "‘\\\(isNegated ? "P" : "p")’ must be followed by a property in braces, such as ‘\\p{L}’.")
    }
    var text = ""
    while let scalar = next, scalar != "}" {
      text.unicodeScalars.append(scalar)
      advance()
    }
    guard take("}") else { throw failure(at: start, "This property has no closing ‘}’.") }
    guard let set = properties[text] ?? UnicodeProperty.scalars(of: text) else {
      throw failure(at: start, UnicodeProperty.advice(on: text))
    }
    properties[text] = set
    return isNegated ? set.inverted : set
  }
}
