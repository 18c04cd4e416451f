import Documents
import SourceText

/// The lines that a YAML document will be laid out in: one for each member and item of what stands in block style, with
/// the comments that belong to each.
struct YAMLOutline {
  /// A member or item that gets a line of its own.
  struct Line {
    /// The key; `nil` for an item.
    let key: Node?
    let value: Node
    /// The container of the line, in `containers`.
    let parent: Int
    /// The container that the value is, where it is laid out in block style.
    var inner: Int?
    let start: Int
    let column: Int
    /// Where the value's own bytes end: of a block container, where its key does.
    let end: Int
    var above: [YAMLComment] = []
    var behind: YAMLComment?
    var hasBlankAbove = false
  }

  /// A mapping or list in block style.
  struct Container {
    let parent: Int?
    var lines: [Int] = []
    var column = 0
    /// Comments after the last line that are indented as the lines are.
    var tail: [YAMLComment] = []
  }

  private(set) var lines: [Line] = []
  private(set) var containers: [Container] = []
  private let source: SourceText
  private let comments: [YAMLComment]

  init(_ document: Document) {
    source = document.source
    comments = YAMLComment.all(in: document)
    _ = addContainer(document.rootNode, parent: nil)
    attach()
  }

  /// Tells whether a container written in brackets stays so: it holds no comment and fits on a line.
  func staysInBrackets(_ node: Node) -> Bool {
    if node.count == 0 { return true }
    guard node.style == .flow, !comments.contains(where: { node.range.contains($0.offset) }) else {
      return false
    }
    return FlowText.of(node).map { $0.count <= 90 } ?? false
  }

  // MARK: Lines

  private mutating func addContainer(_ node: Node, parent: Int?) -> Int {
    let number = containers.count
    containers.append(Container(parent: parent))
    if node.kind == .object {
      for member in node.members { addLine(member.key, member.value, in: number) }
    } else {
      for element in node.elements { addLine(nil, element, in: number) }
    }
    return number
  }

  private mutating func addLine(_ key: Node?, _ value: Node, in parent: Int) {
    let start = (key ?? value).range.lowerBound
    let isBlock = (value.kind == .object || value.kind == .array) && !staysInBrackets(value)
    let end =
      isBlock ? (key?.range.upperBound ?? start) : max(key?.range.upperBound ?? start, value.range.upperBound)
    let number = lines.count
    lines.append(
      Line(
        key: key, value: value, parent: parent, start: start,
        column: key == nil ? columnOfDash(before: start) : column(of: start), end: end))
    containers[parent].lines.append(number)
    if containers[parent].lines.count == 1 { containers[parent].column = lines[number].column }
    lines[number].hasBlankAbove = hasBlankAbove(start)
    if isBlock { lines[number].inner = addContainer(value, parent: parent) }
  }

  private func column(of offset: Int) -> Int { offset - source.lines.starts[source.lines.line(at: offset)] }

  /// Where an item's dash stands; two columns before it where there is none, as in brackets.
  private func columnOfDash(before offset: Int) -> Int {
    var index = offset - 1
    while index >= 0, [0x20, 0x09, 0x0A, 0x0D].contains(source.bytes[index]) { index -= 1 }
    return index >= 0 && source.bytes[index] == UInt8(ascii: "-")
      ? column(of: index) : max(0, column(of: offset) - 2)
  }

  private func hasBlankAbove(_ offset: Int) -> Bool {
    let line = source.lines.line(at: offset)
    guard line > 0 else { return false }
    return source.bytes[source.lines.range(ofLine: line - 1, in: source.bytes)].allSatisfy {
      $0 == 0x20 || $0 == 0x09
    }
  }

  // MARK: Comments

  private mutating func attach() {
    var next = 0
    for comment in comments {
      while next < lines.count, lines[next].start <= comment.offset { next += 1 }
      let before = next > 0 ? next - 1 : nil
      if let before, comment.offset < lines[before].end {
        place(comment, within: before)
      } else if let before, !comment.isOnOwnLine {
        if lines[before].behind == nil {
          lines[before].behind = comment
        } else {
          placeAbove(comment, next, before)
        }
      } else {
        placeAbove(comment, next, before)
      }
    }
  }

  /// Between a key and its value, or inside a value that gets one line.
  private mutating func place(_ comment: YAMLComment, within line: Int) {
    if !comment.isOnOwnLine, lines[line].behind == nil {
      lines[line].behind = comment
    } else {
      lines[line].above.append(comment)
    }
  }

  /// Above the next line, unless it is indented as what ends here.
  private mutating func placeAbove(_ comment: YAMLComment, _ next: Int, _ before: Int?) {
    let limit = next < lines.count ? lines[next].column : -1
    if !comment.isBehindDash, comment.column > limit,
      let container = container(around: before, upTo: comment.column),
      next == lines.count || containers[container].column > limit
    {
      containers[container].tail.append(comment)
    } else if next < lines.count {
      lines[next].above.append(comment)
    } else {
      containers[0].tail.append(comment)
    }
  }

  /// The innermost container around a line that is indented no further than `column`.
  private func container(around line: Int?, upTo column: Int) -> Int? {
    var current = line.map { lines[$0].parent }
    while let number = current {
      if containers[number].column <= column { return number }
      current = containers[number].parent
    }
    return nil
  }
}
