import Diagnostics

extension JSONReader {
  /// A number keeps its text; only its grammar is checked.
  mutating func number() throws(SyntaxFault) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let integer = digits()
    guard integer > 0 else { throw unexpected("a digit") }
    let first = bytes[position - integer]
    if first == UInt8(ascii: "0"), integer > 1 {
      throw fault(
        "A number does not start with 0", start..<position,
        help: "Write it without leading zeros, or in quotes if it is a name.")
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      guard digits() > 0 else { throw unexpected("a digit after the decimal point") }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      guard digits() > 0 else { throw unexpected("a digit of the exponent") }
    }
    if position < bytes.count, isWordByte(bytes[position]) { throw unexpected("the end of the number") }
    tape.scalar(.number, .plain, start..<position, text: start..<position)
  }

  /// Moves past digits and tells how many there were.
  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
    return position - start
  }

  /// A string without escapes stays in the source; one with escapes is decoded into the pool.
  mutating func string() throws(SyntaxFault) {
    let start = position
    position += 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        tape.scalar(.string, .doubleQuoted, start..<position, text: start + 1..<position - 1)
        return
      case UInt8(ascii: "\\"):
        return try escapedString(from: start)
      case 0..<0x20: throw controlCharacter(openedAt: start)
      default: position += 1
      }
    }
    throw unclosedString(start)
  }

  private mutating func escapedString(from start: Int) throws(SyntaxFault) {
    let poolStart = tape.pool.count
    var plain = start + 1
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        tape.pool.append(contentsOf: bytes[plain..<position])
        position += 1
        tape.scalar(.string, .doubleQuoted, start..<position, poolFrom: poolStart)
        return
      case UInt8(ascii: "\\"):
        tape.pool.append(contentsOf: bytes[plain..<position])
        try escape()
        plain = position
      case 0..<0x20: throw controlCharacter(openedAt: start)
      default: position += 1
      }
    }
    throw unclosedString(start)
  }

  private mutating func escape() throws(SyntaxFault) {
    let start = position
    position += 1
    guard position < bytes.count else { throw endOfFile() }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): tape.pool.append(byte)
    case UInt8(ascii: "b"): tape.pool.append(0x08)
    case UInt8(ascii: "f"): tape.pool.append(0x0C)
    case UInt8(ascii: "n"): tape.pool.append(0x0A)
    case UInt8(ascii: "r"): tape.pool.append(0x0D)
    case UInt8(ascii: "t"): tape.pool.append(0x09)
    case UInt8(ascii: "u"): try unicodeEscape(from: start)
    default:
      throw fault(
        "There is no such escape in JSON", start..<position,
        help: #"Escapes are \" \\ \/ \b \f \n \r \t and \uXXXX; a backslash itself is written \\."#)
    }
  }

  private mutating func unicodeEscape(from start: Int) throws(SyntaxFault) {
    var code = try fourHexDigits()
    if code & 0xFC00 == 0xD800, bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) {
      position += 2
      let low = try fourHexDigits()
      if low & 0xFC00 == 0xDC00 { code = 0x10000 + (code & 0x3FF) << 10 + (low & 0x3FF) }
    }
    guard let scalar = Unicode.Scalar(code) else {
      throw fault(
        "This is half of a surrogate pair, which is no character", start..<position,
        help: #"A character past U+FFFF is two escapes, such as \ud83d\ude00, or the character itself."#)
    }
    tape.pool.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func fourHexDigits() throws(SyntaxFault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard position < bytes.count, let digit = hexDigit(bytes[position]) else {
        throw unexpected("four hexadecimal digits after \\u")
      }
      code = code << 4 | digit
      position += 1
    }
    return code
  }
}

func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

/// Bytes that make a literal or number run on: letters, digits, and `_ . + -`.
func isWordByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"),
    UInt8(ascii: "-"), 0x80...:
    true
  default: false
  }
}

func hexDigit(_ byte: UInt8) -> UInt32? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
  default: nil
  }
}
