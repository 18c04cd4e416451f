/// How a README becomes a page.
public struct MarkdownOptions: Sendable {
  /// Which Markdown is read.
  public enum Dialect: Sendable {
    /// CommonMark with tables, strikethrough, task lists and bare addresses as links.
    case github
    /// CommonMark alone.
    case commonMark
  }

  /// Which Markdown is read.
  public var dialect = Dialect.github
  /// What every `id` begins with, so that no README can take an id, or a global name, of the page.
  public var idPrefix = "readme-"
  /// How many levels deeper each heading is written, 0 to 5, so that a page keeps its own `h1`.
  public var headingShift = 0
  /// Whether each heading ends with a link to itself.
  public var headingAnchors = true
  /// What becomes of links and images.
  public var links = LinkPolicy()
  /// The words that are not the author's.
  public var labels = MarkdownLabels()
  /// How much is read and written at most.
  public var limits = MarkdownLimits()

  /// Makes the options of a page on GitHub's model that requests nothing from elsewhere.
  public init() {}
}

/// The few words that a page needs and the README does not hold, in the page's language.
public struct MarkdownLabels: Hashable, Sendable {
  /// What the link at the end of a heading says to a screen reader.
  public var headingAnchor = "Link to this section"
  /// The name of a table's scroll box.
  public var table = "Table"
  /// The name of a ticked box.
  public var done = "Done"
  /// The name of an empty box.
  public var toDo = "To do"
  /// The name of an image that has none and that a reader must be able to follow.
  public var image = "Image"
  /// The summary of a `<details>` without one.
  public var details = "Details"

  /// Makes the English labels.
  public init() {}
}

/// The most that a README may cost.
///
/// What goes over a limit is left out, the page is closed properly, and
/// `RenderedMarkdown.isTruncated` is set.
public struct MarkdownLimits: Hashable, Sendable {
  /// How many bytes of the source are read.
  public var source = 1 << 20
  /// How many bytes of HTML are written; of these, 4096 and 64 for each level of `nesting` are kept
  /// for end tags.
  public var html = 2 << 20
  /// How many bytes of plain text are kept.
  public var plainText = 64 << 10
  /// How deep quotes, lists, spans and HTML elements may nest, from 8 to 256.
  public var nesting = 64
  /// The nesting within its bounds.
  var depth: Int { min(max(nesting, 8), 256) }

  /// Makes the default limits.
  public init() {}
}
