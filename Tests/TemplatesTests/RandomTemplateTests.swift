import Templates
import Testing

/// A generator with a seed, so that a failure can be met again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

@Suite("Random templates", .timeLimit(.minutes(2)))
struct RandomTemplateTests {
  private static let pieces = [
    "{{", "}}", "{{{", "}}}", "{{a}}", "{{&h}}", "{{{h}}}", "{{#a}}", "{{#l}}", "{{^a}}", "{{/a}}", "{{/l}}",
    "{{>p}}", "{{>q}}", "{{<p}}", "{{/p}}", "{{<q}}", "{{/q}}", "{{$b}}", "{{/b}}", "{{$c}}", "{{/c}}",
    "{{.}}",
    "{{o.x}}", "{{#o}}", "{{/o}}", "{{x}}", "{{! c }}", "{{=<% %>=}}", "<%={{ }}=%>", "<%a%>", "\n", "\r\n",
    "\r", "  ", "\t", "<a b=\"", "\">", "é", "👩‍🚀", "text", "{", "}", "=", ".", "\u{FEFF}",
  ]

  private static let data: TemplateData = [
    "a": true, "h": .html(Array("<h>\n".utf8)), "l": ["1\n", "2", .nothing, ["x": "<"]], "o": ["x": "&"],
    "x": "'",
  ]

  private static func template(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0..<40, using: &random) {
      bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
    }
    if Int.random(in: 0..<8, using: &random) == 0, !bytes.isEmpty {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
    }
    return bytes
  }

  @Test("never crash, keep to their limits, and give the same twice", arguments: 0..<20)
  func survive(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    var limits = TemplateLimits()
    (limits.depth, limits.bytes, limits.steps) = (24, 20_000, 20_000)
    let schema = TemplateSchema(
      "random", "Random.",
      [
        .flag("a", "A."), .html("h", "H."), .list("l", "L.", of: [.text("x", "X.")]),
        .object("o", "O.", [.text("x", "X.")]), .text("x", "X."),
      ])
    for _ in 0..<50 {
      let sources = ["page", "p", "q"].reduce(into: [:]) { $0[$1] = RandomTemplateTests.template(&random) }
      for mode in [TemplateMode.strict, .lenient] {
        let library = TemplateLibrary(sources, mode: mode, limits: limits)
        let page = try #require(library["page"])
        var output: [UInt8] = []
        let problems = library.render(page, with: [RandomTemplateTests.data], into: &output)
        let checked = library.check(page, against: schema)
        try expectPlaces(library.problems + problems + checked, sources)
        #expect(output.count < 21_000)
        var again: [UInt8] = []
        #expect(library.render(page, with: [RandomTemplateTests.data], into: &again) == problems)
        #expect(again == output)
        #expect(TemplateLibrary(sources, mode: mode, limits: limits).problems == library.problems)
      }
    }
  }

  private func expectPlaces(_ problems: [TemplateProblem], _ sources: [String: [UInt8]]) throws {
    for problem in problems {
      let source = try #require(sources[problem.template])
      #expect((0...source.count).contains(problem.range.upperBound))
      #expect(problem.line >= 1 && problem.column >= 1)
      #expect(problem.line <= 1 + source.count { $0 == 10 || $0 == 13 })
    }
  }

  @Test("that pass every check against a schema render without a problem", arguments: 100..<110)
  func sound(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    let tags = [
      "{{x}}", "{{o.x}}", "{{{h}}}", "{{#a}}", "{{/a}}", "{{^a}}", "{{#o}}", "{{/o}}", "{{>p}}", "\n",
    ]
    let schema = TemplateSchema(
      "page", "A page.",
      [.flag("a", "A."), .html("h", "H."), .object("o", "O.", [.text("x", "X.")]), .text("x", "X.")])
    let data: TemplateData = ["a": true, "h": .html([60]), "o": ["x": "<"], "x": "&"]
    #expect(schema.mismatches(in: data) == [])
    var sound = 0
    for _ in 0..<2000 {
      let texts = (0..<4).map { _ in tags.randomElement(using: &random) ?? "" }
      let library = TemplateLibrary(pages(texts.joined(), ["p": "{{x}}{{q}}"]))
      let page = try #require(library["page"])
      guard library.problems.isEmpty, library.check(page, against: schema).isEmpty else { continue }
      sound += 1
      var output: [UInt8] = []
      #expect(library.render(page, with: [data], into: &output) == [], "\(texts)")
    }
    #expect(sound > 100)
  }

  @Test("without a tag are rendered as they are", arguments: 200..<205)
  func plain(seed: UInt64) {
    var random = SeededGenerator(state: seed)
    for _ in 0..<100 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
        UInt8.random(in: 0...122, using: &random)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(render(text) == Rendered(text: text))
    }
  }
}
