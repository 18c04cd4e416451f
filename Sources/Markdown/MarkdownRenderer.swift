/// Renders the Markdown of people one does not know as HTML that is safe in one's own pages.
///
///     let renderer = MarkdownRenderer(options)
///     let page = renderer.render(readme)
///     // page.html, page.headings, page.title, …
///
/// The work is linear in the size of the source, whatever is in it, and the same source with the
/// same options gives the same bytes. `docs/markdown.md` says what is kept and what is not.
public struct MarkdownRenderer: Sendable {
  /// How READMEs become pages.
  public let options: MarkdownOptions

  /// Makes a renderer.
  public init(_ options: MarkdownOptions = MarkdownOptions()) { self.options = options }

  /// Renders the bytes of a README.
  ///
  /// They need not be valid: what is not UTF-8 comes out as U+FFFD.
  public func render(_ source: [UInt8]) -> RenderedMarkdown {
    let bytes = source.prefix(cuttingAt: options.limits.source)
    let parts = ReadmeSource(bytes)
    var page = render(body: bytes[parts.bodyStart...])
    page.frontMatter = parts.frontMatter
    if bytes.count < source.count { page.isTruncated = true }
    return page
  }

  /// Renders Markdown alone.
  ///
  /// The blocks that go through the HTML parser, by number, are found if they are not given.
  func render(body: ArraySlice<UInt8>, htmlBlocks: Set<Int>? = nil) -> RenderedMarkdown {
    let isClean = body.span.isCleanText
    let place = SourcePlace(start: isClean ? body.startIndex : nil)
    if isClean, body.last == UInt8(ascii: "\n") { return render(body.span, at: place, htmlBlocks) }
    var text = isClean ? Array(body) : body.cleanText
    // md4c 0.4.8 looks at the byte behind a text that ends in the middle of a link, and goes on from
    // there if it is a `)`. It does not look behind a line break.
    if text.last != UInt8(ascii: "\n") { text.append(UInt8(ascii: "\n")) }
    return render(text.span, at: place, htmlBlocks)
  }

  private func render(_ text: Span<UInt8>, at place: SourcePlace, _ htmlBlocks: Set<Int>?) -> RenderedMarkdown
  {
    let spelling = options.dialect == .github ? TableSpelling(text) : nil
    guard let spelling, !spelling.isEmpty else { return parse(text, at: place, htmlBlocks) }
    let place = SourcePlace(start: place.start, spelling: spelling)
    return parse(spelling.applied(to: text).span, at: place, htmlBlocks)
  }

  private func parse(_ text: Span<UInt8>, at place: SourcePlace, _ htmlBlocks: Set<Int>?) -> RenderedMarkdown
  {
    let parser = MarkdownParser(options: options)
    var document = parser.parse(text, at: place, htmlBlocks: htmlBlocks)
    if htmlBlocks == nil, !document.foundBlocks.isEmpty {
      document = parser.parse(text, at: place, htmlBlocks: document.foundBlocks)
    }
    return document.finish()
  }

  /// Passes HTML through the allow-list, as if it stood in a README.
  func sanitize(_ html: [UInt8]) -> RenderedMarkdown {
    var document = DocumentWriter(options, htmlBlocks: [0])
    document.startBlock()
    document.html(RawHTML(html))
    return document.finish()
  }
}
