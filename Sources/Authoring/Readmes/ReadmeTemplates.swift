import Catalog
public import Diagnostics
public import SourceText
public import Templates

/// The templates that READMEs are made from, by language.
///
/// A folder for each language holds `page.mustache`, the whole of a new README, and a file for each part that is kept
/// up to date: `facts.mustache`, `launch.mustache`, and whatever else a registry puts there.
public struct ReadmeTemplates: Sendable {
  private static let ending = ".mustache"
  private static let page = "page"

  private let library: TemplateLibrary
  private let parts: [String: [String]]

  /// The languages that there are templates for, sorted.
  public var languages: [String] { parts.keys.sorted() }

  /// Compiles the files of a templates folder, given by their paths below it, `en/page.mustache`.
  ///
  /// A registry's own files stand in the place of those of the same path.
  public static func compile(_ files: [String: SourceText]) -> (ReadmeTemplates, [Diagnostic]) {
    var sources: [String: SourceText] = [:]
    for (path, source) in files where path.hasSuffix(ending) {
      sources[String(path.dropLast(ending.count))] = source
    }
    let library = TemplateLibrary(sources.mapValues(\.bytes))
    var parts: [String: [String]] = [:]
    for name in library.names {
      let words = name.split(separator: "/").map(String.init)
      guard words.count == 2 else { continue }
      parts[words[0], default: []] += words[1] == page ? [] : [words[1]]
    }
    let templates = ReadmeTemplates(library: library, parts: parts)
    return (
      templates,
      templates.check().map { problem in Self.diagnostic(problem, sources[problem.template]) }.sorted()
    )
  }

  /// The names of the parts in a language, sorted.
  func parts(in language: String) -> [String] { parts[language] ?? [] }

  /// A part's Markdown, ending in one line break.
  func part(_ name: String, in language: String, of entry: Entry) -> String? {
    guard let template = library["\(language)/\(name)"] else { return nil }
    return render(template, ReadmeData.data(entry))
  }

  /// A whole new README.
  func page(in language: String, of entry: Entry) -> String? {
    guard let template = library["\(language)/\(Self.page)"] else { return nil }
    var data = ReadmeData.data(entry)
    for name in parts(in: language) {
      guard let text = part(name, in: language, of: entry) else { continue }
      data[TemplateKey(name)] = ReadmeData.markdown(ReadmeBlocks.marked(name, text))
    }
    return render(template, data)
  }

  private func render(_ template: Template, _ data: TemplateData) -> String {
    var output: [UInt8] = []
    // Problems with the data were found when the templates were checked; what is left cannot show.
    _ = library.render(template, with: [data], into: &output)
    while output.last == UInt8(ascii: "\n") { output.removeLast() }
    return String(decoding: output, as: UTF8.self) + "\n"
  }

  private func check() -> [TemplateProblem] {
    var problems = library.problems
    for (language, names) in parts.sorted(by: { $0.key < $1.key }) {
      for name in names {
        if let template = library["\(language)/\(name)"] {
          problems += library.check(template, against: Self.schema())
        }
      }
      if let template = library["\(language)/\(Self.page)"] {
        problems += library.check(template, against: Self.schema(parts: names))
      }
    }
    var known: Set<TemplateProblem> = []
    return problems.filter { known.insert($0).inserted }
  }

  private static func diagnostic(_ problem: TemplateProblem, _ source: SourceText?) -> Diagnostic {
    let location = source.map { Location($0, problem.range) } ?? Location(path: problem.template)
    return Diagnostic("template", problem.message, at: location, help: problem.advice)
  }

  /// What the templates are given; the page also gets the parts, each with its markers.
  public static func schema(parts: [String] = []) -> TemplateSchema {
    let own = parts.map { TemplateSchema.Name.html($0, "The part of that name, with its markers.") }
    let hidden = Set(parts)
    return TemplateSchema(
      "README",
      "The Markdown of an entry's README; every value is finished Markdown, to be shown by three braces.",
      own + names.filter { !hidden.contains($0.name) })
  }

  private static let names: [TemplateSchema.Name] =
    [
      .html("name", "The model's name."), .html("type", "Its type, such as llm."),
      .html("quotedName", "The name as a string of Python."),
      .html("description", "What the model is, in a sentence."),
      .html("abilities", "What it can do, as code, joined by commas."),
      .html("languages", "Its languages, joined by commas."),
      .html("license", "The licence."),
      .html("frontMatter", "What hubs read of a README, as YAML."),
      .html("context", "The longest input in tokens."), .html("dimensions", "The length of an embedding."),
      .html("homepage", "A link to its home page."), .html("paper", "A link to its paper."),
      .list(
        "weights", "A row for each format, size and hub.",
        of: [
          .html("format", "The format."), .html("size", "The size, such as 7B."),
          .html("quantizations", "The quantizations, as code."),
          .html("repository", "The hub and the repository's id."),
        ]),
      .list(
        "launches", "A command for each way to start it.",
        of: [
          .html("title", "The format or engine."), .html("note", "Size, quantization and engine."),
          .html("command", "The command, for a block of code."),
        ]),
    ] + ReadmeData.useKeys.map { .flag($0, "Set where this is how such a model is asked.") }
}
