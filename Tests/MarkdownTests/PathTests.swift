import Testing

@testable import Markdown

/// A source of numbers that gives the same ones every time.
struct SeededNumbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let mixed = (state ^ (state >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return mixed ^ (mixed >> 32)
  }
}

/// READMEs put together at random of pieces that interact.
struct RandomReadmes {
  private static let markdown = [
    "\n", "\n\n", "\n- ", "\n  - ", "\n1. ", "\n> ", "\n# ", "\n## x\n", "```", "\n```js\n", "\n    x\n", "`",
    "*", "**", "_",
    "~~", "[", "](y)", "](", ")", "![", "|", "\n|a|b|\n|-|-|\n|", "&lt;", "&amp;", "&colon;", "javascript:",
    "\"", "'",
    " ", "x", "é", "\u{301}", "\0", "\r", "\t", "- [x] ", "https://a.b", "www.a.bc", "a@b.cd", "\n---\n",
    "\\",
  ]
  private static let html = [
    "<", ">", "</", "<!--", "-->", "<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td>", "</td>",
    "</table>", "<div>",
    "</div>", "<a href=x>", "</a>", "<h1>", "</h1>", "<pre>", "</pre>", "<code class=language-js>", "</code>",
    "<li>",
    "<ul>", "</ul>", "<details>", "<summary>", "</summary>", "<svg>", "</svg>", "<script>", "</script>",
    "<style>",
    "</style>", "<center>", "<img src=a>", "<br>", "<hr>", "<caption>", "<dl>", "<dd>", "<figure>", "<span>",
    "</span>",
    "<i>", "</i>", "<q>", "<input type=checkbox>", "<title>", "<math>", "<textarea>", "<ol start=3>",
    "<td align=center>",
    "<p align=center>", "<a name=x>", "<h2 id=y>", "<template>", "<select>", "</body>", "<form>", "<button>",
    "<option>",
  ]

  /// Makes `count` READMEs, with or without raw HTML.
  static func make(_ count: Int, seed: UInt64, withHTML: Bool) -> [String] {
    var numbers = SeededNumbers(state: seed)
    let pieces = withHTML ? markdown + html : markdown
    return (0..<count).map { _ in
      (0..<Int.random(in: 1...40, using: &numbers)).map { _ in
        pieces[Int.random(in: pieces.indices, using: &numbers)]
      }.joined()
    }
  }
}

@Suite struct PathTests {
  @Test("random READMEs with HTML are safe and stable")
  func random() {
    var options = MarkdownOptions()
    options.idPrefix = ""
    options.limits.nesting = 256
    let again = MarkdownRenderer(options)
    for readme in RandomReadmes.make(1500, seed: 1, withHTML: true) {
      let page = MarkdownRenderer().render(Array(readme.utf8))
      #expect(SafeHTML.faults(of: page.html) == [], "\(readme.debugDescription)")
      #expect(difference(again.sanitize(page.html).html, page.html) == nil, "\(readme.debugDescription)")
    }
  }

  @Test("Markdown gives the same page straight and through the HTML parser", arguments: [1, 2])
  func paths(seed: UInt64) {
    let readmes = RandomReadmes.make(700, seed: seed, withHTML: false)
    for readme in readmes {
      let bytes = Array(readme.utf8)
      let straight = MarkdownRenderer().render(body: bytes[...])
      if straight.containsHTML { continue }
      let parsed = MarkdownRenderer().render(body: bytes[...], htmlBlocks: Set(0..<100))
      #expect(difference(straight.html, parsed.html) == nil, "\(readme.debugDescription)")
      #expect(straight.headings == parsed.headings)
      #expect(straight.links == parsed.links, "\(readme.debugDescription)")
      #expect(straight.plainText == parsed.plainText, "\(readme.debugDescription)")
      #expect(straight.firstParagraph == parsed.firstParagraph, "\(readme.debugDescription)")
    }
  }
}
