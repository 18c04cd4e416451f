import Documents
import SourceText

/// A comment of a YAML file, and how it stands there.
struct YAMLComment {
  /// From the `#` to the line's end, without blanks behind.
  let text: String
  let offset: Int
  let column: Int
  /// Whether nothing but blanks and dashes stands before it.
  let isOnOwnLine: Bool
  /// Whether a dash stands before it, whose item is below.
  let isBehindDash: Bool
  /// Whether the line above is blank.
  let hasBlankAbove: Bool

  /// All comments of a document, in order.
  static func all(in document: Document) -> [YAMLComment] {
    var gaps = GapScan(document.source)
    gaps.visit(document.rootNode)
    gaps.scan(upTo: document.source.bytes.count)
    return gaps.comments
  }
}

/// Looks for comments between the scalars of a document, where alone a `#` can begin one.
private struct GapScan {
  private(set) var comments: [YAMLComment] = []
  private let source: SourceText
  private var cursor: Int

  init(_ source: SourceText) {
    self.source = source
    cursor = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func visit(_ node: Node) {
    switch node.kind {
    case .object:
      for member in node.members {
        visit(member.key)
        visit(member.value)
      }
    case .array: for element in node.elements { visit(element) }
    default:
      // An empty value has no bytes; it stands wherever its key ends.
      if node.range.isEmpty { return }
      scan(upTo: node.range.lowerBound)
      if node.style == .literal || node.style == .folded { scanHeader(node.range.lowerBound) }
      cursor = max(cursor, node.range.upperBound)
    }
  }

  mutating func scan(upTo end: Int) {
    let bytes = source.bytes
    var index = cursor
    while index < end {
      if bytes[index] == UInt8(ascii: "#"),
        index == 0 || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index - 1]) || index == 3
      {
        index = take(index)
      } else {
        index += 1
      }
    }
    cursor = max(cursor, end)
  }

  /// What stands behind the mark of a block of text.
  private mutating func scanHeader(_ start: Int) {
    var index = start
    while index < source.bytes.count, source.bytes[index] != 0x0A {
      if source.bytes[index] == UInt8(ascii: "#") {
        _ = take(index)
        return
      }
      index += 1
    }
  }

  /// Takes the comment at an offset; gives back where its line ends.
  private mutating func take(_ offset: Int) -> Int {
    let lines = source.lines
    let line = lines.line(at: offset)
    let range = lines.range(ofLine: line, in: source.bytes)
    var text = source.text(in: offset..<range.upperBound)
    while text.last?.isWhitespace ?? false { text.removeLast() }
    let before = source.bytes[lines.starts[line]..<offset]
    let above = line > 0 ? source.bytes[lines.range(ofLine: line - 1, in: source.bytes)] : []
    comments.append(
      YAMLComment(
        text: text, offset: offset, column: before.count,
        isOnOwnLine: before.allSatisfy { [0x20, 0x09, UInt8(ascii: "-")].contains($0) },
        isBehindDash: before.contains(UInt8(ascii: "-")),
        hasBlankAbove: line > 0 && above.allSatisfy { $0 == 0x20 || $0 == 0x09 }))
    return range.upperBound
  }
}
