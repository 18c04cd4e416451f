import Templates
import Testing

/// A template that is at fault in one place, and what is said about it.
struct FaultyTemplate: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let marked: String
  let message: String

  init(_ marked: String, _ message: String) {
    testDescription = marked
    self.marked = marked
    self.message = message
  }

  static let syntax: [FaultyTemplate] = [
    FaultyTemplate("a\n1️⃣{{name2️⃣\nb", "A tag is never closed"),
    FaultyTemplate("1️⃣{{{name}} b2️⃣", "A tag is never closed"),
    FaultyTemplate("1️⃣{{= | | }} b2️⃣", "A tag is never closed"),
    FaultyTemplate("a 1️⃣{{b 2️⃣{{c}}", "A tag is opened again before `}}` closes it"),
    FaultyTemplate("a 1️⃣{{#b 2️⃣{{c}}", "A tag is opened again before `}}` closes it"),
    FaultyTemplate("{{=<% %>=}}1️⃣<%a 2️⃣<%b%>", "A tag is opened again before `%>` closes it"),
    FaultyTemplate("a\n\n  1️⃣{{ }}2️⃣", "A tag has no name"),
    FaultyTemplate("1️⃣{{#}}2️⃣{{b}}", "A tag has no name"),
    FaultyTemplate("é 1️⃣{{two words}}2️⃣", "`two words` is not a name, since it has a space in it"),
    FaultyTemplate("1️⃣{{=<% %> <%=}}2️⃣", "These are not two delimiters"),
    FaultyTemplate("1️⃣{{==a b=}}2️⃣", "These are not two delimiters"),
    FaultyTemplate("{{1️⃣a..b2️⃣}}", "`a..b` has a dot without a name beside it"),
    FaultyTemplate("{{# 1️⃣a.2️⃣ }}{{/a.}}", "`a.` has a dot without a name beside it"),
    FaultyTemplate("1️⃣{{#a}}2️⃣b\n", "`{{#a}}` is never closed"),
    FaultyTemplate("{{#a}}1️⃣{{^b}}2️⃣b{{/a}}", "`{{^b}}` is never closed"),
    FaultyTemplate("{{<page}}1️⃣{{$b}}2️⃣b{{/page}}", "`{{$b}}` is never closed"),
    FaultyTemplate("a\nb 1️⃣{{/ a }}2️⃣", "`{{/ a }}` closes nothing"),
    FaultyTemplate("{{#a}}{{/a}}\n1️⃣{{/a}}2️⃣", "`{{/a}}` closes nothing"),
    FaultyTemplate("1️⃣{{>*name}}2️⃣", "A template cannot be chosen by a value of the data"),
    FaultyTemplate("1️⃣{{<* name}}2️⃣", "`* name` is not a name, since it has a space in it"),
  ]
}

@Suite("Problems of a template's syntax")
struct SyntaxProblemTests {
  @Test("have their place and message in either mode", arguments: FaultyTemplate.syntax)
  func placed(template: FaultyTemplate) throws {
    let marked = try MarkedTemplate(template.marked)
    for variant in [marked, marked.afterMultibyteText, marked.withCRLF, marked.afterMultibyteText.withCRLF] {
      let library = TemplateLibrary(pages(variant.text), mode: .lenient)
      let problem = try #require(library.problems.first)
      #expect(library.problems.count == 1)
      #expect(problem.template == "page")
      #expect(problem.range == variant.range)
      #expect(problem.line == variant.position.line)
      #expect(problem.column == variant.position.column)
      #expect(problem.message == template.message)
      #expect(!problem.advice.isEmpty)
    }
  }

  @Test("are told on one line, with the place first")
  func description() throws {
    let library = TemplateLibrary(pages("模型\n 👩‍🚀{{#models}}"))
    #expect(
      library.problems.map(\.description) == [
        "page:2:5: `{{#models}}` is never closed. Close it by a tag with `/models`."
      ])
  }

  @Test("count a lone CR as a line's end and a byte order mark as nothing")
  func lineEnds() throws {
    let problem = try #require(TemplateLibrary(pages("\u{FEFF}a\rb\r\n{{/c}}")).problems.first)
    #expect((problem.line, problem.column) == (3, 1))
    let first = try #require(TemplateLibrary(pages("\u{FEFF}{{/c}}")).problems.first)
    #expect((first.line, first.column) == (1, 1))
  }

  @Test("are all found, in the order of the template, and the rest is rendered")
  func recovery() {
    let rendered = render(
      "{{#a}}{{two words}}x{{/b}}y{{/a}}{{/c}}{{>p}}",
      ["p": "z{{ }}"], with: ["a": true], mode: .lenient)
    #expect(rendered.text == "xyz")
    #expect(rendered.problems.map(\.template) == ["page", "page", "page", "p"].sorted())
    #expect(rendered.problems.map(\.range.lowerBound) == [1, 6, 20, 33])
  }

  @Test("are cut off at a hundred, since the rest is noise")
  func most() {
    let library = TemplateLibrary(pages(String(repeating: "{{/a}}\n", count: 5000)))
    #expect(library.problems.count == 100)
  }
}
