/// Writes nodes as JSON in the form that Xinference's repository uses.
///
/// That form is Python's `json.dumps(value, indent=2, ensure_ascii=False)`: two spaces a level, one item a
/// line, empty containers closed at once, text unescaped but for `"`, `\` and control characters, numbers as
/// they were written. The final newline is the caller's.
public enum JSONWriter {
  /// A file's bytes: the node and one newline.
  public static func file(_ node: Node) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(node.document.nodeCount * 24)
    append(node, to: &output)
    output.append(UInt8(ascii: "\n"))
    return output
  }

  /// Appends a node as it stands `level` levels deep; the first line is not indented.
  public static func append(_ node: Node, to output: inout [UInt8], level: Int = 0) {
    append(node.id, of: node.document, to: &output, level: level)
  }

  /// Appends a node on one line, without blanks.
  public static func appendCompact(_ node: Node, to output: inout [UInt8]) {
    let document = node.document
    switch node.kind {
    case .array:
      output.append(UInt8(ascii: "["))
      for (index, element) in node.elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        appendCompact(element, to: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object:
      output.append(UInt8(ascii: "{"))
      for (index, member) in node.members.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        appendString(member.key.bytes, to: &output)
        output.append(UInt8(ascii: ":"))
        appendCompact(member.value, to: &output)
      }
      output.append(UInt8(ascii: "}"))
    default: appendScalar(node.id, of: document, to: &output)
    }
  }

  /// Appends UTF-8 text as a JSON string, quotes included.
  public static func appendString(_ text: ArraySlice<UInt8>, to output: inout [UInt8]) {
    appendString(text.span, to: &output)
  }

  /// Appends UTF-8 text as a JSON string, quotes included.
  public static func appendString(_ text: Span<UInt8>, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var plain = 0
    for index in text.indices {
      let byte = text[index]
      guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
      append(text.extracting(plain..<index), to: &output)
      appendEscape(byte, to: &output)
      plain = index + 1
    }
    append(text.extracting(plain..<text.count), to: &output)
    output.append(UInt8(ascii: "\""))
  }

  private static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
    unsafe text.withUnsafeBufferPointer { unsafe output.append(contentsOf: $0) }
  }

  private static func append(_ node: NodeID, of document: Document, to output: inout [UInt8], level: Int) {
    switch document.kind(of: node) {
    case .array:
      var element = document.firstChild(of: node)
      let end = document.end(of: node)
      appendContainer("[", "]", isEmpty: element == end, to: &output, level) { output in
        while element < end {
          append(element, of: document, to: &output, level: level + 1)
          element = document.next(after: element)
          if element < end { appendLineBreak(after: ",", level + 1, to: &output) }
        }
      }
    case .object:
      var key = document.firstChild(of: node)
      let end = document.end(of: node)
      appendContainer("{", "}", isEmpty: key == end, to: &output, level) { output in
        while key < end {
          document.withText(of: key) { appendString($0, to: &output) }
          output.append(UInt8(ascii: ":"))
          output.append(UInt8(ascii: " "))
          let value = document.value(ofKey: key)
          append(value, of: document, to: &output, level: level + 1)
          key = document.next(after: value)
          if key < end { appendLineBreak(after: ",", level + 1, to: &output) }
        }
      }
    default: appendScalar(node, of: document, to: &output)
    }
  }

  private static func appendContainer(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, isEmpty: Bool, to output: inout [UInt8], _ level: Int,
    _ content: (inout [UInt8]) -> Void
  ) {
    output.append(UInt8(ascii: open))
    if !isEmpty {
      appendLineBreak(level + 1, to: &output)
      content(&output)
      appendLineBreak(level, to: &output)
    }
    output.append(UInt8(ascii: close))
  }

  private static func appendScalar(_ node: NodeID, of document: Document, to output: inout [UInt8]) {
    let isString = document.kind(of: node) == .string
    document.withText(of: node) { isString ? appendString($0, to: &output) : append($0, to: &output) }
  }

  private static func appendLineBreak(
    after mark: Unicode.Scalar? = nil, _ level: Int, to output: inout [UInt8]
  ) {
    if let mark { output.append(UInt8(ascii: mark)) }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
  }

  private static func appendEscape(_ byte: UInt8, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0A: output.append(UInt8(ascii: "n"))
    case 0x0C: output.append(UInt8(ascii: "f"))
    case 0x0D: output.append(UInt8(ascii: "r"))
    default:
      output.append(contentsOf: (byte < 0x10 ? "u000" : "u00").utf8)
      output.append(contentsOf: String(byte, radix: 16).utf8)
    }
  }
}
