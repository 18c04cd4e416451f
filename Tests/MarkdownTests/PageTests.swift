import Testing

@testable import Markdown

@Suite struct PageTests {
  @Test("front matter is cut off, and said where it is")
  func frontMatter() {
    let source = "\u{FEFF}---\r\nlicense: mit\r\n--- \r\n# a\r\n"
    let page = render(source)
    #expect(page.text == "<h1 id=\"readme-a\">a</h1>\n")
    let range = page.frontMatter ?? 0..<0
    #expect(String(decoding: Array(source.utf8)[range], as: UTF8.self) == "license: mit\r\n")
    #expect(render("---\na: b\n...\nx").frontMatter == 4..<9)
  }

  @Test(
    "dashes that are not front matter are Markdown",
    arguments: [
      "---\n\ntext\n\n---\nx", "---\na: b\n", "---", "---\n---\n", "-- -\na: b\n---\n", " ---\na: b\n---\n",
    ])
  func noFrontMatter(source: String) {
    #expect(render(source).frontMatter == nil)
    #expect(!render(source).html.isEmpty)
  }

  @Test("the plain text is the prose, a line a block, without code blocks and image names")
  func plainText() {
    let page = render(
      "# T  *x*\n\nOne\ntwo &amp; `c`.  \nthree ![i](j)\n\n- a\n  - b\n\n```\ncode\n```\n\n|h|i|\n|-|-|\n|1|2|\n\n<p> d\n e</p>"
    )
    #expect(page.plainText == "T x\nOne two & c.\nthree\na\nb\nh\ni\n1\n2\nd e")
  }

  @Test("the first paragraph is the first with words of its own")
  func firstParagraph() {
    let source =
      "[![CI](https://x.example)](y)\n\n[English](a) | [中文](b)\n\n<p align=center>Words, <a href=c>here</a>.</p>\n\nMore."
    #expect(render(source).firstParagraph == "Words, here.")
    #expect(render("# only\n\n- a\n- list").firstParagraph == nil)
    #expect(render("One\ntwo.\n\nThree.").firstParagraph == "One two.")
  }

  @Test("tables scroll in a named box, tasks show named boxes, in the page's language")
  func labels() {
    let page = render("| a | b |\n|:-:|--:|\n| `x\\|y` | 2 |\n\n- [x] d\n- [ ] e") {
      $0.labels.table = "表格"
      $0.labels.done = "完成"
      $0.labels.toDo = "待办"
    }
    #expect(
      page.text.hasPrefix(
        "<div class=\"table-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"表格\"><table>"))
    #expect(page.text.contains("<th class=\"align-center\">a</th>"))
    #expect(page.text.contains("<td class=\"align-center\"><code>x|y</code></td>"))
    #expect(
      page.text.contains(
        """
        <ul><li class="task-list-item"><input type="checkbox" disabled checked aria-label="完成"> d</li>
        <li class="task-list-item"><input type="checkbox" disabled aria-label="待办"> e</li>
        </ul>
        """))
  }

  @Test("escaping is by byte, so that no combining mark hides a quote")
  func escaping() {
    let page = render("[a](b \"x\\\"\u{301} onclick=y\") \"\u{301} <\u{338}b")
    #expect(
      page.text == "<p><a href=\"b\" title=\"x&quot;\u{301} onclick=y\">a</a> \"\u{301} &lt;\u{338}b</p>\n")
  }

  @Test("every byte comes out of the escaping as HTML allows it")
  func bytes() {
    for byte in UInt8.min...0x7F {
      var buffer = HTMLBuffer()
      buffer.write(text: [byte].span)
      buffer.write("x", [byte].span)
      buffer.write("x", address: [byte][...])
      let text = String(decoding: buffer.bytes, as: UTF8.self)
      let character = Character(Unicode.Scalar(byte))
      let shown: String =
        switch character {
        case "<": "&lt;"
        case ">": "&gt;"
        case "&": "&amp;"
        case "\r": "\n"
        case "\t", "\n": String(character)
        default: byte < 0x20 || byte == 0x7F ? "\u{FFFD}" : String(character)
        }
      let isPlain = character.isLetter || character.isNumber || "-_.+!*'(),%#@?=;:/$~".contains(character)
      let digits = String(byte, radix: 16, uppercase: true)
      let address = isPlain ? String(character) : byte < 16 ? "%0\(digits)" : "%\(digits)"
      let value = character == "\"" ? "&quot;" : shown
      #expect(text == "\(shown) x=\"\(value)\" x=\"\(character == "&" ? "&amp;" : address)\"")
    }
  }

  @Test("character references are the standard's, and only whole ones")
  func references() {
    let source =
      "&copy; &CounterClockwiseContourIntegral; &ngE; &notit; &bogus; &#228; &#xE4; &#0; &#xD800; &#1; &semi;"
    #expect(render(source).plainText == "© ∳ ≧̸ &notit; &bogus; ä ä \u{FFFD} \u{FFFD} \u{FFFD} ;")
  }

  @Test("the same source gives the same page")
  func determinism() {
    for readme in HostileReadme.all where readme.source.count < 10_000 {
      #expect(MarkdownRenderer().render(readme.source) == MarkdownRenderer().render(readme.source))
    }
  }

  @Test("bytes that stood behind the source in memory do not get into the page")
  func memory() {
    var source = Array("[a](b.png 'c')\n[d](e) ) x".utf8)
    source.removeLast(source.count - 13)
    let page = MarkdownRenderer().render(source)
    #expect(String(decoding: page.html, as: UTF8.self) == "<p>[a](b.png 'c'</p>\n")
  }
}
