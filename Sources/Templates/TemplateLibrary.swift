/// How names that lead nowhere are treated.
public enum TemplateMode: Sendable {
  /// As problems, with their place. This is what a site wants.
  case strict
  /// As empty, which is what the Mustache specification asks for.
  case lenient
}

/// A set of Mustache templates that refer to each other by name, compiled.
///
/// A library is immutable and can render from any number of threads.
///
/// ```swift
/// let library = TemplateLibrary(["page": page, "card": card])
/// guard library.problems.isEmpty, let template = library["page"] else { … }
/// let problems = library.render(template, with: [site, page], into: &output)
/// ```
public struct TemplateLibrary: Sendable {
  let templates: ParsedTemplates
  let program: Program
  let mode: TemplateMode
  let limits: TemplateLimits

  /// What is wrong with the templates, whatever data they are given; sorted by name and place.
  ///
  /// A template with problems can still be rendered, without the tags that make no sense.
  public let problems: [TemplateProblem]

  /// Compiles the templates given by name, each in UTF-8.
  public init(
    _ sources: [String: [UInt8]], mode: TemplateMode = .strict, limits: TemplateLimits = TemplateLimits()
  ) {
    templates = ParsedTemplates(sources, isStrict: mode == .strict)
    program = Compiler.compile(templates)
    self.mode = mode
    self.limits = limits
    let references = mode == .strict ? ReferenceCheck.problems(in: templates) : []
    problems = (templates.problems + references).sorted {
      ($0.template, $0.range.lowerBound) < ($1.template, $1.range.lowerBound)
    }
  }

  /// The names of all templates, sorted.
  public var names: [String] { templates.names }

  /// The template of that name.
  public subscript(name: String) -> Template? {
    templates.number(of: name).map { Template(name: name, number: $0) }
  }
}
