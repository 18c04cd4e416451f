import Templates
import Testing

@Suite("Parents and blocks")
struct InheritanceTests {
  @Test("an argument's own includes see the arguments of where it was written, not of where it is shown")
  func scope() {
    let others = [
      "layout": "<{{$title}}Site{{/title}}>{{$main}}{{/main}}", "card": "[{{$title}}Card{{/title}}]",
    ]
    let page = """
      {{<layout}}{{$title}}Page{{/title}}{{$main}}{{<card}}{{$title}}One{{/title}}{{/card}}{{>card}}{{/main}}{{/layout}}
      """
    #expect(render(page, others) == Rendered(text: "<Page>[One][Card]"))
  }

  @Test("a block in its own argument is its default, and no circle")
  func itself() {
    let page = "{{<p}}{{$a}}x{{$a}}y{{/a}}{{/a}}{{/p}}"
    #expect(render(page, ["p": "({{$a}}{{/a}})"]) == Rendered(text: "(xy)"))
  }

  @Test("an argument reaches through every include below its parent, and the outermost wins")
  func reach() {
    let others = [
      "parent": "{{$a}}1{{/a}}{{>part}}{{<older}}{{$a}}2{{/a}}{{$b}}3{{/b}}{{/older}}",
      "part": "{{$a}}4{{/a}}", "older": "{{$a}}5{{/a}}{{$b}}6{{/b}}",
    ]
    #expect(render("{{>parent}}|{{<parent}}{{$a}}A{{/a}}{{/parent}}", others).text == "1423|AAA3")
  }

  @Test("a template can include itself with other arguments")
  func recursion() {
    let others = [
      "p": "{{$a}}a{{/a}} {{$b}}{{<q}}{{/q}}{{/b}}", "q": "{{$a}}q{{/a}} {{<p}}{{$b}}end{{/b}}{{/p}}",
    ]
    let rendered = render("{{<p}}{{$a}}x{{/a}}{{/p}}", others)
    #expect(rendered == Rendered(text: "x x x end"))
  }

  @Test("a line that starts with a block gives its indentation to every line of the argument")
  func indentation() {
    let page = "{{<p}}\n{{$b}}\n    <ul>\n      <li>\n\n    </ul>\n{{/b}}\n{{/p}}\nend\n"
    #expect(
      render(page, ["p": "<div>\n  {{$b}}\n  {{/b}}\n</div>\n"]).text == """
        <div>
          <ul>
            <li>
          
          </ul>
        </div>
        end

        """)
    #expect(render(page, ["p": "<div>\n  {{$b}}{{/b}}</div>\n"]).text.hasPrefix("<div>\n  <ul>\n    <li>\n"))
    #expect(render(page, ["p": "<div>{{$b}}{{/b}}</div>"]).text == "<div><ul>\n  <li>\n\n</ul>\n</div>end\n")
  }

  @Test("an argument within a line takes the place of a block with lines of its own, and its indentation")
  func inline() {
    let page = "{{<p}}{{$b}}x{{/b}}{{$c}}{{/c}}{{/p}}"
    let parent = "<p>\n  {{$b}}\n  {{/b}}</p>\n{{$b}}\n      y\n{{/b}}\n{{$c}}\n  z\n{{/c}}\n"
    #expect(render(page, ["p": parent]) == Rendered(text: "<p>\n  x</p>\n      x"))
  }

  @Test("a first line that is indented more than the others stays so")
  func hangingIndentation() {
    let page = "{{<p}}\n{{$b}}\n\t    one\n\t  two\n\n\t   three\n{{/b}}\n{{/p}}"
    #expect(render(page, ["p": ".{{$b}}{{/b}}"]) == Rendered(text: ".  one\ntwo\n\n three\n"))
  }

  @Test("the blanks before an argument's closing tag are no part of it")
  func closingTag() {
    let page = "{{<p}}{{$b}}\none\n  {{/b}}{{/p}}"
    #expect(render(page, ["p": "[{{$b}}{{/b}}]"]) == Rendered(text: "[one\n]"))
  }

  @Test("indentation adds up through standalone includes, and ends at an include behind text")
  func nestedIndentation() {
    let others = [
      "outer": "a\n  {{>inner}}\nb {{>inner}}\n", "inner": "{{x}}\n{{#f}}\n{{x}}{{x}}\n{{/f}}\n",
    ]
    let rendered = render("  {{>outer}}\n", others, with: ["x": "1\n2", "f": true])
    #expect(rendered.text == "  a\n    1\n2\n    1\n21\n2\n  b 1\n2\n1\n21\n2\n\n")
  }

  @Test("values are never indented, and neither is the end of a template")
  func values() {
    let rendered = render(
      "<p>\n  {{>p}}\n</p>\n", ["p": "{{{h}}}\n{{#f}}a{{/f}}\n"],
      with: ["h": .html(Array("1\n2".utf8)), "f": true])
    #expect(rendered == Rendered(text: "<p>\n  1\n2\n  a\n</p>\n"))
  }

  @Test("CR LF stays what it is, also in indented lines")
  func lineEnds() {
    let page = "{{<p}}\r\n{{$b}}\r\n  one\r\n\r\n  two\r\n{{/b}}\r\n{{/p}}\r\n"
    #expect(render(page, ["p": "\t{{$b}}\r\n\t{{/b}}\r\n.\r\n"]).text == "\tone\r\n\t\r\n\ttwo\r\n.\r\n")
  }
}
