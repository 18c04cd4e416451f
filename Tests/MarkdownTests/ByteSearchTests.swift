import Testing

@testable import Markdown

@Suite struct ByteSearchTests {
  /// Bytes that matter to a search, and some that do not, each of which may stand beside each other.
  private static let bytes: [UInt8] = [
    0x00, 0x09, 0x0A, 0x1F, 0x20, 0x20, 0x21, 0x22, 0x26, 0x27, 0x3B, 0x3C, 0x3D, 0x3E, 0x61, 0x7A, 0x7E,
    0x7F,
    0x80, 0xA0, 0xC2, 0xFF,
  ]

  @Test("eight bytes at once are passed by only where each of them may be")
  func eightAtOnce() {
    var numbers = SeededNumbers(state: 11)
    var passed = (html: 0, words: 0)
    for _ in 0..<4000 {
      var text = (0..<40).map { _ in UInt8.random(in: 0x61...0x7A, using: &numbers) }
      for _ in 0..<Int.random(in: 0...3, using: &numbers) {
        let place = Int.random(in: text.indices, using: &numbers)
        text[place] = Self.bytes[Int.random(in: Self.bytes.indices, using: &numbers)]
        if place > 0, Bool.random(using: &numbers) { text[place - 1] = 0x20 }
      }
      let start = Int.random(in: 0...40, using: &numbers)
      let html = start..<text.span.endOfPlainHTML(from: start)
      #expect(html.allSatisfy { Self.isPlainHTML(text[$0]) })
      let words = start..<text.span.endOfSingleSpaces(from: start)
      #expect(words.allSatisfy { text[$0] > 0x20 || text[$0] == 0x20 && $0 + 1 < 40 && text[$0 + 1] > 0x20 })
      passed = (passed.html + html.count, passed.words + words.count)
    }
    #expect(passed.html > 20_000 && passed.words > 20_000)
  }

  private static func isPlainHTML(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && !"\"&<>".utf8.contains(byte)
  }
}
