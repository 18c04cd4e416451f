/// How names that lead nowhere are treated.
public enum TemplateMode: Sendable {
  /// As problems, with their place. This is what a site wants.
  case strict
  /// As empty, which is what the Mustache specification asks for.
  case lenient
}

/// A template of a `TemplateLibrary`, to render pages by.
public struct Template: Hashable, Sendable {
  let number: Int
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

  /// What is wrong with the templates, whatever data they are given; in the order of their names.
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
    problems = templates.problems + (mode == .strict ? ReferenceCheck.problems(in: templates) : [])
  }

  /// The names of all templates, sorted.
  public var names: [String] { templates.names }

  /// The template of that name.
  public subscript(name: String) -> Template? {
    templates.number(of: name).map(Template.init(number:))
  }

  /// Renders a page and appends it to `output`.
  ///
  /// Names are looked up in the current section's items first, then in `contexts`, the last of them first:
  /// data that all pages share goes before a page's own, and is not copied.
  ///
  /// - Returns: what went wrong, which is nothing for a page that is as its author meant it. After a limit
  ///   is reached the page is incomplete; after any other problem the rest of it is complete.
  public func render(
    _ template: Template, with contexts: [TemplateData], into output: inout [UInt8]
  ) -> [TemplateProblem] {
    var renderer = Renderer(self, contexts, output: consume output)
    renderer.render(template)
    output = renderer.output
    return renderer.log.problems
  }
}
