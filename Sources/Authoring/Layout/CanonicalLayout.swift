public import Documents
import SourceText

/// Lays a file out as all files of a catalog are, without changing what it says or losing a comment.
///
/// JSON gets the form of upstream's repository. YAML gets two spaces a level, lists below their keys and indented, one
/// blank line where there were some, comments where they belong; scalars stay as they are spelt, and what stands in
/// brackets stays so while it fits on a line.
public enum CanonicalLayout {
  /// The file's bytes as they should be.
  ///
  /// `nil` is for a file that cannot be laid out without losing something; it is best left alone.
  public static func of(_ document: Document, as format: DocumentFormat) -> [UInt8]? {
    if format == .json { return JSONWriter.file(document.rootNode) }
    let bytes = yaml(document)
    let text = SourceText(path: document.source.path, bytes: bytes)
    guard let result = DocumentReader.read(text, as: .yaml).document,
      result.rootNode.isIdentical(to: document.rootNode),
      comments(result) == comments(document)
    else { return nil }
    return bytes
  }

  private static func comments(_ document: Document) -> [String] {
    YAMLComment.all(in: document).map(\.text).sorted()
  }

  private static func yaml(_ document: Document) -> [UInt8] {
    let root = document.rootNode
    guard root.kind == .object || root.kind == .array, root.count > 0 else {
      let comments = YAMLComment.all(in: document).map { $0.text + "\n" }.joined()
      return Array(comments.utf8) + YAMLWriter.file(root)
    }
    var writer = YAMLLayoutWriter(YAMLOutline(document))
    writer.container(0, 0, startsOnLine: false)
    return Array(writer.output.utf8)
  }
}

/// Writes an outline line by line.
private struct YAMLLayoutWriter {
  private let outline: YAMLOutline
  private(set) var output = ""

  init(_ outline: YAMLOutline) {
    self.outline = outline
  }

  /// The lines of a container; the first may go on the line of the dash that it is an item of.
  mutating func container(_ number: Int, _ indentation: Int, startsOnLine: Bool) {
    let container = outline.containers[number]
    for (place, number) in container.lines.enumerated() {
      line(outline.lines[number], indentation, startsOnLine: startsOnLine && place == 0)
    }
    comments(container.tail, indentation)
  }

  private mutating func line(_ line: YAMLOutline.Line, _ indentation: Int, startsOnLine: Bool) {
    if !startsOnLine {
      comments(line.above, indentation)
      if line.hasBlankAbove, !output.isEmpty { blankLine() }
      output += spaces(indentation)
    }
    let behind = line.behind.map { "  \($0.text)" } ?? ""
    output += line.key.map { key($0) + ":" } ?? "-"
    if let inner = line.inner {
      nested(line, inner, indentation, behind)
    } else if let text = FlowText.of(line.value) {
      output += (text.isEmpty ? "" : " \(text)") + "\(behind)\n"
    } else {
      block(line.value, indentation, behind)
    }
  }

  /// A value that has lines of its own: below its key, or on the line of its dash.
  private mutating func nested(_ line: YAMLOutline.Line, _ inner: Int, _ indentation: Int, _ behind: String) {
    let first = outline.lines[outline.containers[inner].lines[0]]
    if line.key == nil, behind.isEmpty, first.above.isEmpty {
      output += " "
      container(inner, indentation + 2, startsOnLine: true)
    } else {
      output += "\(behind)\n"
      container(inner, indentation + 2, startsOnLine: false)
    }
  }

  /// A text of several lines: a block keeps its lines, anything else is written anew.
  private mutating func block(_ value: Node, _ indentation: Int, _ behind: String) {
    if value.style == .literal || value.style == .folded,
      let lines = BlockScalarText(value)?.lines(indentation + 2)
    {
      output += " \(lines.header)\(behind)\n\(lines.body)"
      return
    }
    let text = String(decoding: YAMLWriter.value(value, indentation: indentation), as: UTF8.self)
    if let end = text.firstIndex(of: "\n") {
      output += text[..<end] + behind + text[end...] + "\n"
    } else {
      output += "\(text)\(behind)\n"
    }
  }

  private func key(_ node: Node) -> String {
    FlowText.scalar(node) ?? String(decoding: YAMLWriter.key(node.text), as: UTF8.self)
  }

  private mutating func comments(_ comments: [YAMLComment], _ indentation: Int) {
    for comment in comments {
      if comment.hasBlankAbove, !output.isEmpty { blankLine() }
      output += spaces(indentation) + comment.text + "\n"
    }
  }

  private mutating func blankLine() { if !output.hasSuffix("\n\n") { output += "\n" } }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

/// A block of text (`|` or `>`) whose lines can be indented otherwise.
private struct BlockScalarText {
  private let header: String
  private let body: [Substring]
  private let indentation: Int

  /// Takes a block apart; `nil` where it names its own indentation.
  init?(_ node: Node) {
    let text = node.source.text(in: node.range).replacing("\r\n", with: "\n")
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.removeFirst()
    header = String(first.prefix { $0 != " " && $0 != "#" })
    guard !header.contains(where: { $0.isNumber }) else { return nil }
    let filled = lines.filter { $0.contains { $0 != " " } }
    indentation = filled.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    body = lines
  }

  func lines(_ spaces: Int) -> (header: String, body: String) {
    var lines = body.map { line -> String in
      let rest = line.dropFirst(min(indentation, line.prefix { $0 == " " }.count))
      return rest.isEmpty ? "" : String(repeating: " ", count: spaces) + rest
    }
    // Only `+` counts the line breaks at the end.
    if !header.contains("+") { while lines.last?.isEmpty ?? false { lines.removeLast() } }
    return (header, lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n")
  }
}
