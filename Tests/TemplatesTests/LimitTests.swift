import Templates
import Testing

@Suite("Hostile templates", .timeLimit(.minutes(1)))
struct LimitTests {
  @Test(
    "recursion without an end is cut off with one problem",
    arguments: [
      ["page": "a{{>page}}"], ["page": "a{{>b}}", "b": "{{#.}}{{>page}}{{/.}}"],
      ["page": "a{{<page}}{{/page}}"],
      ["page": "{{$a}}{{/a}}{{<page}}{{$a}}a{{>page}}{{/a}}{{/page}}"], ["page": "a\n  {{>page}}\n{{>page}}"],
    ])
  func recursion(templates: [String: String]) throws {
    let library = TemplateLibrary(templates.mapValues { Array($0.utf8) })
    #expect(library.problems == [])
    var output: [UInt8] = []
    let problems = library.render(try #require(library["page"]), with: [["x": "y"]], into: &output)
    #expect(problems.map(\.message) == ["Templates and sections run more than 128 deep inside each other"])
    #expect(output.contains(UInt8(ascii: "a")))
  }

  @Test("the deepest recursion allowed fits a thread's stack, and so does the check of it")
  func deepest() throws {
    var limits = TemplateLimits()
    limits.depth = 1_000_000
    let page = String(repeating: "{{#a}}", count: 60) + "{{>page}}" + String(repeating: "{{/a}}", count: 60)
    let library = TemplateLibrary(pages(page), limits: limits)
    var output: [UInt8] = []
    let problems = library.render(try #require(library["page"]), with: [["a": true]], into: &output)
    #expect(problems.map(\.message) == ["Templates and sections run more than 256 deep inside each other"])
    let links = Dictionary(uniqueKeysWithValues: (0..<1000).map { ("t\($0)", Array("{{>t\($0 + 1)}}".utf8)) })
    let chain = TemplateLibrary(links, mode: .lenient, limits: limits)
    let schema = TemplateSchema("none", "None.", [])
    #expect(
      chain.check(try #require(chain["t0"]), against: schema).map(\.message)
        == ["This template cannot be checked to its end"])
  }

  @Test("a page that doubles with every include ends at its limit, with what came before it")
  func bytes() throws {
    var sources = ["t0": Array("0123456789".utf8)]
    for level in 1...60 { sources["t\(level)"] = Array("{{>t\(level - 1)}}{{>t\(level - 1)}}".utf8) }
    var limits = TemplateLimits()
    limits.bytes = 100_000
    let library = TemplateLibrary(sources, limits: limits)
    var output = Array("before".utf8)
    let problems = library.render(try #require(library["t60"]), with: [], into: &output)
    #expect(problems.map(\.message) == ["The page has more than 100000 bytes"])
    #expect((100_000...100_020).contains(output.count - 6))
    #expect(output.starts(with: "before0123456789".utf8))
  }

  @Test("indentation that grows with every include and line ends at the limit too")
  func indentation() throws {
    var limits = TemplateLimits()
    limits.bytes = 1_000_000
    let blanks = String(repeating: " ", count: 100_000)
    let lines = String(repeating: "a\n{{x}}\n", count: 1000)
    let rendered = render("\(blanks){{>p}}", ["p": lines], with: ["x": "1"], limits: limits)
    #expect(rendered.problems.map(\.message) == ["The page has more than 1000000 bytes"])
    #expect(rendered.text.utf8.count < 1_200_000)
  }

  @Test("loops that show nothing end by the number of steps")
  func steps() {
    let ten = TemplateValue.list(Array(repeating: true, count: 10))
    let page = String(repeating: "{{#a}}", count: 30) + String(repeating: "{{/a}}", count: 30)
    var limits = TemplateLimits()
    limits.steps = 1_000_000
    let rendered = render(page, with: ["a": ten], limits: limits)
    #expect(rendered.text.isEmpty)
    #expect(rendered.problems.map(\.message) == ["The page takes more than 1000000 steps"])
  }

  @Test("a name costs a step for each item it is looked up in")
  func lookUps() {
    let values = String(repeating: "{{x}}", count: 1000)
    let page =
      String(repeating: "{{#a}}", count: 60) + values + "{{#a}}{{/a}}"
      + String(repeating: "{{/a}}", count: 60)
    var limits = TemplateLimits()
    limits.steps = 120_000
    #expect(render(page, with: ["a": true, "x": "1"], limits: limits).problems.count == 1)
    limits.steps = 140_000
    #expect(render(page, with: ["a": true, "x": "1"], limits: limits).problems.isEmpty)
  }

  @Test("limits of any number are taken")
  func numbers() {
    var limits = TemplateLimits()
    (limits.depth, limits.bytes, limits.steps) = (.max, .max, .max)
    #expect(render("a{{#b}}c{{/b}}", with: ["b": true], limits: limits) == Rendered(text: "ac"))
    (limits.depth, limits.bytes, limits.steps) = (.min, .min, .min)
    #expect(render("a{{#b}}c{{/b}}", with: ["b": true], limits: limits).problems.count == 1)
  }

  @Test("tags deeper inside each other than anyone writes are a problem", arguments: ["#", "^", "<", "$"])
  func nesting(mark: String) {
    let page = String(repeating: "{{\(mark)a}}", count: 100_000)
    let problems = TemplateLibrary(pages(page)).problems
    #expect(problems.contains { $0.message == "More than 63 tags stand inside each other" })
  }

  @Test(
    "large templates take time in proportion to their size",
    arguments: [
      "{{", "{{{", "}}", "{{a", "{{ {{", "{{#a}}{{/b}}", "{{/a}}", "{{=| |=}}|a|={{ }}=|", "{{! ", " {{a}}",
      "{{<p}}{{$a}}x", "{{$a}}{{/a}}", "{{<p}}{{$a}}x{{/a}}{{/p}}", "\n {{#a}}\n{{/a}}", "{{a.b.c.d}}", "a.",
      "<", "<a b=", "{{", "é{{=<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<< > =}}", "\t", "\r", "{{>p}} ",
    ])
  func size(piece: String) {
    let page = String(repeating: piece, count: 120_000 / piece.utf8.count)
    for page in [page, "{{<p}}" + page, "{{" + page, "{{<p}}{{$b}}\n" + page + "{{/b}}{{/p}}"] {
      let rendered = render(page, ["p": "{{$a}}{{/a}}{{$b}}{{/b}}"], with: ["a": true])
      #expect(rendered.text.utf8.count < 4_000_000)
      #expect(rendered.problems.count <= 400)
    }
  }
}
