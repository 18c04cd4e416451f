/// What a template is given: every name with its kind and a sentence on what it holds.
///
/// The same value checks the templates that users bring, and writes their documentation.
///
/// ```swift
/// let page = TemplateSchema(
///   "model page", "The page of one model.",
///   [
///     .text("title", "The model's name."),
///     .html("readme", "The README, made safe."),
///     .list("specs", "One for each format.", of: [.text("format", "The format's name.")]),
///   ])
/// ```
public struct TemplateSchema: Hashable, Sendable {
  /// What a name holds, and so how a template may use it.
  public indirect enum Kind: Hashable, Sendable {
    /// Text; `{{name}}` shows it escaped.
    case text
    /// Finished HTML; `{{{name}}}` shows it, `{{name}}` shows its source.
    case html
    /// Yes or no; for `{{#name}}` and `{{^name}}`.
    case flag
    /// Any number of items; `{{#name}}…{{/name}}` is repeated for each.
    case list(Kind)
    /// More names: `{{name.other}}`, or `{{#name}}{{other}}{{/name}}`.
    case object([Name])
  }

  /// A name with its kind and documentation.
  public struct Name: Hashable, Sendable {
    /// The name, without dots.
    public let name: String
    /// What it holds.
    public let kind: Kind
    /// What that means, as a sentence.
    public let about: String

    /// Declares a name.
    public init(_ name: String, _ kind: Kind, _ about: String) {
      self.name = name
      self.kind = kind
      self.about = about
    }
  }

  /// What the data is called in messages: `model page`.
  public let title: String
  /// What the templates that are given this data are for, as a sentence.
  public let about: String
  /// The names, in the order of their documentation.
  public let names: [Name]

  /// Declares the data of a template.
  public init(_ title: String, _ about: String, _ names: [Name]) {
    self.title = title
    self.about = about
    self.names = names
  }

  /// This data, and below it what a base context holds for all pages alike.
  public func over(_ base: TemplateSchema) -> TemplateSchema {
    let own = Set(names.map(\.name))
    return TemplateSchema(title, about, names + base.names.filter { !own.contains($0.name) })
  }
}

extension TemplateSchema.Name {
  /// Declares a text.
  public static func text(_ name: String, _ about: String) -> Self {
    Self(name, .text, about)
  }

  /// Declares finished HTML.
  public static func html(_ name: String, _ about: String) -> Self {
    Self(name, .html, about)
  }

  /// Declares a flag.
  public static func flag(_ name: String, _ about: String) -> Self {
    Self(name, .flag, about)
  }

  /// Declares a list of objects.
  public static func list(_ name: String, _ about: String, of names: [Self]) -> Self {
    Self(name, .list(.object(names)), about)
  }

  /// Declares a list of texts, each of which is `{{.}}`.
  public static func texts(_ name: String, _ about: String) -> Self {
    Self(name, .list(.text), about)
  }

  /// Declares an object.
  public static func object(_ name: String, _ about: String, _ names: [Self]) -> Self {
    Self(name, .object(names), about)
  }
}

// MARK: - Documentation

extension TemplateSchema {
  /// The documentation of the data, in Markdown: a heading of the given level, a sentence, the names.
  public func markdown(headingLevel: Int = 2) -> String {
    let heading = String(repeating: "#", count: max(1, headingLevel))
    return "\(heading) \(title)\n\n\(about)\n\n" + TemplateSchema.markdown(names, indentation: "")
  }

  private static func markdown(_ names: [Name], indentation: String) -> String {
    names.map { name in
      let line = "\(indentation)- `\(name.name)`, \(name.kind.phrase): \(name.about)\n"
      return line + markdown(name.kind.namesInside, indentation: indentation + "  ")
    }.joined()
  }
}

extension TemplateSchema.Kind {
  /// What this is, with its article.
  var phrase: String {
    switch self {
    case .text: "a text"
    case .html: "finished HTML"
    case .flag: "a flag"
    case .list(.object): "a list"
    case .list(let item): "a list, each item \(item.phrase)"
    case .object: "an object"
    }
  }

  var namesInside: [TemplateSchema.Name] {
    switch self {
    case .text, .html, .flag: []
    case .list(let item): item.namesInside
    case .object(let names): names
    }
  }
}
