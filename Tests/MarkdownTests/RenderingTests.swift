import Testing

@testable import Markdown

/// A page, rendered with the changes that a test makes to the options.
func render(_ source: String, _ configure: (inout MarkdownOptions) -> Void = { _ in }) -> RenderedMarkdown {
  var options = MarkdownOptions()
  options.headingAnchors = false
  configure(&options)
  return MarkdownRenderer(options).render(Array(source.utf8))
}

extension RenderedMarkdown {
  var text: String { String(decoding: html, as: UTF8.self) }
}

@Suite struct HeadingTests {
  @Test("headings get GitHub's slugs, prefixed and each once")
  func slugs() {
    let page = render("# Über *uns* & `x_y`!\n\n## A\n\n## a\n\n## a-1\n\n### 中文 标题\n\n# 🚀\n\n# 🚀")
    #expect(
      page.headings.map(\.id) == [
        "readme-über-uns--x_y", "readme-a", "readme-a-1", "readme-a-1-1", "readme-中文-标题", "readme-section",
        "readme-section-1",
      ])
    #expect(page.headings.map(\.level) == [1, 2, 2, 2, 3, 1, 1])
    #expect(page.headings[0].text == "Über uns & x_y!")
    #expect(page.title == "Über uns & x_y!")
  }

  @Test("an id never begins otherwise than with the prefix, whatever the author chose")
  func prefix() {
    let page = render("<h2 id=location>x</h2>\n\n<p id='a b'>y</p> <p id=c>z</p> <a name=cookie></a>") {
      $0.idPrefix = "doc-"
    }
    #expect(page.text.contains("<h2 id=\"doc-location\">x</h2>"))
    #expect(page.text.contains("<p>y</p>"))
    #expect(page.text.contains("<p id=\"doc-c\">z</p>"))
    #expect(page.text.contains("<span id=\"doc-cookie\"></span>"))
  }

  @Test("a shift moves the tags and leaves the levels")
  func shift() {
    let page = render("# a\n\n###### b\n\n<h2>c</h2>") { $0.headingShift = 1 }
    #expect(page.headings.map(\.level) == [1, 6, 2])
    #expect(page.text.contains("<h2 id=\"readme-a\">a</h2>"))
    #expect(page.text.contains("<h6 id=\"readme-b\">b</h6>"))
    #expect(page.text.contains("<h3 id=\"readme-c\">c</h3>"))
  }

  @Test("a heading ends with a link to itself, named for those who do not see it")
  func anchor() {
    let page = render("# a") {
      $0.headingAnchors = true
      $0.labels.headingAnchor = "本节链接"
    }
    let anchor = "<a class=\"heading-anchor\" href=\"#readme-a\" aria-label=\"本节链接\">#</a>"
    #expect(page.text == "<h1 id=\"readme-a\">a\(anchor)</h1>\n")
  }

  @Test("a heading in HTML is one, with its place and its id")
  func html() {
    let page = render("<h1 align=\"center\">The <b>Model</b></h1>\n\n<h2 id=\"top\">x</h2>\n\n[up](#top)")
    #expect(page.headings.map(\.id) == ["readme-the-model", "readme-top"])
    #expect(page.title == "The Model")
    #expect(page.text.contains("<h1 id=\"readme-the-model\" class=\"align-center\">The <b>Model</b></h1>"))
    #expect(page.text.contains("<a href=\"#readme-top\">up</a>"))
  }

  @Test("a heading without content is left out, one with only an image has its name")
  func empty() {
    let page = render("#\n\n## ![Logo](x.png)\n\n<h3> </h3>")
    #expect(page.headings.map(\.text) == ["Logo"])
    #expect(page.headings.map(\.id) == ["readme-logo"])
    #expect(page.text.hasPrefix("<h2 id=\"readme-logo\"><img"))
    #expect(!page.text.contains("<h3"))
  }
}

@Suite struct LinkTests {
  @Test("fragments lead to the prefixed ids; the bare # stays the top")
  func fragments() {
    #expect(render("[a](#b) [c](#)").text == "<p><a href=\"#readme-b\">a</a> <a href=\"#\">c</a></p>\n")
  }

