/// The templates of a library in the order of their names, parsed.
struct ParsedTemplates: Sendable {
  struct Parsed: Sendable {
    let source: TemplateSource
    let nodes: [Node]
  }

  private let templates: [Parsed]
  private let numbers: [String: Int]
  /// What is wrong with each template by itself.
  let problems: [TemplateProblem]

  init(_ sources: [String: [UInt8]], isStrict: Bool) {
    var templates: [Parsed] = []
    var problems: [TemplateProblem] = []
    for (name, bytes) in sources.sorted(by: { $0.key < $1.key }) {
      let source = TemplateSource(name: name, bytes: bytes)
      let parsed = Parser.parse(source, isStrict: isStrict)
      templates.append(Parsed(source: source, nodes: parsed.nodes))
      problems += parsed.problems
    }
    self.templates = templates
    self.problems = problems
    numbers = Dictionary(uniqueKeysWithValues: zip(templates.map(\.source.name), templates.indices))
  }

  var indices: Range<Int> { templates.indices }
  var names: [String] { templates.map(\.source.name) }

  subscript(number: Int) -> Parsed { templates[number] }

  func number(of name: String) -> Int? { numbers[name] }

  /// The number of a template that may have been taken from another library.
  func number(of template: Template) -> Int? {
    let isOwn = indices.contains(template.number) && self[template.number].source.name == template.name
    return isOwn ? template.number : number(of: template.name)
  }
}
