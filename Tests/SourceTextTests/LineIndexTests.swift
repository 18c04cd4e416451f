import SourceText
import Testing

@Suite struct LineIndexTests {
  @Test("LF, CR LF and a lone CR end a line; U+2028 does not")
  func lineBreaks() {
    let source = SourceText(path: "a", "one\ntwo\r\nthree\rfour\u{2028}still")
    #expect(source.lines.starts == [0, 4, 9, 15])
    #expect(source.position(at: 15) == Position(line: 4, column: 1))
  }

  @Test(arguments: [
    (ColumnUnit.bytes, 8), (.scalars, 4), (.utf16, 5),
  ])
  func columnsInEachUnit(unit: ColumnUnit, column: Int) {
    let source = SourceText(path: "a", "é😎x!")
    #expect(source.position(at: 7, in: unit) == Position(line: 1, column: column))
  }

  @Test("offsets outside the text are clamped, an empty text has one line")
  func clamping() {
    let empty = SourceText(path: "a", "")
    #expect(empty.position(at: 99) == Position(line: 1, column: 1))
    #expect(SourceText(path: "a", "ab\n").position(at: 99) == Position(line: 2, column: 1))
  }

  @Test("a byte order mark takes no column")
  func byteOrderMark() {
    #expect(SourceText(path: "a", "\u{FEFF}ab").position(at: 4) == Position(line: 1, column: 2))
  }

  @Test("a line's range leaves its break out")
  func lineRange() {
    let source = SourceText(path: "a", "ab\r\ncd")
    #expect(source.lines.range(ofLine: 0, in: source.bytes) == 0..<2)
    #expect(source.lines.range(ofLine: 1, in: source.bytes) == 4..<6)
    #expect(source.lines.range(ofLine: 7, in: source.bytes).isEmpty)
  }
}
