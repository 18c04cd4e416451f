/// The templates of a library in the order of their names, parsed.
struct ParsedTemplates: Sendable {
  struct Template: Sendable {
    let source: TemplateSource
    let nodes: [Node]
  }

  private let templates: [Template]
  private let numbers: [String: Int]
  /// What is wrong with each template by itself.
  let problems: [TemplateProblem]

  init(_ sources: [String: [UInt8]], isStrict: Bool) {
    var templates: [Template] = []
    var problems: [TemplateProblem] = []
    for (name, bytes) in sources.sorted(by: { $0.key < $1.key }) {
      let source = TemplateSource(name: name, bytes: bytes)
      let parsed = Parser.parse(source, isStrict: isStrict)
      templates.append(Template(source: source, nodes: parsed.nodes))
      problems += parsed.problems
    }
    self.templates = templates
    self.problems = problems
    numbers = Dictionary(uniqueKeysWithValues: zip(templates.map(\.source.name), templates.indices))
  }

  var indices: Range<Int> { templates.indices }
  var names: [String] { templates.map(\.source.name) }

  subscript(number: Int) -> Template { templates[number] }

  func number(of name: String) -> Int? { numbers[name] }
}
