import Templates
import Testing

@Suite("Template schemas")
struct TemplateSchemaTests {
  static let site = TemplateSchema(
    "site", "What every page is given.",
    [
      .text("hub", "The hub's name."),
      .list("nav", "The links at the top.", of: [.text("href", "Its URL."), .text("label", "Its text.")]),
    ])

  static let model = TemplateSchema(
    "model page", "The page of one model.",
    [
      .text("title", "The model's name."),
      .html("readme", "The README, made safe."),
      .flag("gated", "Whether an account is needed."),
      .texts("tags", "The tags, sorted."),
      .object("author", "Who added it.", [.text("login", "The account."), .object("place", "Where.", [])]),
      .list(
        "specs", "One for each format.",
        of: [
          .text("format", "The format's name."),
          .list("files", "What to fetch.", of: [.text("name", "The file's name.")]),
        ]),
    ]
  ).over(site)

  private static let faulty: [FaultyTemplate] = [
    FaultyTemplate("a\n{{1️⃣titel2️⃣}}", "`titel` is not in the data of the model page"),
    FaultyTemplate("{{# 1️⃣titel2️⃣ }}{{unknown}}{{/titel}}", "`titel` is not in the data of the model page"),
    FaultyTemplate("{{^1️⃣titel2️⃣}}{{title}}{{/titel}}", "`titel` is not in the data of the model page"),
    FaultyTemplate("{{1️⃣format2️⃣}}", "`format` is not in the data of the model page"),
    FaultyTemplate(
      "{{#specs}}{{format}}{{1️⃣name2️⃣}}{{/specs}}", "`name` is not in the data of the model page"),
    FaultyTemplate("{{author.1️⃣name2️⃣}}", "`author` is an object without `name` in it"),
    FaultyTemplate("{{author.place.1️⃣city2️⃣}}", "`author.place` is an object without `city` in it"),
    FaultyTemplate("{{title.1️⃣short2️⃣.er}}", "`title` is a text without `short` in it"),
    FaultyTemplate("{{specs.1️⃣format2️⃣}}", "`specs` is a list without `format` in it"),
    FaultyTemplate(
      "{{{1️⃣title2️⃣}}}", "`title` is a text, and only finished HTML may be shown unescaped"),
    FaultyTemplate(
      "{{#tags}}{{&1️⃣.2️⃣}}{{/tags}}", "`.` is a text, and only finished HTML may be shown unescaped"),
    FaultyTemplate("{{1️⃣gated2️⃣}}", "`gated` is a flag, which cannot be shown"),
    FaultyTemplate("{{1️⃣tags2️⃣}}", "`tags` is a list, which cannot be shown"),
    FaultyTemplate("{{1️⃣author2️⃣}}", "`author` is an object, which cannot be shown"),
    FaultyTemplate("{{#specs}}{{1️⃣.2️⃣}}{{/specs}}", "`.` is an object, which cannot be shown"),
    FaultyTemplate("{{#gated}}{{1️⃣.2️⃣}}{{/gated}}", "`.` is a flag, which cannot be shown"),
    FaultyTemplate(
      "{{$a}}{{1️⃣titel2️⃣}}{{/a}}", "`titel` is not in the data of the model page"),
    FaultyTemplate(
      "{{<loop}}{{$row}}{{format}}{{1️⃣frmat2️⃣}}{{/row}}{{/loop}}",
      "`frmat` is not in the data of the model page"),
    FaultyTemplate(
      "{{<loop}}{{$row}}{{$row}}{{1️⃣titel2️⃣}}{{/row}}{{/row}}{{/loop}}",
      "`titel` is not in the data of the model page"),
    FaultyTemplate(
      "{{<pass}}{{$row}}{{1️⃣name2️⃣}}{{/row}}{{/pass}}", "`name` is not in the data of the model page"),
  ]

  private static let others = [
    "loop": "{{#specs}}{{$row}}{{format}}{{/row}}{{/specs}}",
    "pass": "{{<loop}}{{$row}}{{$row}}{{title}}{{/row}}{{/row}}{{/loop}}",
  ]

