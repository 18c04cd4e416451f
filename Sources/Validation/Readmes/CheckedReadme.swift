import Catalog
import Diagnostics
import Documents
import Markdown
import SourceText

/// A README as rules see it.
///
/// Most have nothing that takes a Markdown parser to judge: a title on the first line, and no links but to the web.
/// Only the others are parsed.
struct CheckedReadme {
  /// Its text, which is UTF-8.
  let source: SourceText
  /// Its file name.
  let name: String
  /// The YAML at its start, read; its ranges are ranges of the README.
  let frontMatter: Document?
  /// What is wrong with that YAML; the locations have the README's offsets, and a text of their own.
  let frontMatterFaults: [Diagnostic]
  /// Where the Markdown starts.
  let bodyStart: Int
  /// The Markdown as it was parsed; `nil` where there was no need.
  let page: RenderedMarkdown?

  init(_ source: SourceText, name: String, mustParse: Bool) {
    self.source = source
    self.name = name
    let parts = ReadmeSource(source.bytes[...])
    (frontMatter, frontMatterFaults) = Self.read(parts.frontMatter, of: source)
    bodyStart = parts.bodyStart
    let scan = ReadmeScan(source.bytes, from: parts.bodyStart)
    page = mustParse || !scan.startsWithTitle || scan.hasOtherLinks ? Self.parse(source) : nil
  }

  /// Tells whether the text begins with a heading of the first level.
  var hasTitle: Bool { page.map { $0.headings.first?.level == 1 } ?? true }

  /// The bytes of a text, as a place.
  func location(_ range: Range<Int>) -> Location { Location(source, range) }

  /// The place of a link's destination; of one that was written with escapes, the README's first line.
  func location(of link: RenderedMarkdown.Link) -> Location {
    guard let offset = link.offset else { return location(firstLine) }
    return location(offset..<offset + link.destination.utf8.count)
  }

  /// The first line of the Markdown that is not blank.
  var firstLine: Range<Int> {
    let bytes = source.bytes
    let start = ReadmeScan.firstInk(bytes, from: bodyStart)
    var end = start
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    return start..<end
  }

  private static func read(_ range: Range<Int>?, of source: SourceText) -> (Document?, [Diagnostic]) {
    guard let range else { return (nil, []) }
    // Blanks in the place of what comes before leave each byte of the block where it is in the file.
    let blanks = source.bytes[..<range.lowerBound].map { $0 == 0x0A ? $0 : 0x20 }
    return DocumentReader.read(SourceText(path: source.path, bytes: blanks + source.bytes[range]), as: .yaml)
  }

  private static func parse(_ source: SourceText) -> RenderedMarkdown {
    var options = MarkdownOptions()
    options.idPrefix = ""
    options.headingAnchors = false
    return MarkdownRenderer(options).render(source.bytes)
  }
}
