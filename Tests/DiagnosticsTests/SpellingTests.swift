import Diagnostics
import Testing

@Suite struct SpellingTests {
  @Test(
    "the nearest word is found over swaps, gaps and capitals",
    arguments: [
      ("visibilty", "visibility"), ("VISIBILITY ", "visibility"), ("audeince", "audience"),
      ("licence", "license"),
    ])
  func near(word: String, meant: String) {
    #expect(Spelling.nearest(to: word, among: ["audience", "license", "tags", "visibility"]) == meant)
  }

  @Test("a word that is far from all has no neighbour, and no word is its own")
  func far() {
    #expect(Spelling.nearest(to: "quantization", among: ["audience", "tags"]) == nil)
    #expect(Spelling.nearest(to: "tags", among: ["tags"]) == nil)
    #expect(Spelling.nearest(to: "", among: ["a"]) == "a")
    #expect(Spelling.nearest(to: String(repeating: "x", count: 10_000), among: ["x"]) == nil)
  }

  @Test("of two equally near words the one that sorts first is taken, whatever their order")
  func ties() {
    #expect(Spelling.nearest(to: "cat", among: ["hat", "bat"]) == "bat")
    #expect(Spelling.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
  }
}

@Suite struct TextEditTests {
  @Test("edits are made at their places whatever their order; overlaps and strays are refused")
  func applying() {
    let bytes = Array("0123456789".utf8)
    let edits = [TextEdit(8..<10, "end"), TextEdit(0..<0, "<"), TextEdit(0..<0, ">"), TextEdit(2..<4, "")]
    #expect(edits.applied(to: bytes).map { String(decoding: $0, as: UTF8.self) } == "<>014567end")
    #expect([TextEdit(0..<3, ""), TextEdit(2..<4, "")].applied(to: bytes) == nil)
    #expect([TextEdit(9..<11, "")].applied(to: bytes) == nil)
  }
}