  @Test("find each name that is not there, or not of the kind it is used as", arguments: faulty)
  func names(template: FaultyTemplate) throws {
    let marked = try MarkedTemplate(template.marked)
    for variant in [marked, marked.afterMultibyteText, marked.withCRLF] {
      let library = TemplateLibrary(pages(variant.text, TemplateSchemaTests.others))
      #expect(library.problems == [])
      let problems = library.check(try #require(library["page"]), against: TemplateSchemaTests.model)
      #expect(problems.map(\.message) == [template.message])
      let problem = try #require(problems.first)
      #expect(problem.template == "page")
      #expect(problem.range == variant.range)
      #expect(problem.line == variant.position.line)
      #expect(problem.column == variant.position.column)
    }
  }

  @Test(
    "allow what the data has, from inside any section",
    arguments: [
      "{{title}}{{readme}}{{{readme}}}{{author.login}}{{hub}}",
      "{{#author}}{{login}}{{title}}{{#place}}{{login}}{{/place}}{{/author}}",
      "{{#specs}}{{format}}{{#files}}{{name}}{{format}}{{hub}}{{/files}}{{/specs}}",
      "{{#tags}}{{.}}{{/tags}}{{^tags}}{{title}}{{/tags}}", "{{#readme}}{{{.}}}{{/readme}}",
      "{{#gated}}{{title}}{{/gated}}{{#title}}{{.}}{{/title}}",
      "{{<loop}}{{$row}}{{#files}}{{name}}{{/files}}{{/row}}{{/loop}}", "{{>loop}}{{>pass}}",
      "{{#nav}}<a href=\"{{href}}\">{{label}}</a>{{/nav}}",
    ])
  func valid(page: String) throws {
    let library = TemplateLibrary(pages(page, TemplateSchemaTests.others))
    #expect(library.problems == [])
    #expect(library.check(try #require(library["page"]), against: TemplateSchemaTests.model) == [])
  }

  @Test("find a problem in a partial where it stands, once, however often the partial is used")
  func partials() throws {
    let library = TemplateLibrary(
      pages(
        "{{>row}}{{#specs}}{{>row}}{{#files}}{{>row}}{{/files}}{{/specs}}",
        ["row": "é\n  {{titel}} {{format}}"]))
    let problems = library.check(try #require(library["page"]), against: TemplateSchemaTests.model)
    #expect(
      problems.map(\.description) == [
        "row:2:5: `titel` is not in the data of the model page. Perhaps `title` was meant.",
        "row:2:15: `format` is not in the data of the model page. "
          + "Take one of the names that are documented for the model page.",
      ])
  }

  @Test("end with templates that include themselves, with and without arguments")
  func recursion() throws {
    let tree = "{{title}}{{#specs}}{{>page}}{{#files}}{{>page}}{{/files}}{{/specs}}{{titel}}"
    let blocks = "{{<page}}{{$a}}{{titel}}{{/a}}{{$b}}{{>page}}{{/b}}{{/page}}{{$a}}{{/a}}{{$b}}{{/b}}"
    for page in [tree, blocks] {
      let library = TemplateLibrary(pages(page))
      let problems = library.check(try #require(library["page"]), against: TemplateSchemaTests.model)
      #expect(problems.map(\.message) == ["`titel` is not in the data of the model page"])
    }
  }

  @Test("say so if templates are too entangled to be followed", .timeLimit(.minutes(1)))
  func entangled() throws {
    let names = (0..<12).map { "n\($0)" }
    let schema = TemplateSchema("knot", "A knot.", names.map { .object($0, "One.", []) })
    let page = names.map { "{{#\($0)}}{{>page}}{{/\($0)}}" }.joined()
    let library = TemplateLibrary(pages(page))
    let problems = library.check(try #require(library["page"]), against: schema)
    #expect(problems.map(\.message) == ["This template cannot be checked to its end"])
  }

  @Test("write their documentation")
  func documentation() {
    #expect(
      TemplateSchemaTests.model.markdown(headingLevel: 3) == """
        ### model page

        The page of one model.

        - `title`, a text: The model's name.
        - `readme`, finished HTML: The README, made safe.
        - `gated`, a flag: Whether an account is needed.
        - `tags`, a list, each item a text: The tags, sorted.
        - `author`, an object: Who added it.
          - `login`, a text: The account.
          - `place`, an object: Where.
        - `specs`, a list: One for each format.
          - `format`, a text: The format's name.
          - `files`, a list: What to fetch.
            - `name`, a text: The file's name.
        - `hub`, a text: The hub's name.
        - `nav`, a list: The links at the top.
          - `href`, a text: Its URL.
          - `label`, a text: Its text.

        """)
  }

  @Test("tell where data is not as documented")
  func mismatches() {
    var data: TemplateData = [
      "title": "t", "readme": .nothing, "gated": true, "tags": ["a"], "hub": "h", "nav": [],
      "author": ["login": "l", "place": [:]],
      "specs": [["format": "f", "files": [["name": "n"]]]],
    ]
    #expect(TemplateSchemaTests.model.mismatches(in: data) == [])
    data["readme"] = "text"
    data["author"] = ["login": true, "extra": "x", "more": "y", "place": [:]]
    data["specs"] = [["format": "f", "files": [["nam": "n"]]], "g"]
    data["other"] = "o"
    #expect(
      TemplateSchemaTests.model.mismatches(in: data) == [
        "`readme` is declared as finished HTML, and is a text",
        "`author.login` is declared as a text, and is a flag",
        "Not declared: 2 of the names in `author`",
        "`specs[].files[].name` is declared, and not in the data",
        "Not declared: 1 of the names in `specs[].files[]`",
        "`specs[]` is declared as an object, and is a text",
        "Not declared: 1 of the names in `model page`",
      ])
    let twice = TemplateSchema("x", "X.", [.text("a", "A."), .flag("a", "B.")])
    #expect(
      twice.mismatches(in: ["a": "x"]) == [
        "`a` has the key of another name, or is declared twice", "`a` is declared as a flag, and is a text",
      ])
  }

  @Test("a page's own name hides the shared one below it")
  func hiding() {
    let schema = TemplateSchema("page", "A page.", [.flag("hub", "Whether.")]).over(TemplateSchemaTests.site)
    #expect(schema.names.map(\.name) == ["hub", "nav"])
    #expect(schema.names.first?.kind == .flag)
  }
}
