import Testing

@testable import Markdown

/// A piece of HTML in a README, and what the page has of it.
struct Passage: CustomTestStringConvertible {
  let source: String
  let page: String

  var testDescription: String { source }

  init(_ source: String, _ page: String) {
    self.source = source
    self.page = page
  }
}

@Suite struct HTMLTests {
  @Test(
    "HTML that READMEs use is kept, in today's spelling",
    arguments: [
      Passage("<p align=center>x</p>", "<p class=\"align-center\">x</p>"),
      Passage("<center>x</center>", "<div class=\"align-center\">x</div>"),
      Passage("<div align=\"right\">x</div>", "<div class=\"align-right\">x</div>"),
      Passage("<h2 align=center>x</h2>", "<h2 id=\"readme-x\" class=\"align-center\">x</h2>"),
      Passage(
        "<img src=a.png width=600 height=20 alt=x>",
        "<img src=\"a.png\" alt=\"x\" width=\"600\" height=\"20\" loading=\"lazy\">"),
      Passage(
        "<img src=a.png width=45%>", "<img src=\"a.png\" alt=\"\" class=\"width-40\" loading=\"lazy\">"),
      Passage(
        "<picture><source srcset=b.png media=x><img src=a.png alt=y></picture>",
        "<p><img src=\"a.png\" alt=\"y\" loading=\"lazy\"></p>"),
      Passage(
        "<details open><summary>s</summary>x</details>", "<details open><summary>s</summary>x</details>"),
      Passage("<details>x</details>", "<details><summary>Details</summary>x</details>"),
      Passage("<p>H<sub>2</sub>O<sup>+</sup></p>", "<p>H<sub>2</sub>O<sup>+</sup></p>"),
      Passage(
        "<p><kbd>Ctrl</kbd> <tt>a</tt> <strike>b</strike></p>",
        "<p><kbd>Ctrl</kbd> <code>a</code> <s>b</s></p>"),
      Passage("<p>a<br/>b<wbr>c</p>", "<p>a<br>b<wbr>c</p>"),
      Passage(
        "<ol start=3 type=a reversed><li value=9>x</ol>",
        "<ol start=\"3\" type=\"a\" reversed><li value=\"9\">x</li></ol>"),
      Passage("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
      Passage("<p lang=zh-CN dir=auto title='t'>x</p>", "<p dir=\"auto\" lang=\"zh-cn\" title=\"t\">x</p>"),
      Passage("<p><font color=red>a</font> <x-y>b</x-y></p>", "<p>a b</p>"),
      Passage("<p>a <!-- b --> c</p>", "<p>a  c</p>"),
      Passage(
        "<a href=https://x.example><img src=https://y.example/z.svg></a>",
        "<p><a href=\"https://x.example\" rel=\"nofollow noopener ugc\">Image</a></p>"),
      Passage(
        "<pre><code class=\"language-json\">1</code></pre>",
        "<pre tabindex=\"0\"><code class=\"language-json\"><span class=\"hl-n\">1</span></code></pre>"),
      Passage("<pre>\n\na</pre>", "<pre tabindex=\"0\">\n\na</pre>"),
      Passage("<li>a</li>", "<div>a</div>"), Passage("<summary>a</summary>", "<div>a</div>"),
      Passage(
        "<p style='x' onclick=y class='btn align-center' data-z=1>a</p>", "<p class=\"align-center\">a</p>"),
    ])
  func kept(passage: Passage) {
    #expect(render(passage.source).text.trimmingLineEnds == passage.page)
  }

  @Test("a table in HTML scrolls like any other")
  func table() {
    let page = render(
      "<table align=center><tr><th scope=col colspan=2>a<tr><td rowspan=3 valign=top>b</table>")
    #expect(
      page.text.trimmingLineEnds == """
        <div class="table-scroll" role="group" tabindex="0" aria-label="Table"><table class="align-center"><tbody>\
        <tr><th colspan="2" scope="col">a</th></tr><tr><td class="valign-top" rowspan="3">b</td></tr></tbody></table></div>
        """)
  }

  @Test("Markdown inside HTML is Markdown, and HTML inside a list stays inside")
  func mixed() {
    let page = render("<div align=center>\n\n# a\n\n**b**\n\n</div>\n\n- <details>\n\n  x\n- y</details>\n")
    #expect(
      page.text == """
        <div class="align-center">
        <h1 id="readme-a">a</h1>
        <p><strong>b</strong></p>
        </div>
        <ul><li><details><summary>Details</summary>
        x</details></li>
        <li>y</li>
        </ul>

        """)
  }

  @Test("a script goes with its content, also inside a paragraph; what has no end loses its tag only")
  func discarded() {
    #expect(render("a <script>b *c*</script> d").text == "<p>a  d</p>\n")
    #expect(render("the <title> of a *book*").text == "<p>the  of a <em>book</em></p>\n")
    #expect(render("<style>\n\nx\n\n</style>\n\ny").text == "<p>y</p>\n")
    #expect(render("<svg><path d=x>a</svg>\n\ny").text == "<p>y</p>\n")
  }

  @Test("what is open at the end of a block cannot reach into the next")
  func contained() {
    #expect(render("<div title=\"\n\n*a*\n\n\">\n\nb").text.contains("<p><em>a</em></p>"))
    #expect(render("<!-- open\n\n*a*").text == "")
    #expect(render("<iframe src=x>\n\n*a*").text == "<p><em>a</em></p>\n")
    #expect(render("x <a href='y\n\n*a*").text.contains("<p><em>a</em></p>"))
  }

  @Test("only a README with raw HTML is counted as one")
  func counted() {
    #expect(!render("# a\n\n<!-- toc -->\n\n`<b>` &lt;b> \\<b>\n\n    <b>\n").containsHTML)
    #expect(render("a<br>b").containsHTML)
  }
}

extension String {
  fileprivate var trimmingLineEnds: String { String(reversed().drop { $0 == "\n" }.reversed()) }
}
