import SourceText

/// A text by its lines, as an edit that adds and removes lines sees it.
struct LineText {
  let bytes: [UInt8]
  private let lines: LineIndex
  private let contentStart: Int
  /// How the file ends its lines.
  let lineBreak: String

  init(_ source: SourceText) {
    bytes = source.bytes
    lines = source.lines
    contentStart = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = source.bytes.firstIndex { $0 == UInt8(ascii: "\n") }
    let isCRLF = first.map { $0 > 0 && source.bytes[$0 - 1] == UInt8(ascii: "\r") } ?? false
    lineBreak = isCRLF ? "\r\n" : "\n"
  }

  func line(at offset: Int) -> Int { lines.line(at: offset) }

  /// The first byte of the line that holds `offset`, past a byte order mark.
  func start(ofLineAt offset: Int) -> Int {
    max(lines.starts[lines.line(at: offset)], min(contentStart, offset))
  }

  /// The first byte after that line and its line break.
  func end(ofLineAt offset: Int) -> Int {
    let next = lines.line(at: offset) + 1
    return next < lines.starts.count ? lines.starts[next] : bytes.count
  }

  /// The last byte of that line, its line break left out.
  func contentEnd(ofLineAt offset: Int) -> Int {
    lines.range(ofLine: lines.line(at: offset), in: bytes).upperBound
  }

  func column(of offset: Int) -> Int { offset - start(ofLineAt: offset) }

  /// The blanks that the line of `offset` starts with.
  func indentation(at offset: Int) -> String {
    let start = start(ofLineAt: offset)
    return String(decoding: bytes[start...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// Tells whether only blanks stand before `offset` on its line.
  func isFirstOnLine(_ offset: Int) -> Bool {
    bytes[start(ofLineAt: offset)..<offset].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    !range.isEmpty && bytes[range].contains(byte)
  }

  /// The first place from `offset` on that is no blank and no line break.
  func skippingBlanks(from offset: Int) -> Int {
    var index = offset
    while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    return index
  }

  /// The first place of `byte` in a range, comments passed over.
  func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == byte { return index }
      index = bytes[index] == UInt8(ascii: "#") ? end(ofLineAt: index) : index + 1
    }
    return nil
  }
}
