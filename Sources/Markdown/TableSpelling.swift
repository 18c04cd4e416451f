/// Rewrites two spellings of tables that GitHub knows and md4c 0.4.8 does not: delimiters of fewer
/// than three characters (`|-|-|`), and a table right below a line of a paragraph.
///
/// One pass over the lines. Fenced code is left alone.
struct TableSpelling {
  private struct Insertion {
    /// Where it belongs in the old text.
    var place: Int
    var bytes: [UInt8]
    /// How many bytes all insertions before this one have.
    var before: Int
  }

  private struct Line {
    var start: Int
    /// Behind blanks and quote marks.
    var content: Int
    var end: Int

    var isBlank: Bool { content == end }
  }

  private var insertions: [Insertion] = []
  private var fence: (mark: UInt8, length: Int)?
  private var isInTable = false

  /// Looks for tables in a text.
  init(_ text: Span<UInt8>) {
    guard Self.mayApply(to: text) else { return }
    var above: Line?
    var header: Line?
    var start = 0
    while start < text.count {
      let line = Self.line(text, at: start)
      start = line.end + 1
      let isCode = isFenced(line, text)
      if isCode || line.isBlank {
        isInTable = false
      } else if !isInTable, let header {
        readTable(above, header, delimiters: line, text)
      }
      above = header
      header = isCode || line.isBlank ? nil : line
    }
  }

  var isEmpty: Bool { insertions.isEmpty }

  /// The text as md4c understands it.
  func applied(to text: Span<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count + (insertions.last.map { $0.before + $0.bytes.count } ?? 0))
    var copied = 0
    for insertion in insertions {
      result.append(text.extracting(copied..<insertion.place))
      result += insertion.bytes
      copied = insertion.place
    }
    result.append(text.extracting(copied..<text.count))
    return result
  }

  /// The place in the old text of a byte of the new one.
  func originalPlace(of place: Int) -> Int {
    let before = insertions.sortedPrefixCount { $0.place + $0.before < place }
    guard before > 0 else { return place }
    let last = insertions[before - 1]
    return max(place - last.before - last.bytes.count, last.place)
  }

  private mutating func insert(_ bytes: [UInt8], at place: Int) {
    let before = insertions.last.map { $0.before + $0.bytes.count } ?? 0
    insertions.append(Insertion(place: place, bytes: bytes, before: before))
  }
}

// MARK: Tables

extension TableSpelling {
  /// Whether some line looks like delimiters to be spelled out, be it in code.
  ///
  /// This is all that most documents cost: a look at the first bytes of each line.
  private static func mayApply(to text: Span<UInt8>) -> Bool {
    var starts = (above: 0, header: 0, line: 0)
    while let end = text.firstIndex(of: UInt8(ascii: "\n"), from: starts.line), end + 1 < text.count {
      starts = (starts.header, starts.line, end + 1)
      guard mayStartDelimiters(text[end + 1]) else { continue }
      guard let cells = delimiterCells(line(text, at: starts.line), text) else { continue }
      let isAboveBlank = starts.above == starts.header || line(text, at: starts.above).isBlank
      if !isAboveBlank || cells.contains(where: { $0.count < 3 }) { return true }
    }
    return false
  }

  /// Sees whether `header` and `delimiters` start a table, and spells it out.
  private mutating func readTable(
    _ above: Line?, _ header: Line, delimiters: Line, _ text: Span<UInt8>
  ) {
    guard let cells = Self.delimiterCells(delimiters, text),
      cells.count == Self.countCells(header, text)
    else { return }
    isInTable = true
    let prefix = header.start..<header.content
    if let above, text[above.content] != UInt8(ascii: "<"),
      text.isSame(prefix, above.start..<above.content)
    {
      insert(prefix.map { text[$0] } + [UInt8(ascii: "\n")], at: header.start)
    }
    for cell in cells where cell.count < 3 {
      let dash = text[cell.lowerBound] == UInt8(ascii: ":") ? cell.lowerBound + 1 : cell.lowerBound
      insert(Array(repeating: UInt8(ascii: "-"), count: 3 - cell.count), at: dash)
    }
  }

  private static func mayStartDelimiters(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: ">"), 0x20, 0x09: true
    default: false
    }
  }

  /// The cells of a delimiter row such as `|:-|---|`; nil if it is none.
  private static func delimiterCells(_ line: Line, _ text: Span<UInt8>) -> [Range<Int>]? {
    var cells: [Range<Int>] = []
    var index = line.content
    var holdsPipe = skip(UInt8(ascii: "|"), text, &index, line.end)
    while true {
      skipBlanks(text, &index, line.end)
      if index == line.end { return holdsPipe && !cells.isEmpty ? cells : nil }
      let start = index
      _ = skip(UInt8(ascii: ":"), text, &index, line.end)
      guard skip(UInt8(ascii: "-"), text, &index, line.end) else { return nil }
      while skip(UInt8(ascii: "-"), text, &index, line.end) {}
      _ = skip(UInt8(ascii: ":"), text, &index, line.end)
      cells.append(start..<index)
      skipBlanks(text, &index, line.end)
      if skip(UInt8(ascii: "|"), text, &index, line.end) {
        holdsPipe = true
      } else if index < line.end {
        return nil
      }
    }
  }

  private static func skip(_ byte: UInt8, _ text: Span<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
    guard index < end, text[index] == byte else { return false }
    index += 1
    return true
  }

  private static func skipBlanks(_ text: Span<UInt8>, _ index: inout Int, _ end: Int) {
    while index < end, text[index].isHTMLSpace { index += 1 }
  }

  private static func countCells(_ line: Line, _ text: Span<UInt8>) -> Int {
    var end = line.end
    while end > line.content, text[end - 1] <= 0x20 { end -= 1 }
    let start = text[line.content] == UInt8(ascii: "|") ? line.content + 1 : line.content
    var cells = 1
    var index = start
    while index < end {
      if text[index] == UInt8(ascii: "\\") {
        index += 1
      } else if text[index] == UInt8(ascii: "|"), index + 1 < end {
        cells += 1
      }
      index += 1
    }
    return cells
  }
}

// MARK: Lines

extension TableSpelling {
  private static func line(_ text: Span<UInt8>, at start: Int) -> Line {
    var content = start
    while content < text.count, " \t>\r".utf8.contains(text[content]) { content += 1 }
    let end = text.firstIndex(of: UInt8(ascii: "\n"), from: content) ?? text.count
    return Line(start: start, content: content, end: end)
  }

  /// Whether the line is fenced code, or a fence.
  private mutating func isFenced(_ line: Line, _ text: Span<UInt8>) -> Bool {
    guard !line.isBlank else { return fence != nil }
    let mark = text[line.content]
    var end = line.content
    while end < line.end, text[end] == mark { end += 1 }
    let length = end - line.content
    let isFence = length >= 3 && (mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"))
    guard let open = fence else {
      if isFence { fence = (mark, length) }
      return isFence
    }
    let isLast = (end..<line.end).allSatisfy { text[$0] <= 0x20 }
    if isFence, isLast, mark == open.mark, length >= open.length { fence = nil }
    return true
  }
}

extension Span<UInt8> {
  fileprivate func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).allSatisfy { self[$0] == self[$1] }
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
