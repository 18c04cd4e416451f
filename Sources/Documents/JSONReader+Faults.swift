import Diagnostics
import SourceText

func tooDeep(_ source: SourceText, _ position: Int, _ limits: ReadLimits) -> SyntaxFault {
  SyntaxFault(
    diagnostic: Diagnostic(
      "nesting-depth", "This is nested more than \(limits.depth) levels deep",
      at: Location(source, position..<position + 1), help: "Flatten the data; no model entry is that deep."))
}

extension JSONReader {
  func fault(_ message: String, _ range: Range<Int>, help: String? = nil, notes: [Note] = []) -> SyntaxFault {
    let range = range.clamped(to: 0..<bytes.count)
    return SyntaxFault(
      diagnostic: Diagnostic("json-syntax", message, at: Location(source, range), help: help, notes: notes))
  }

  func emptyFile() -> SyntaxFault {
    SyntaxFault(
      diagnostic: Diagnostic(
        "empty-document", "The file is empty", at: Location(source, 0..<0),
        help: "Write the document, or remove the file."))
  }

  /// Names what was expected, what stands there instead, and the mistake behind it where it is a known one.
  func unexpected(_ expected: String) -> SyntaxFault {
    guard position < bytes.count else { return endOfFile() }
    let end = wordEnd()
    let found = Self.name(bytes[position..<end])
    return fault(
      "Expected \(expected), found \(found)", position..<end, help: advice(bytes[position]),
      notes: openNotes())
  }

  /// The text stops before the value does: says which bracket is still open.
  func endOfFile() -> SyntaxFault {
    fault(
      "The file ends before the document does", bytes.count..<bytes.count,
      help: "Something is cut off, or a closing bracket is missing.", notes: openNotes())
  }

  func unclosedString(_ start: Int) -> SyntaxFault {
    fault("This string is never closed", start..<start + 1, help: "Add the closing double quote.")
  }

  func controlCharacter(openedAt start: Int) -> SyntaxFault {
    let byte = bytes[position]
    if byte == 0x0A || byte == 0x0D {
      return fault(
        "This string is not closed on its line", start..<position,
        help: #"Add the closing double quote; a line break inside a string is written \n."#)
    }
    let code = "\\u00" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16)
    return fault(
      "A control character cannot stand in a string", position..<position + 1,
      help: "Remove it, or write it as \(byte == 9 ? "\\t" : code).")
  }

  private func openNotes() -> [Note] {
    guard let open = tape.innermost else { return [] }
    let start = Int(tape.records[Int(open.index)].start)
    let what = tape.records[Int(open.index)].kind == .object ? "‘{’" : "‘[’"
    return [Note("\(what) is open since here", at: Location(source, start..<start + 1))]
  }

  private func wordEnd() -> Int {
    var end = position + 1
    if isWordByte(bytes[position]) {
      while end < bytes.count, isWordByte(bytes[end]), end - position < 40 { end += 1 }
    }
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private static func name(_ bytes: ArraySlice<UInt8>) -> String {
    if let byte = bytes.first, byte < 0x20 || byte == 0x7F { return "a control character (\(byte))" }
    return "‘\(String(decoding: bytes, as: UTF8.self))’"
  }

  private func advice(_ byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "'"): "JSON strings take double quotes."
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      "JSON has no comments; write the entry as model.yaml to keep them."
    case UInt8(ascii: "}"), UInt8(ascii: "]"): "Remove the comma before it, or close the right bracket."
    case UInt8(ascii: "N"), UInt8(ascii: "I"):
      "JSON has no NaN and no infinity; leave the key out or write null."
    case UInt8(ascii: "T"), UInt8(ascii: "F"): "JSON writes true, false and null in lower case."
    case UInt8(ascii: "+"), UInt8(ascii: "."): "A number starts with a digit or ‘-’."
    case UInt8(ascii: "\""): "Is a comma missing before it?"
    case UInt8(ascii: ":"): "Is a bracket missing before this key?"
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...:
      "Words other than true, false and null are strings, and take double quotes."
    default: "Look at what stands just before it."
    }
  }
}
