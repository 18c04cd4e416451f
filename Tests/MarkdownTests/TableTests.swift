import Testing

@testable import Markdown

@Suite struct TableTests {
  @Test(
    "tables that GitHub knows are tables",
    arguments: [
      "|a|b|\n|-|-|\n|c|d|", "a|b\n-|-\nc|d", "|a|b|\n|:-|-:|\n|c|d|", "text\n|a|b|\n|---|---|\n|c|d|",
      "> text\n> |a|b|\n> |-|-|\n> |c|d|", "- x\n\n  |a|b|\n  |--|--|\n  |c|d|",
      "|a|b|\r\n|-|-|\r\n|c|d|\r\n",
      "# x\n|a|b|\n| - | - |\n|c|d|", "|a\\|b|b|\n|-|-|\n|c|d|", "```\n|-|\n```\n|a|b|\n|-|-|\n|c|d|",
    ])
  func tables(source: String) {
    let nodes = TestNode.parse(render(source).html).flatMap(\.all)
    #expect(nodes.filter { $0.name == "th" }.count == 2)
    #expect(nodes.filter { $0.name == "td" }.map(\.text) == ["c", "d"])
    #expect(nodes.filter { $0.name == "table" }.count == 1)
  }

  @Test(
    "what only looks like a table stays as it is",
    arguments: [
      "```\n|a|b|\n|-|-|\n```", "~~~~\ntext\n|a|b|\n|-|-|\n~~~\n|c|d|\n|-|-|\n~~~~", "|a|b|\n|-|\n",
      "a\n-\nb", "|a|\n\n|-|",
      "text |-|-| text", "|-|-|", "> |a|b|\n\n|-|-|",
    ])
  func noTables(source: String) {
    let page = render(source)
    #expect(!page.text.contains("<table"))
    #expect(!page.text.contains("---"))
  }

  @Test("spelling a table out moves no offset")
  func offsets() {
    let source = "[a](b)\n|a|b|\n|-|-|\n|[c](d)|e|\n\ntext\n|f|\n|-|\n|![g](h)|\n"
    let bytes = Array(source.utf8)
    let links = render(source).links
    #expect(links.map(\.destination) == ["b", "d", "h"])
    #expect(links.compactMap(\.offset).map { bytes[$0] } == Array("bdh".utf8))
  }

  @Test("tables are found in one pass: the insertions are fewer than the lines")
  func bound() {
    let text = String(repeating: "x\n|a|\n|-|\n", count: 2_000) + String(repeating: "|", count: 10_000)
    let spelling = TableSpelling(Array(text.utf8).span)
    let added = spelling.applied(to: Array(text.utf8).span).count - text.utf8.count
    #expect(added > 0 && added <= 3 * 6_000)
  }
}
