/// Writes a page: the one place where HTML for readers is made, from Markdown and from HTML alike.
///
/// Whatever is called in whatever order, the result is well formed, holds only `Tag`s and the
/// attributes written here, and is not longer than the limit.
struct PageWriter: MarkdownSink {
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
  private struct Paragraph {
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

  private let room: Int
  private let depth: Int
  private var elements: [Element] = []
  private var openFormatting = 0
  private var plain: PlainText
  private var paragraph: Paragraph?
  private var code: (language: CodeLanguage, text: [UInt8])?
  private var isInCodeBlock = false

  init(_ options: MarkdownOptions) {
    self.options = options
    idPrefix = Array(options.idPrefix.utf8)
    depth = options.limits.depth
    // Some bytes are kept for the end tags, and for a heading's attributes, written when it ends.
    room = options.limits.html - 4096 - 64 * depth
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

  mutating func endPlainLine() { plain.endLine() }

  mutating func open(_ tag: Tag) { open(tag, attributes: []) }

  /// Opens an element with attributes that are written out already.
  mutating func open(_ tag: Tag, attributes: [UInt8]) {
    if tag.nestsFreely, isTooDeep(for: tag) { return push(.none) }
    if tag.isBlock { plain.endLine() }
    if tag == .p, page.firstParagraph == nil { paragraph = Paragraph(start: plain.count) }
    if tag == .table { return openTable(attributes) }
    let start = buffer.count
    write {
      $0.write(tag: tag)
      $0.write(attributes)
      if tag == .pre { $0.write(" tabindex=\"0\"") }
      $0.write(">")
    }
    push(tag == .th ? .headerCell(start) : .plain(tag))
  }

  mutating func open(list: Tag, start: Int) {
    var attributes = HTMLBuffer()
    if start != 1 { attributes.write("start", String(start)) }
    open(list, attributes: attributes.bytes)
  }

  mutating func openItem(task: Bool?) {
    if case .none? = elements.last { return push(.none) }
    var attributes = HTMLBuffer()
    if task != nil { attributes.write("class", "task-list-item") }
    open(.li, attributes: attributes.bytes)
    if let task {
      putBox(isTicked: task)
      write { $0.write(" ") }
    }
  }

  mutating func open(cell: Tag, alignment: Alignment?) {
    var attributes = HTMLBuffer()
    if let alignment { attributes.write("class", "align-\(alignment.rawValue)") }
    open(cell, attributes: attributes.bytes)
  }

  /// A table may be wider than the page: it scrolls in a box that the keyboard can reach.
  private mutating func openTable(_ attributes: [UInt8]) {
    let label = options.labels.table
    write {
      $0.write("<div class=\"table-scroll\" role=\"group\" tabindex=\"0\"")
      $0.write("aria-label", label)
      $0.write("><table")
      $0.write(attributes)
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
    case .plain(let tag):
      buffer.write(endOf: tag)
      if tag.isBlock { plain.endLine() }
      if tag == .p { closeParagraph() }
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

  private mutating func closeParagraph() {
    if let paragraph, paragraph.hasWords, plain.count > paragraph.start {
      // A line break stands between what was there and the paragraph.
      page.firstParagraph = plain.text(from: paragraph.start == 0 ? 0 : paragraph.start + 1)
    }
    paragraph = nil
  }
}

// MARK: Text

extension PageWriter {
  mutating func text(_ text: Span<UInt8>) {
    if isInCodeBlock { return writeCode(text) }
    writeWords(text)
    plain.append(text)
    heading?.words.append(text)
    if paragraph?.hasWords == false, !isInLink {
      for index in text.indices where Self.isWordByte(text[index]) {
        paragraph?.hasWords = true
        break
      }
    }
  }

  mutating func endBlock() {
    if let last = buffer.bytes.last, last != UInt8(ascii: "\n") { write { $0.write("\n") } }
  }

  /// Writes text that is not part of the prose; what does not fit is cut off.
  mutating func writeWords(_ text: Span<UInt8>) {
    let start = buffer.count
    write { $0.write(text: text) }
    if !isDone || buffer.count > start { return }
    // No byte takes more than five when it is escaped.
    var fitting = min(text.count, max(room - start, 0) / 5)
    while fitting > 0, fitting < text.count, text[fitting] & 0xC0 == 0x80 { fitting -= 1 }
    buffer.write(text: text.extracting(0..<fitting))
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
      true
    default: false
    }
  }
}

// MARK: Code blocks

extension PageWriter {
  mutating func openCode(language: [UInt8]) {
    plain.endLine()
    let name = CodeLanguage.className(language)
    write {
      $0.write("<pre tabindex=\"0\"><code")
      if !name.isEmpty { $0.write("class", "language-\(name)") }
      $0.write(">")
    }
    push(.codeBlock)
    isInCodeBlock = true
    code = CodeLanguage(name: name).map { ($0, []) }
  }

  /// Keeps code that is to be highlighted until it is complete.
  private mutating func writeCode(_ text: Span<UInt8>) {
    if code == nil { return writeWords(text) }
    unsafe text.withUnsafeBufferPointer { unsafe code?.text.append(contentsOf: $0) }
  }

  private mutating func closeCodeBlock() {
    if let (language, text) = code {
      code = nil
      let start = buffer.count
      write { Highlighter(language).write(text.span, to: &$0) }
      if isDone, buffer.count == start { writeWords(text.span) }
    }
    isInCodeBlock = false
    buffer.write("</code></pre>")
  }
}
