/// Writes a page: the one place where HTML for readers is made, from Markdown and from HTML alike.
///
/// Whatever is called in whatever order, the result is well formed, holds only `Tag`s and the
/// attributes written here, and is not longer than the limit.
struct PageWriter: ~Copyable, MarkdownSink {
  /// What is open, by how it is closed.
  enum Element {
    /// Left out, while its content is kept.
    case none
    case plain(Tag)
    case heading, table, codeBlock, link
    /// A header cell, by where its start tag begins.
    case headerCell(Int)

    var isFormatting: Bool {
      switch self {
      case .plain(let tag): tag.isFormatting
      case .link: true
      default: false
      }
    }
  }

  /// A paragraph that may become the page's description.
  struct Paragraph {
    var start: Int
    var hasWords = false
  }

  let options: MarkdownOptions
  let idPrefix: [UInt8]
  private(set) var isDone = false
  /// Whether the nesting is bounded already by where the elements come from.
  var isBounded = false

  var page = RenderedMarkdown()
  var buffer = HTMLBuffer()
  var ids: HeadingIDs
  var heading: OpenHeading?
  var isInLink = false

  let room: Int
  private let depth: Int
  private var elements: [Element] = []
  private var openFormatting = 0
  var plain: PlainText
  var paragraph: Paragraph?
  /// Where the last `<p>` without attributes stands.
  private var paragraphTag = 0..<0
  var code: (highlighter: Highlighter, text: [UInt8])?
  var isInCodeBlock = false
  /// Where the content of the last `<pre>` starts.
  var preStart: Int?

  init(_ options: MarkdownOptions) {
    self.options = options
    idPrefix = Array(options.idPrefix.utf8)
    depth = options.limits.depth
    // Some bytes are kept for the end tags, and for a heading's attributes, written when it ends.
    room = max(options.limits.html, 0) - 4096 - 64 * depth
    ids = HeadingIDs(prefix: options.idPrefix)
    plain = PlainText(limit: options.limits.plainText)
  }

  /// Makes room for what a source of that many bytes is likely to become.
  mutating func reserve(for count: Int) {
    buffer.reserve(max(min(2 * count, room), 0))
    plain.reserve(count)
  }

  mutating func cut() {
    isDone = true
    page.isTruncated = true
  }

  /// Closes what is open and gives the page.
  mutating func finish() -> RenderedMarkdown {
    while !elements.isEmpty { close() }
    page.html = buffer.bytes
    page.plainText = plain.text()
    return page
  }

  /// Does a piece of writing, or ends the page before it when it does not fit.
  mutating func write(_ piece: (inout HTMLBuffer) -> Void) {
    let start = buffer.count
    if !isDone { piece(&buffer) }
    if buffer.count > room {
      buffer.rewind(to: start)
      cut()
    }
  }
}

// MARK: Elements

extension PageWriter {
  /// Whether an element of a kind that nests without end may not be opened here.
  mutating func isTooDeep(for tag: Tag) -> Bool {
    let isTooDeep =
      elements.count >= depth && !isBounded
      || tag.isFormatting && openFormatting >= Tag.maximumFormatting
    if isTooDeep { page.isTruncated = true }
    return isTooDeep
  }

  mutating func open(_ tag: Tag) { open(tag) { _ in } }

  /// Opens an element with attributes that are written out already.
  mutating func open(_ tag: Tag, attributes: [UInt8]) { open(tag) { $0.write(attributes) } }

  private mutating func open(_ tag: Tag, attributes: (inout HTMLBuffer) -> Void) {
    if tag.nestsFreely, isTooDeep(for: tag) { return push(.none) }
    if tag.isBlock { plain.endLine() }
    if tag == .p, page.firstParagraph == nil { paragraph = Paragraph(start: plain.count) }
    if tag == .table { return openTable(attributes) }
    let start = buffer.count
    var isBare = true
    write {
      $0.write(tag: tag)
      let end = $0.count
      attributes(&$0)
      isBare = $0.count == end
      if tag == .pre { $0.write(" tabindex=\"0\"") }
      $0.write(">")
    }
    push(tag == .th ? .headerCell(start) : .plain(tag))
    if tag == .pre { preStart = buffer.count }
    if tag == .p { paragraphTag = start..<(isBare ? buffer.count : start) }
  }

  mutating func open(list: Tag, start: Int) {
    open(list) { if start != 1 { $0.write("start", String(start)) } }
  }

  mutating func openItem(task: Bool?) {
    if case .none? = elements.last { return push(.none) }
    open(.li) { if task != nil { $0.write(" class=\"task-list-item\"") } }
    if let task {
      putBox(isTicked: task)
      write { $0.write(" ") }
    }
  }

  mutating func open(cell: Tag, alignment: Alignment?) {
    open(cell) {
      switch alignment {
      case nil: break
      case .left?: $0.write(" class=\"align-left\"")
      case .center?: $0.write(" class=\"align-center\"")
      case .right?: $0.write(" class=\"align-right\"")
      case .justify?: $0.write(" class=\"align-justify\"")
      }
    }
  }

  /// A table may be wider than the page: it scrolls in a box that the keyboard can reach.
  private mutating func openTable(_ attributes: (inout HTMLBuffer) -> Void) {
    let label = options.labels.table
    write {
      $0.write("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\"")
      $0.write("aria-label", label)
      $0.write("><table")
      attributes(&$0)
      $0.write(">")
    }
    push(.table)
  }

  mutating func put(_ void: Tag) {
    if void.isBlock { plain.endLine() }
    write {
      $0.write(tag: void)
      $0.write(">")
    }
  }

  /// Writes a task's box, which only shows.
  mutating func putBox(isTicked: Bool) {
    let label = isTicked ? options.labels.done : options.labels.toDo
    write {
      $0.write("<input type=\"checkbox\" disabled")
      if isTicked { $0.write(" checked") }
      $0.write("aria-label", label)
      $0.write(">")
    }
  }

  mutating func push(_ element: Element) {
    if isDone { return }
    elements.append(element)
    if element.isFormatting { openFormatting += 1 }
  }

  mutating func close() {
    guard let element = elements.popLast() else { return }
    if element.isFormatting { openFormatting -= 1 }
    switch element {
    case .none: break
    case .plain(.p): closeParagraph()
    case .plain(let tag):
      buffer.write(endOf: tag)
      if tag.isBlock { plain.endLine() }
    case .heading:
      closeHeading()
      plain.endLine()
    case .table:
      buffer.write("</table></div>")
      plain.endLine()
    case .codeBlock: closeCodeBlock()
    case .headerCell(let start):
      buffer.closeHeaderCell(from: start)
      plain.endLine()
    case .link:
      buffer.write("</a>")
      isInLink = false
    }
  }

  /// Ends a paragraph; one without content, which raw HTML leaves behind, is left out.
  private mutating func closeParagraph() {
    if paragraphTag.upperBound == buffer.count, !paragraphTag.isEmpty {
      buffer.rewind(to: paragraphTag.lowerBound)
    } else {
      buffer.write(endOf: .p)
    }
    plain.endLine()
    if let paragraph, paragraph.hasWords, plain.count > paragraph.start {
      // A line break stands between what was there and the paragraph.
      page.firstParagraph = plain.text(from: paragraph.start == 0 ? 0 : paragraph.start + 1)
    }
    paragraph = nil
  }
}
