/// Finds partials, parents and blocks that lead nowhere.
struct ReferenceCheck {
  /// What a template refers to, at any depth in it.
  private struct References {
    var includes: [Include] = []
    var blocks: Set<String> = []
  }

  private let templates: ParsedTemplates
  private let references: [References]
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
      if let target = templates.number(of: name) {
        check(include.arguments, of: target, source, &log)
      } else {
        let advice = Spelling.advice(
          for: name, among: templates.names, otherwise: "Add it, or remove the tag")
        log.add(source.problem(include.template, "There is no template `\(name)`", advice))
      }
    }
    problems += log.problems
  }

  private func check(
    _ arguments: [Argument], of target: Int, _ source: TemplateSource, _ log: inout ProblemLog
  ) {
    guard !arguments.isEmpty else { return }
    let known = blocks(of: target)
    var given: Set<String> = []
    for argument in arguments {
      let block = source.text(argument.block)
      if !given.insert(block).inserted {
        let message = "The block `\(block)` is given twice"
        log.add(source.problem(argument.block, message, "Remove one; the first is used"))
      } else if !known.contains(block) {
        let message = "The template `\(templates[target].source.name)` has no block `\(block)`"
        let otherwise = "Remove it, since it is never shown"
        let advice = Spelling.advice(for: block, among: known, otherwise: otherwise)
        log.add(source.problem(argument.block, message, advice))
      }
    }
  }

  /// The blocks of a template and of all that it includes.
  private func blocks(of template: Int) -> Set<String> {
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
