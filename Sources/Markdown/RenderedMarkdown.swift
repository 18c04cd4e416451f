/// A README as a page shows it, and what else was learnt on the way.
public struct RenderedMarkdown: Hashable, Sendable {
  /// A heading, for a table of contents.
  public struct Heading: Hashable, Sendable {
    /// The level as the author wrote it, 1 to 6; `MarkdownOptions.headingShift` is not in it.
    public let level: Int
    /// The `id` of the heading in the page, prefix included.
    public let id: String
    /// The heading's words without markup, at most 256 bytes of them.
    public let text: String
  }

  /// A link or an image of the source.
  public struct Link: Hashable, Sendable {
    /// The destination as the author wrote it, with escapes and entities decoded.
    public let destination: String
    /// Where the destination stands in the source, in bytes, where that is known.
    ///
    /// It is not known for a destination that holds a `\\` or a `&`, for the addresses that
    /// the parser completes (`www.`, e-mail), and in a source that is not UTF-8 or holds control
    /// characters.
    public let offset: Int?
    /// Whether it was an image.
    public let isImage: Bool
    /// Whether the page has it: a refused destination leaves the link's words or the image's
    /// alternative text behind.
    public let isKept: Bool
  }

  /// The page fragment: valid UTF-8, well-formed, safe to write into a page's `<div>` or `<article>`.
  public internal(set) var html: [UInt8] = []
  /// The words of the first heading of level 1.
  public internal(set) var title: String?
  /// The headings in order.
  public internal(set) var headings: [Heading] = []
  /// The links and images in order.
  public internal(set) var links: [Link] = []
  /// The prose without markup and code blocks, one line a block, for search; capped by
  /// `MarkdownLimits.plainText`.
  public internal(set) var plainText = ""
  /// The first paragraph that has words of its own, not only badges and links, for a description.
  public internal(set) var firstParagraph: String?
  /// Where the YAML between the `---` lines at the start stands in the source, in bytes.
  ///
  /// The block is cut off and not looked at.
  public internal(set) var frontMatter: Range<Int>?
  /// Whether a limit was met, so that the page shows less than the source says.
  public internal(set) var isTruncated = false
  /// Whether the source holds raw HTML, which costs the HTML parser's time.
  public internal(set) var containsHTML = false
}
