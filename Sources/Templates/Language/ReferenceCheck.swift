/// Finds partials, parents and blocks that lead nowhere.
struct ReferenceCheck {
  /// What a template refers to, at any depth in it.
  private struct References {
    var includes: [Include] = []
    var blocks: Set<String> = []
  }

  private let templates: ParsedTemplates
  private let references: [References]
  /// The blocks that can be filled in each template that has been asked for.
  private var fillable: [Int: Set<String>] = [:]
  private var problems: [TemplateProblem] = []

  private init(_ templates: ParsedTemplates) {
    self.templates = templates
    references = templates.indices.map { number in
      var references = References()
      ReferenceCheck.collect(templates[number].nodes, templates[number].source, into: &references)
      return references
    }
  }

  /// The problems of all templates, in their order.
  static func problems(in templates: ParsedTemplates) -> [TemplateProblem] {
    var check = ReferenceCheck(templates)
    for number in templates.indices { check.check(number) }
    return check.problems
  }

  private mutating func check(_ number: Int) {
    let source = templates[number].source
    var log = ProblemLog()
    for include in references[number].includes {
      let name = source.text(include.template)
      guard let target = templates.number(of: name) else {
        log.add(
          source.problem(
            include.template, "There is no template `\(name)`",
            Spelling.advice(for: name, among: templates.names, otherwise: "Add it, or remove the tag")))
        continue
      }
      var given: Set<String> = []
      for argument in include.arguments {
        let block = source.text(argument.block)
        if !given.insert(block).inserted {
          log.add(
            source.problem(argument.block, "The block `\(block)` is given twice", "Remove one; the first is used"))
        }
        let known = blocks(of: target)
        guard !known.contains(block) else { continue }
        log.add(
          source.problem(
            argument.block, "The template `\(name)` has no block `\(block)`",
            Spelling.advice(for: block, among: known, otherwise: "Remove it, since it is never shown")))
      }
    }
    problems += log.problems
  }

  /// The blocks of a template and of all that it includes.
  private mutating func blocks(of template: Int) -> Set<String> {
    if let known = fillable[template] { return known }
    var seen: Set = [template]
    var waiting = [template]
    var blocks: Set<String> = []
    while let number = waiting.popLast() {
      blocks.formUnion(references[number].blocks)
      for include in references[number].includes {
        let name = templates[number].source.text(include.template)
        if let next = templates.number(of: name), seen.insert(next).inserted { waiting.append(next) }
      }
    }
    fillable[template] = blocks
    return blocks
  }

  private static func collect(_ nodes: [Node], _ source: TemplateSource, into references: inout References) {
    for node in nodes {
      switch node {
      case .text, .lineStart, .value:
        break
      case .section(let section):
        collect(section.body, source, into: &references)
      case .block(let block):
        references.blocks.insert(source.text(block.name))
        collect(block.body, source, into: &references)
      case .include(let include):
        references.includes.append(include)
        for argument in include.arguments { collect(argument.body, source, into: &references) }
      }
    }
  }
}
