import Diagnostics
import SourceText

/// A syntax fault ends the reading of a file: thrown inside a reader, turned into a diagnostic at its edge.
struct SyntaxFault: Error {
  let diagnostic: Diagnostic
}

/// RFC 8259, strictly, into a tape: no comments, no trailing commas, no value twice under one key.
struct JSONReader {
  let source: SourceText
  let bytes: [UInt8]
  let limits: ReadLimits
  var tape = Tape()
  var position = 0
  var diagnostics: [Diagnostic] = []

  init(_ source: SourceText, _ limits: ReadLimits) {
    self.source = source
    self.bytes = source.bytes
    self.limits = limits
    tape.reserve(source.bytes.count / 24 + 8)
  }

  mutating func read() -> (document: Document?, diagnostics: [Diagnostic]) {
    do throws(SyntaxFault) {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
      skipBlanks()
      guard position < bytes.count else { throw emptyFile() }
      try value()
      skipBlanks()
      guard position == bytes.count else {
        throw fault(
          "The document ends before this", position..<position + 1,
          help: "A JSON file holds one value; put several into one list.")
      }
    } catch {
      return (nil, diagnostics + [error.diagnostic])
    }
    return (Document(source: source, tape: tape), diagnostics)
  }

  private mutating func value() throws(SyntaxFault) {
    guard position < bytes.count else { throw endOfFile() }
    switch bytes[position] {
    case UInt8(ascii: "{"): try object()
    case UInt8(ascii: "["): try array()
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    case UInt8(ascii: "t"): try literal("true", .bool)
    case UInt8(ascii: "f"): try literal("false", .bool)
    case UInt8(ascii: "n"): try literal("null", .null)
    default: throw unexpected("a value")
    }
  }

  private mutating func object() throws(SyntaxFault) {
    try begin(.object)
    let object = tape.innermost
    skipBlanks()
    if !accept(UInt8(ascii: "}")) {
      repeat {
        skipBlanks()
        guard position < bytes.count else { throw endOfFile() }
        guard bytes[position] == UInt8(ascii: "\"") else { throw unexpected("a key in double quotes") }
        try string()
        skipBlanks()
        guard accept(UInt8(ascii: ":")) else { throw unexpected("‘:’ after the key") }
        skipBlanks()
        try value()
        skipBlanks()
      } while accept(UInt8(ascii: ","))
      guard accept(UInt8(ascii: "}")) else { throw unexpected("‘,’ or ‘}’") }
    }
    tape.end(at: position)
    if let object { diagnostics += DuplicateKeys.find(in: object, of: tape, source) }
  }

  private mutating func array() throws(SyntaxFault) {
    try begin(.array)
    skipBlanks()
    if !accept(UInt8(ascii: "]")) {
      repeat {
        skipBlanks()
        try value()
        skipBlanks()
      } while accept(UInt8(ascii: ","))
      guard accept(UInt8(ascii: "]")) else { throw unexpected("‘,’ or ‘]’") }
    }
    tape.end(at: position)
  }

  private mutating func begin(_ kind: NodeKind) throws(SyntaxFault) {
    guard tape.depth < limits.depth else { throw tooDeep(source, position, limits) }
    tape.begin(kind, .flow, at: position)
    position += 1
  }

  private mutating func literal(_ word: StaticString, _ kind: NodeKind) throws(SyntaxFault) {
    let end = position + word.utf8CodeUnitCount
    let matches = word.withUTF8Buffer { wanted in
      unsafe end <= bytes.count && bytes[position..<end].elementsEqual(wanted)
    }
    guard matches, end == bytes.count || !isWordByte(bytes[end]) else { throw unexpected("a value") }
    tape.scalar(kind, .plain, position..<end, text: position..<end)
    position = end
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}
