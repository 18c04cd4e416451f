import Templates
import Testing

@Suite("Strict mode")
struct StrictModeTests {
  private static let templates: [FaultyTemplate] = [
    FaultyTemplate("{{>1️⃣crad2️⃣}}", "There is no template `crad`"),
    FaultyTemplate("a\n  {{< 1️⃣crad2️⃣ }}{{/crad}}\n", "There is no template `crad`"),
    FaultyTemplate(
      "{{<card}}{{$1️⃣tilte2️⃣}}x{{/tilte}}{{/card}}", "The template `card` has no block `tilte`"),
    FaultyTemplate(
      "{{<card}}{{$title}}x{{/title}}{{$1️⃣title2️⃣}}y{{/title}}{{/card}}", "The block `title` is given twice"),
    FaultyTemplate(
      "{{<card}}\n1️⃣lost2️⃣{{$title}}x{{/title}}\n{{/card}}",
      "This is never shown, since a parent tag takes nothing but blocks"),
    FaultyTemplate(
      "{{<card}}1️⃣{{#a}}{{$title}}x{{/title}}{{/a}}2️⃣{{/card}}",
      "This is never shown, since a parent tag takes nothing but blocks"),
  ]

  @Test("finds what leads nowhere when templates are compiled", arguments: templates)
  func references(template: FaultyTemplate) throws {
    let card = ["card": "<b>{{$title}}Card{{/title}}</b>"]
    let marked = try MarkedTemplate(template.marked)
    for variant in [marked, marked.afterMultibyteText] {
      let problems = TemplateLibrary(pages(variant.text, card)).problems
      #expect(problems.map(\.message) == [template.message])
      #expect(problems.first?.range == variant.range)
      #expect(problems.first?.line == variant.position.line)
      #expect(problems.first?.column == variant.position.column)
      #expect(TemplateLibrary(pages(variant.text, card), mode: .lenient).problems == [])
    }
  }

  @Test("knows what a name was meant to be")
  func spelling() {
    let others = ["card": "{{$title}}{{/title}}", "cord": ""]
    let page = "{{>crad}}{{>nothing-alike}}{{<card}}{{$titel}}{{/titel}}{{$q}}{{/q}}{{/card}}"
    #expect(
      TemplateLibrary(pages(page, others)).problems.map(\.advice) == [
        "Perhaps `card` was meant", "Add it, or remove the tag", "Perhaps `title` was meant",
        "Remove it, since it is never shown",
      ])
  }

  @Test("takes a block from whatever the parent includes, at any depth and in any circle")
  func indirectBlocks() {
    let others = [
      "parent": "{{<older}}{{$body}}{{>part}}{{/body}}{{/older}}", "older": "{{$body}}{{/body}}{{>parent}}",
      "part": "{{#a}}{{$deep}}{{/deep}}{{/a}}",
    ]
    #expect(TemplateLibrary(pages("{{<parent}}{{$deep}}x{{/deep}}{{/parent}}", others)).problems == [])
  }

  @Test("reports a name that the data does not have, each place once, and renders on")
  func unknownNames() {
    let rendered = render(
      "{{#rows}}{{titel}}{{x}};{{/rows}}\n{{#gone}}a{{/gone}}{{^gone}}b{{/gone}}{{author.nam}}",
      with: ["rows": [["x": "1"], ["x": "2"]], "author": ["name": "Ada"]])
    #expect(rendered.text == "1;2;\nb")
    #expect(
      rendered.problems.map { "\($0.line):\($0.column) \($0.message)" } == [
        "1:12 `titel` is not in the data of this page",
        "2:4 `gone` is not in the data of this page",
        "2:23 `gone` is not in the data of this page",
        "2:48 `nam` is not in the data of this page",
      ])
  }

  @Test("takes what is known to be absent for nothing, and all names in it too")
  func nothing() {
    let rendered = render(
      "[{{licence}}{{#licence}}x{{/licence}}{{licence.name.short}}]", with: ["licence": .text(ifAny: nil)])
    #expect(rendered == Rendered(text: "[]"))
  }

  @Test("shows text escaped even where a template asks for it unescaped, and says so")
  func rawText() throws {
    let rendered = render("{{{a}}} {{&a}}", with: ["a": "<b>"])
    #expect(rendered.text == "&lt;b&gt; &lt;b&gt;")
    #expect(rendered.problems.map(\.range) == [3..<4, 11..<12])
    #expect(rendered.problems.first?.message == "`a` is text, which is always escaped")
  }

  @Test("shows neither flags nor lists nor objects", arguments: ["flag", "list", "object", "."])
  func noText(name: String) {
    let rendered = render(
      "{{\(name)}}", with: ["flag": true, "list": .texts(["a"]), "object": ["a": "b"]])
    #expect(rendered.text.isEmpty)
    #expect(rendered.problems.map(\.message) == ["`\(name)` has no text to show"])
  }

  @Test("lenient mode, as the specification has it, says nothing about any of this")
  func lenient() {
    let page = "{{a}}{{{b}}}{{>c}}{{<d}}lost{{/d}}{{f}}{{#f}}{{x.y}}{{/f}}<p {{b}}>"
    let rendered = render(page, with: ["b": "<b>", "f": true], mode: .lenient)
    #expect(rendered == Rendered(text: "<b>true<p &lt;b&gt;>"))
  }
}