  @Test("links to other hosts say so, links in the site do not")
  func external() {
    let page = render("[a](https://x.example/?a=1&b=2) [b](../c \"t\") <d@e.example> [f](//g.example)")
    let rel = "rel=\"nofollow noopener ugc\""
    #expect(
      page.text == """
        <p><a href="https://x.example/?a=1&amp;b=2" \(rel)>a</a> <a href="../c" title="t">b</a> \
        <a href="mailto:d@e.example">d@e.example</a> <a href="//g.example" \(rel)>f</a></p>

        """)
  }

  @Test("relative destinations go through the caller, whose answer is held to the same rules")
  func resolve() {
    let page = render("![a](x/y.png) [b](z.md#s) [c](no) [d](evil) ![e](cdn) <img src='x/q.png'>") {
      $0.links = LinkPolicy { reference in
        switch reference.destination {
        case "no": nil
        case "evil": "javascript:alert(1)"
        case "cdn": "https://cdn.example/e.png"
        default: "/site/\(reference.isImage ? "i" : "l")/\(reference.destination)"
        }
      }
    }
    let rel = "rel=\"nofollow noopener ugc\""
    #expect(
      page.text == """
        <p><img src="/site/i/x/y.png" alt="a" loading="lazy"> <a href="/site/l/z.md#s">b</a> c d \
        <a href="https://cdn.example/e.png" \(rel) class="external-image">e</a> \
        <img src="/site/i/x/q.png" alt="" loading="lazy"></p>

        """)
    #expect(page.links.map(\.isKept) == [true, true, false, false, true, true])
  }

  @Test("offsets point at the destinations in the source, front matter and quotes included")
  func offsets() {
    let source = """
      ---
      a: b
      ---
      # é [one](first) ![two](<second>)

      > > [three][r] and <https://third.example>
      > > <img alt=x src="fourth">

      <p>
      <a
        href='fifth'>x</a></p>

      [r]: sixth 'title'
      """
    let page = render(source)
    let bytes = Array(source.utf8)
    #expect(page.links.count == 6)
    for link in page.links {
      let text = link.offset.map {
        String(decoding: bytes[$0...].prefix(link.destination.utf8.count), as: UTF8.self)
      }
      #expect(text == link.destination)
    }
  }

  @Test("an offset that is not known is nil, not wrong")
  func unknownOffsets() {
    #expect(render("[a](b\\*c) [d](e&amp;f) www.g.example").links.map(\.offset) == [nil, nil, nil])
    #expect(MarkdownRenderer().render(Array("[a](b) ".utf8) + [0xFF]).links.map(\.offset) == [nil])
  }

  @Test("an image from elsewhere is a link, or kept when asked and secure")
  func images() {
    let source =
      "![a](https://x.example/a.png) ![b](http://x.example/b.png) [![c](https://x.example/c.png)](d)"
    let links = render(source)
    #expect(!links.text.contains("<img"))
    #expect(links.text.contains("class=\"external-image\">a</a>"))
    #expect(links.text.contains("<a href=\"d\">c</a>"))
    let kept = render(source) { $0.links.externalImages = .kept }
    let image =
      "<img src=\"https://x.example/a.png\" alt=\"a\" loading=\"lazy\" referrerpolicy=\"no-referrer\">"
    #expect(kept.text.contains(image))
    #expect(kept.text.contains("class=\"external-image\">b</a>"))
  }

  @Test("no evil address becomes a destination, in Markdown or HTML", arguments: HostileReadme.evilAddresses)
  func evil(address: String) {
    for source in ["[a](<\(address)>)", "<a href=\"\(address)\">a</a>", "![a](<\(address)>)"] {
      for node in TestNode.parse(render(source).html).flatMap(\.all) {
        let destination = node.attribute("href") ?? node.attribute("src") ?? ""
        let isPercentEncoded = destination.contains("%") || destination.isEmpty
        #expect(isPercentEncoded || !destination.lowercased().contains("script:"), "\(destination)")
        #expect(destination.firstRange(of: /^(data|blob|file|about|ws|jar|feed|vbscript):/) == nil)
      }
    }
  }
}
