import Diagnostics
import SourceText

/// Refuses what libyaml lets pass although YAML forbids it, and what it reads otherwise than YAML says.
///
/// A second look at the source with the tape in hand: what stands between two scalars can only be
/// indicators, blanks and comments, so a few rules on those bytes and on the first column of continued lines
/// are enough. `]` or `}` alone at the column of its parent is let pass: everybody writes it.
struct YAMLStrictness {
  private let source: SourceText
  private let bytes: [UInt8]
  private let tape: Tape
  /// The block collections around the current node: where they end on the tape, and their column.
  private var blocks: [(end: Int, column: Int)] = []
  private var flowDepth = 0
  /// Whether a `:` may touch what follows it, as it may after a quoted key or a closing bracket.
  private var afterJSONLike = false

  init(_ source: SourceText, _ tape: Tape) {
    self.source = source
    self.bytes = source.bytes
    self.tape = tape
  }

  mutating func check() throws(SyntaxFault) {
    var cursor = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for index in tape.records.indices {
      let record = tape.records[index]
      while let block = blocks.last, block.end <= index { blocks.removeLast() }
      if record.kind == .array || record.kind == .object {
        // The gap before a flow collection belongs to the block around it; the one inside does not.
        if record.style == .block {
          blocks.append((Int(record.next), column(of: Int(record.start))))
        }
        continue
      }
      let (start, end) = (Int(record.start), Int(record.end))
      try checkGap(cursor..<max(cursor, start))
      try checkScalar(record, start..<end)
      cursor = max(cursor, end)
      afterJSONLike = record.style == .doubleQuoted || record.style == .singleQuoted
    }
    blocks = []
    try checkGap(cursor..<bytes.count)
  }

  // MARK: Between scalars

