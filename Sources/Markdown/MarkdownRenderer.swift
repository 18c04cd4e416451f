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
    let bytes = source.prefix(cutting: options.limits.source)
    let parts = ReadmeSource(bytes)
    var page = render(body: bytes[parts.bodyStart...])
    page.frontMatter = parts.frontMatter
    if bytes.count < source.count { page.isTruncated = true }
    return page
  }

  private func render(body: ArraySlice<UInt8>) -> RenderedMarkdown {
    if body.span.isUTF8 { return render(body.span, at: body.startIndex) }
    return render(Array(String(decoding: body, as: UTF8.self).utf8).span, at: nil)
  }

  private func render(_ text: Span<UInt8>, at offset: Int?) -> RenderedMarkdown {
    let parser = MarkdownParser(dialect: options.dialect, work: options.limits.html)
    var document = parser.parse(text, at: offset, into: DocumentWriter(options))
    let htmlBlocks = document.foundBlocks
    if !htmlBlocks.isEmpty {
      document = parser.parse(text, at: offset, into: DocumentWriter(options, htmlBlocks: htmlBlocks))
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

extension [UInt8] {
  /// The first bytes, cut between two characters.
  fileprivate func prefix(cutting limit: Int) -> ArraySlice<UInt8> {
    var end = Swift.min(Swift.max(limit, 0), count)
    if end < count { while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 } }
    return self[..<end]
  }
}

extension Span<UInt8> {
  fileprivate var isUTF8: Bool {
    do {
      _ = try UTF8Span(validating: self)
      return true
    } catch {
      return false
    }
  }
}
