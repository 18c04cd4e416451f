import Templates
import Testing

@Suite("Escaping")
struct EscapingTests {
  @Test("a quote with a combining mark behind it is still a quote")
  func combiningMark() {
    let rendered = render(
      "<p title=\"{{v}}\">", with: ["v": "x\"\u{301} onmouseover='\u{327}a()"])
    #expect(rendered == Rendered(text: "<p title=\"x&quot;\u{301} onmouseover=&#39;\u{327}a()\">"))
  }

  @Test("every byte but five comes out as it is, valid UTF-8 or not")
  func bytes() throws {
    let references: [UInt8: String] = [
      UInt8(ascii: "&"): "&amp;", UInt8(ascii: "<"): "&lt;", UInt8(ascii: ">"): "&gt;",
      UInt8(ascii: "\""): "&quot;", UInt8(ascii: "'"): "&#39;",
    ]
    let library = TemplateLibrary(pages("{{v}}"))
    let template = try #require(library["page"])
    for byte in UInt8.min...UInt8.max {
      var output: [UInt8] = []
      let data: TemplateData = ["v": .bytes([65, byte, byte, 66])]
      #expect(library.render(template, with: [data], into: &output) == [])
      let expected = references[byte].map { Array($0.utf8) } ?? [byte]
      #expect(output == [65] + expected + expected + [66])
    }
  }

  @Test("finished HTML is shown as it is by three braces or `&`, and as source by two")
  func html() {
    let data: TemplateData = ["h": .html(Array("<b>&amp;</b>".utf8))]
    #expect(
      render("{{{h}}}|{{&h}}|{{h}}", with: data)
        == Rendered(text: "<b>&amp;</b>|<b>&amp;</b>|&lt;b&gt;&amp;amp;&lt;/b&gt;"))
  }

  private static let unsafePlaces: [FaultyTemplate] = {
    let tag = "A value stands in a tag without quotes around it, which it can break out of"
    let script = "A value stands in a script or a style sheet, where escaping does not protect"
    let attribute = "Unescaped HTML stands in an attribute, which it can break out of"
    return [
      FaultyTemplate("<a href=1️⃣{{a}}2️⃣>", tag),
      FaultyTemplate("<a href= 1️⃣{{a}}2️⃣>", tag),
      FaultyTemplate("<a href=/x/1️⃣{{a}}2️⃣>", tag),
      FaultyTemplate("<a href=\"{{a}}\" 1️⃣{{a}}2️⃣>", tag),
      FaultyTemplate("<a title=\"<b>\"1️⃣{{{h}}}2️⃣>", tag),
      FaultyTemplate("<1️⃣{{a}}2️⃣>", tag),
      FaultyTemplate("<h1️⃣{{a}}2️⃣>", tag),
      FaultyTemplate("<p title='1️⃣{{&h}}2️⃣'>", attribute),
      FaultyTemplate("<p title=\"a {{a}}1️⃣{{{h}}}2️⃣\">", attribute),
      FaultyTemplate("<script>let a = '1️⃣{{a}}2️⃣'</script>", script),
      FaultyTemplate("<STYLE type=\"a\">p { width: 1️⃣{{a}}2️⃣ }</style>{{a}}", script),
    ]
  }()

  @Test("a place where escaping would not protect is a problem in strict mode", arguments: unsafePlaces)
  func places(template: FaultyTemplate) throws {
    let marked = try MarkedTemplate(template.marked)
    for variant in [marked, marked.afterMultibyteText] {
      let problems = TemplateLibrary(pages(variant.text)).problems
      #expect(problems.map(\.message) == [template.message])
      #expect(problems.first?.range == variant.range)
      #expect(TemplateLibrary(pages(variant.text), mode: .lenient).problems == [])
    }
  }

  @Test(
    "a place where it does is none",
    arguments: [
      "<p>{{a}}</p>", "<a href=\"{{a}}\">", "<a href='{{a}}' title = \"x>{{a}}\">{{{h}}}", "a < {{a}}",
      "a <3 {{a}}", "<!-- it's <a href= -->{{a}}", "<br/>{{a}}", "</p>{{{h}}}", "<p a=b>{{a}}",
      "<script src=\"{{a}}\"></script>{{a}}", "<script>if (a<b) c = \"'\"</SCRIPT >{{a}}",
      "<script type=\"application/json\">{{{h}}}</script>", "<scripts>{{a}}", "a=\"{{{h}}}\"",
      "<a {{#f}}class=\"{{a}}\"{{/f}}>{{a}}", "<p title={{<page}}{{$b}}{{a}}{{/b}}{{/page}}>{{$b}}{{/b}}",
    ])
  func safePlaces(template: String) {
    #expect(TemplateLibrary(pages(template)).problems == [])
  }
}