  private mutating func checkGap(_ gap: Range<Int>) throws(SyntaxFault) {
    var index = gap.lowerBound
    while index < gap.upperBound {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "#"):
        try checkComment(at: index)
        while index < gap.upperBound, bytes[index] != 0x0A { index += 1 }
        continue
      case 0x0A: try checkContinuation(from: index + 1, inFlow: true)
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        flowDepth += 1
        afterJSONLike = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        flowDepth -= 1
        afterJSONLike = true
      case UInt8(ascii: ","): afterJSONLike = false
      case UInt8(ascii: "?"): try checkIndicator(at: index)
      case UInt8(ascii: ":"):
        if !afterJSONLike { try checkIndicator(at: index) }
        afterJSONLike = false
      case UInt8(ascii: "%") where isLineStart(index): try checkDirective(at: index)
      default: break
      }
      index += 1
    }
  }

  private func checkComment(at index: Int) throws(SyntaxFault) {
    guard index > 0, !isBlank(bytes[index - 1]), !isLineStart(index) else { return }
    throw fault(index..<index + 1, "A comment needs a blank before its ‘#’", "Put a space before the ‘#’.")
  }

  private func checkIndicator(at index: Int) throws(SyntaxFault) {
    guard index + 1 < bytes.count, !isBlank(bytes[index + 1]), !isFlowIndicator(bytes[index + 1]) else {
      return
    }
    let mark = String(decoding: bytes[index...index], as: UTF8.self)
    throw fault(
      index..<index + 1, "‘\(mark)’ cannot touch what follows it",
      "Put a space after it, or put the text in quotes if the ‘\(mark)’ belongs to it.")
  }

  private func checkDirective(at index: Int) throws(SyntaxFault) {
    var end = index
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    let words = bytes[index..<end].split { isBlank($0) }
    let isVersion =
      words.count >= 2 && words[0].elementsEqual("%YAML".utf8) && words[1].elementsEqual("1.2".utf8)
    let isClean = words.count == 2 || (words.count > 2 && words[2].first == UInt8(ascii: "#"))
    if isVersion, isClean, hasDocumentStart(after: end) { return }
    throw SyntaxFault(
      diagnostic: Diagnostic(
        "yaml-feature", "A directive cannot be used in a catalog", at: Location(source, index..<end),
        help: "Remove the line: every file is read as YAML 1.2."))
  }

  private func hasDocumentStart(after index: Int) -> Bool {
    var line = index
    while line < bytes.count {
      let rest = bytes[(line + 1)...]
      if rest.starts(with: "---".utf8) { return true }
      guard rest.first == UInt8(ascii: "#") || rest.first == UInt8(ascii: "%") || rest.first == 0x0A else {
        return false
      }
      line = rest.firstIndex(of: 0x0A) ?? bytes.count
    }
    return false
  }

  // MARK: Scalars

  private func checkScalar(_ record: NodeRecord, _ range: Range<Int>) throws(SyntaxFault) {
    switch record.style {
    case .plain:
      if flowDepth > 0, range.count == 1, bytes[range.lowerBound] == UInt8(ascii: "-") {
        throw fault(range, "A ‘-’ alone cannot be an item of a flow list", "Put it in quotes.")
      }
    case .singleQuoted, .doubleQuoted:
      for index in range where bytes[index] == 0x0A {
        try checkContinuation(from: index + 1, inFlow: false)
      }
    case .literal, .folded: try checkBlockScalar(range)
    default: break
    }
  }

  /// A line inside brackets or quotes is indented further than the block that holds it.
  private func checkContinuation(from start: Int, inFlow: Bool) throws(SyntaxFault) {
    if inFlow, flowDepth == 0 { return }
    let parent = blocks.last?.column ?? -1
    guard parent >= 0 else { return }
    var index = start
    while index < bytes.count, bytes[index] == 0x20 { index += 1 }
    guard index - start <= parent, index < bytes.count else { return }
    var content = index
    while content < bytes.count, bytes[content] == 0x09 { content += 1 }
    guard content < bytes.count, bytes[content] != 0x0A, bytes[content] != 0x0D else { return }
    let isClosing = bytes[content] == UInt8(ascii: "]") || bytes[content] == UInt8(ascii: "}")
    if inFlow, isClosing, content == index { return }
    throw fault(
      index..<index + 1, "This line goes on inside brackets or quotes and must be indented further",
      "Indent it by at least \(parent + 1) space\(parent == 0 ? "" : "s").")
  }

  private func checkBlockScalar(_ range: Range<Int>) throws(SyntaxFault) {
    var index = range.lowerBound + 1
    var hasIndentation = false
    while index < bytes.count,
      isDigit(bytes[index]) || bytes[index] == UInt8(ascii: "+")
        || bytes[index] == UInt8(ascii: "-")
    {
      if isDigit(bytes[index]) { hasIndentation = true }
      index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "#") { try checkComment(at: index) }
    while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    if !hasIndentation { try checkLeadingBlankLines(from: index + 1) }
    try checkEndOfFile(range)
  }

  /// Blanks after the last line break: libyaml leaves them out, YAML counts them as a line.
  private func checkEndOfFile(_ range: Range<Int>) throws(SyntaxFault) {
    let rest = bytes[range.upperBound...]
    guard rest.allSatisfy({ $0 == 0x20 }), let last = bytes.lastIndex(of: 0x0A) else { return }
    let lastLine = bytes[(last + 1)...]
    guard !lastLine.isEmpty, lastLine.allSatisfy({ $0 == 0x20 }) else { return }
    throw fault(
      last + 1..<bytes.count, "A block of text cannot end in blanks without a line break",
      "End the file with a line break.")
  }

  /// Blank lines before the text must not be indented further than the text itself.
  private func checkLeadingBlankLines(from start: Int) throws(SyntaxFault) {
    var line = start
    var widest: Range<Int> = start..<start
    while line < bytes.count {
      var index = line
      while index < bytes.count, bytes[index] == 0x20 { index += 1 }
      guard index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D else {
        let parent = blocks.last?.column ?? -1
        guard index < bytes.count, index - line > parent, widest.count > index - line else { return }
        throw fault(
          widest, "This blank line is indented further than the text that follows", "Remove its blanks.")
      }
      if index - line > widest.count { widest = line..<index }
      while index < bytes.count, bytes[index] != 0x0A { index += 1 }
      line = index + 1
    }
  }

  // MARK: Bytes

  private func column(of offset: Int) -> Int {
    var index = offset
    while index > 0, bytes[index - 1] != 0x0A, bytes[index - 1] != 0x0D { index -= 1 }
    return offset - index
  }

  private func isLineStart(_ index: Int) -> Bool {
    index == 0 || bytes[index - 1] == 0x0A || bytes[index - 1] == 0x0D || (index == 3 && bytes[0] == 0xEF)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private func isFlowIndicator(_ byte: UInt8) -> Bool { ",[]{}".utf8.contains(byte) }

  private func fault(_ range: Range<Int>, _ message: String, _ help: String) -> SyntaxFault {
    SyntaxFault(
      diagnostic: Diagnostic(
        "yaml-syntax", message, at: Location(source, range.clamped(to: 0..<bytes.count)), help: help))
  }
}
