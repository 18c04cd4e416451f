import Testing

@testable import Markdown

@Suite struct LimitTests {
  /// A page with everything that can be cut.
  static let source = """
    # Title *with* `code`

    > - a [link](x "t") and ![image](y)
    >   1. **deep _text_**

    | a | b |
    |---|---|
    | c | d |

    ```python
    def f(): return "x" # y
    ```

    ```
    plain <code>
    ```

    <details><summary>S</summary>

    - [x] done <b>bold <i>both</i></b>

    <table><tr><td><h2>in</h2></td></tr></table>

    </details>

    """

  /// What a page may be longer than the limit on its content.
  static let reserve = 4096 + 64 * 64

  @Test("a page that is cut anywhere is well formed, not too long, and says so")
  func cut() {
    let whole = MarkdownRenderer().render(Array(Self.source.utf8))
    #expect(!whole.isTruncated)
    for room in 0..<whole.html.count {
      var options = MarkdownOptions()
      options.limits.html = Self.reserve + room
      let page = MarkdownRenderer(options).render(Array(Self.source.utf8))
      #expect(page.isTruncated)
      #expect(page.html.count <= options.limits.html)
      #expect(SafeHTML.faults(of: page.html) == [], "\(room)")
    }
  }

  @Test("what is cut off is at the end: the page starts as the whole one does")
  func prefix() {
    let text = String(repeating: "word é ", count: 3_000)
    let page = render(text) { $0.limits.html = Self.reserve + 10_000 }
    #expect(page.isTruncated)
    #expect(page.html.count > 2_000)
    #expect(render(text).text.hasPrefix(page.text.dropLast("</p>".count)))
    #expect(page.text.hasSuffix("</p>"))
  }

  @Test("a limit on the source cuts between characters")
  func source() {
    let page = render("é日😀") { $0.limits.source = 8 }
    #expect(page.text == "<p>é日</p>\n")
    #expect(page.isTruncated)
    #expect(render("ab") { $0.limits.source = -1 }.html.isEmpty)
  }

  @Test("limits out of their bounds are taken as the nearest that make sense")
  func bounds() {
    let page = render("> > > - **a**") {
      $0.limits.html = .min
      $0.limits.plainText = -1
      $0.limits.nesting = .max
    }
    #expect(page.html.isEmpty && page.plainText.isEmpty && page.isTruncated)
    #expect(render("# a") { $0.headingShift = .max }.text.hasPrefix("<h6"))
    #expect(render("> > > a") { $0.limits.nesting = 0 }.text.contains("<blockquote>"))
  }

  @Test("what nests too deep is shown flat, and the page says so")
  func nesting() {
    for source in [
      String(repeating: ">", count: 100) + "x", String(repeating: "- ", count: 100) + "x",
      String(repeating: "<div>", count: 100) + "x", String(repeating: "<b>", count: 20) + "x",
      String(repeating: "*a ", count: 20) + "x" + String(repeating: "*", count: 20),
    ] {
      let page = render(source)
      #expect(page.isTruncated)
      #expect(page.plainText.contains("x"))
      #expect(TestNode.parse(page.html).map(\.depth).max() ?? 0 <= 64 + 4)
    }
  }

  @Test("the plain text ends at its limit, between characters")
  func plainText() {
    let page = render("日本語 abc\n\ndef") { $0.limits.plainText = 8 }
    #expect(page.plainText == "日本")
    #expect(page.firstParagraph == "日本")
  }

  @Test("a definition that is used often is worth no more than the limit")
  func definitions() {
    for destination in ["/", "javascript:"] {
      let definition = destination + String(repeating: "x", count: 80_000)
      let page = render("[a]: \(definition)\n\n" + String(repeating: "[a]", count: 10_000))
      #expect(page.isTruncated)
      #expect(page.links.count <= MarkdownLimits().html / 80_000 + 1)
      #expect(page.links.allSatisfy { !$0.isKept && $0.destination.utf8.count <= 4097 })
    }
  }

  @Test("what the HTML parser is given grows with the source, in length, depth and nodes")
  func fragments() {
    let sizes = HostileReadme.depths + HostileReadme.bombs
    for readme in sizes where readme.source.contains(UInt8(ascii: "<")) {
      var fragment = FragmentWriter(MarkdownLimits())
      fragment.html(RawHTML(readme.source))
      let html = fragment.finish()
      let nodes = TestNode.parse(html)
      #expect(html.count <= 4 * readme.source.count + 1_000, "\(readme.name)")
      #expect(nodes.map(\.depth).max() ?? 0 <= 3 * 64, "\(readme.name)")
      #expect(nodes.map(\.all.count).reduce(0, +) <= 2 * readme.source.count, "\(readme.name)")
    }
  }

  @Test("an id, a title and a heading's words are of bounded length")
  func lengths() {
    let long = String(repeating: "é", count: 5_000)
    let page = render(
      "# \(long)\n\n[a](b 'x\(long)') <a href=c title='x\(long.prefix(1_000))'>d</a>\n\n<p id=\(long)>x</p>")
    #expect(SafeHTML.faults(of: page.html) == [])
    #expect(page.headings[0].text.utf8.count == 256)
    #expect(page.headings[0].id.utf8.count <= 128)
    #expect(!page.text.contains("<p id"))
    let titles = TestNode.parse(page.html).flatMap(\.all).compactMap { $0.attribute("title") }
    #expect(titles.map(\.utf8.count) == [1023, 1023])
  }
}

extension TestNode {
  /// How many elements are open in each other.
  fileprivate var depth: Int {
    if case .element(_, _, let children) = self { 1 + (children.map(\.depth).max() ?? 0) } else { 0 }
  }
}
