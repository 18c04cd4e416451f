import SourceText

/// One source line laid out in terminal columns: tabs become blanks, hidden characters become visible, and
/// of a long line only the part around the marked range is kept.
struct DisplayedLine {
  /// What is printed.
  let text: String
  /// The columns, from 0, that the marked range takes in `text`; never empty.
  let marks: Range<Int>

  private struct Piece {
    let text: String
    let offset: Int
    let column: Int
    let width: Int
  }

  /// Lays out the line that takes `line` of the source's bytes, with `marked` clamped to it.
  init(_ source: SourceText, line: Range<Int>, marked: Range<Int>, width: Int) {
    // A line may be a whole file; nothing outside this window can come to stand beside the range's start.
    let reach = 8 * width
    let near =
      max(line.lowerBound, marked.lowerBound - reach)..<min(line.upperBound, marked.lowerBound + reach)
    let window = Self.onScalarBoundaries(near, in: source.bytes, within: line)
    let pieces = Self.pieces(source.bytes, window)
    let end = pieces.last.map { $0.column + $0.width } ?? 0
    let first = Self.column(of: marked.lowerBound, in: pieces) ?? end
    let last = max(first + 1, Self.column(of: marked.upperBound, in: pieces) ?? end)
    let isCutBefore = window.lowerBound > line.lowerBound
    let isCutAfter = window.upperBound < line.upperBound
    let isWhole = !isCutBefore && !isCutAfter
    if isWhole, end <= width {
      text = pieces.map(\.text).joined()
      marks = first..<last
      return
    }
    let start = isCutBefore || last > width - 1 ? max(0, min(first - width / 3, end - width + 1)) : 0
    let shown = pieces.filter { $0.column >= start && $0.column + $0.width <= start + width - 2 }
    let origin = shown.first?.column ?? first
    let shownEnd = shown.last.map { $0.column + $0.width } ?? origin
    let lead = isCutBefore || origin > 0 ? "…" : ""
    let tail = isCutAfter || shownEnd < end ? "…" : ""
    text = lead + shown.map(\.text).joined() + tail
    let begin = first - origin + lead.count
    marks = begin..<max(begin + 1, min(last, shownEnd) - origin + lead.count)
  }

  private static func pieces(_ bytes: [UInt8], _ window: Range<Int>) -> [Piece] {
    var pieces: [Piece] = []
    var column = 0
    func add(_ text: String, _ offset: Int, _ width: Int) {
      pieces.append(Piece(text: text, offset: offset, column: column, width: width))
      column += width
    }
    var offset = window.lowerBound
    if offset == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = min(3, window.upperBound) }
    for (text, length) in Characters(bytes, offset..<window.upperBound) {
      if text == "\t" {
        let width = 4 - column % 4
        add(String(repeating: " ", count: width), offset, width)
      } else {
        let shown = PrintableText.line(text)
        add(shown, offset, shown.reduce(0) { $0 + TerminalCells.width(of: $1) })
      }
      offset += length
    }
    return pieces
  }

  private static func column(of offset: Int, in pieces: [Piece]) -> Int? {
    pieces.first { $0.offset >= offset }?.column
  }

  private static func onScalarBoundaries(
    _ range: Range<Int>, in bytes: [UInt8], within line: Range<Int>
  ) -> Range<Int> {
    func boundary(_ offset: Int) -> Int {
      var offset = offset
      while offset < line.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      return offset
    }
    return boundary(range.lowerBound)..<max(boundary(range.lowerBound), boundary(range.upperBound))
  }
}

/// The characters of some bytes with their lengths; a byte that is not UTF-8 is one character, U+FFFD.
private struct Characters: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int
  private var run: String.Iterator?

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> (text: String, length: Int)? {
    if let character = run?.next() {
      offset += character.utf8.count
      return (String(character), character.utf8.count)
    }
    guard offset < end else { return nil }
    let valid = validPrefix()
    guard !valid.isEmpty else {
      offset += 1
      return ("\u{FFFD}", 1)
    }
    run = valid.makeIterator()
    return next()
  }

  private func validPrefix() -> String {
    let rest = Array(bytes[offset..<end])
    do {
      _ = try UTF8Span(validating: rest.span)
      return String(decoding: rest, as: UTF8.self)
    } catch {
      return String(decoding: rest[..<error.byteOffsets.lowerBound], as: UTF8.self)
    }
  }
}
