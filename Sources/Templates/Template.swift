/// A template of a `TemplateLibrary`, to render pages by.
public struct Template: Sendable {
  let library: TemplateLibrary
  let number: Int

  /// Renders a page and appends it to `output`.
  ///
  /// Names are looked up in the current section's items first, then in `contexts`, the last of them first:
  /// data that all pages share goes before a page's own, and is not copied.
  ///
  /// - Returns: what went wrong, which is nothing for a page that is as its author meant it. After a limit
  ///   is reached the page is incomplete; after any other problem the rest of it is complete.
  public func render(with contexts: [TemplateData], into output: inout [UInt8]) -> [TemplateProblem] {
    var renderer = Renderer(library, contexts, output: consume output)
    renderer.render(number)
    output = renderer.output
    return renderer.log.problems
  }

  /// Checks that the template, and all it includes, uses only names of the schema, each as its kind allows.
  ///
  /// It follows sections, partials, parents and blocks as rendering does, without any data.
  public func check(against schema: TemplateSchema) -> [TemplateProblem] {
    var check = SchemaCheck(library.templates, schema, deepest: library.limits.deepest)
    return check.problems(of: number)
  }
}
