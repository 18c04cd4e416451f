import Testing

@testable import Markdown

@Suite struct TableHeaderTests {
  private func cells(_ source: String) -> String {
    let html = String(decoding: MarkdownRenderer().render(Array(source.utf8)).html, as: UTF8.self)
    let tags = html.split(separator: "<").map { $0.prefix { $0 != ">" } }
    return tags.filter { $0.hasPrefix("t") || $0.hasPrefix("/t") }.joined(separator: " ")
  }

  @Test("an empty cell of a table's head is no header, whatever its alignment")
  func emptyCorner() {
    #expect(
      cells("|  | a |\n|:-:|---|\n| b | c |\n")
        == "table thead tr td class=\"align-center\" /td th /th /tr /thead tbody tr "
        + "td class=\"align-center\" /td td /td /tr /tbody /table")
  }

  @Test(
    "an empty header cell of raw HTML is no header either",
    arguments: [
      ("<th></th>", "td /td"), ("<th scope=row> </th>", "td /td"),
      ("<th scope=col colspan=2 title='a > b'>\n</th>", "td title=\"a &gt; b\" colspan=\"2\" /td"),
      ("<th><br></th>", "td /td"), ("<th scope=row>x</th>", "th scope=\"row\" /th"),
      ("<th><img src=a.png alt=x></th>", "th /th"),
    ])
  func rawHTML(cell: String, expected: String) {
    #expect(
      cells("<table><tr>\(cell)<td>x</td></tr></table>\n")
        == "table tbody tr \(expected) td /td /tr /tbody /table")
  }
}
