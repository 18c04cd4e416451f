/// A template of a `TemplateLibrary`, to render pages by.
///
/// It is that template's name, looked up: in another library, such as one compiled anew after an edit, it
/// stands for the template of the same name.
public struct Template: Hashable, Sendable {
  /// The template's name.
  public let name: String
  /// Its number in the library that it was taken from.
  let number: Int
}

extension TemplateLibrary {
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
    guard let number = templates.number(of: template) else { return [missing(template)] }
    var renderer = Renderer(self, contexts, output: consume output)
    renderer.render(number)
    output = renderer.output
    return renderer.log.problems
  }

  /// Checks that a template, and all it includes, uses only names the schema has, each as its kind allows.
  ///
  /// It follows sections, partials, parents and blocks as rendering does, without any data.
  public func check(_ template: Template, against schema: TemplateSchema) -> [TemplateProblem] {
    guard let number = templates.number(of: template) else { return [missing(template)] }
    var check = SchemaCheck(templates, schema, deepest: limits.deepest)
    return check.problems(of: number)
  }

  private func missing(_ template: Template) -> TemplateProblem {
    TemplateSource(name: template.name, bytes: [])
      .problem(0..<0, "This library has no such template", "Add it to the library's sources")
  }
}
