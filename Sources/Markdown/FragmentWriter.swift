/// Writes blocks that have raw HTML as a fragment for the HTML parser.
///
/// The parser's work grows with the nesting, so that the fragment is well nested to a bounded
/// depth: end tags are supplied, and start tags that go too deep are left out. Only `Tag`s are let
/// through. What they mean for the page is decided later, on the parser's tree.
struct FragmentWriter: ~Copyable, MarkdownSink {
  /// How often the parser may open formatting elements anew in a paragraph of Markdown.
  private static let maximumReopenings = 16
  /// How long an attribute of theirs may be.
  private static let maximumRepeatedValue = Destination.maximumLength

  private struct Element {
    /// Nil for an element that is left out.
    var tag: Tag?
    /// Whether Markdown opened it; raw HTML cannot close those.
    var isMarkdown: Bool
  }

  /// The start of an element in a paragraph that is to go with its content, if it ends.
  private struct Discarding {
    var name: String
    var place: Int
    var depth: Int
  }

  private(set) var buffer = HTMLBuffer()
  private(set) var isDone = false
  /// Whether elements were left out because they were too deep.
  private(set) var isFlattened = false
  /// Where destinations stand in the fragment and in the source.
  private(set) var origins: [(place: Int, offset: Int?)] = []
  private let limits: MarkdownLimits
  private var elements: [Element] = []
  private var openFormatting = 0
  private var isInParagraph = false
  private var reopenings = 0
  private var discarding: Discarding?

  init(_ limits: MarkdownLimits) { self.limits = limits }

  /// Whether all elements have ended, so that what was written stands for itself.
  var isClosed: Bool { elements.isEmpty }

  mutating func cut() { isDone = true }

  /// Starts the next fragment.
  mutating func clear() {
    buffer.rewind(to: 0)
    origins.removeAll(keepingCapacity: true)
  }

  /// Closes what is open and gives the fragment.
  mutating func finish() -> [UInt8] {
    while !elements.isEmpty { popElement() }
    return buffer.bytes
  }

  private mutating func popElement() {
    // What is discarded must start and end in the same element.
    if let start = discarding, elements.count <= start.depth { discarding = nil }
    guard let tag = elements.removeLast().tag else { return }
    if tag.isFormatting { openFormatting -= 1 }
    buffer.write(endOf: tag)
  }

  private mutating func push(_ tag: Tag?, isMarkdown: Bool) {
    if let tag, tag.isFormatting { openFormatting += 1 }
    elements.append(Element(tag: tag, isMarkdown: isMarkdown))
    if buffer.count > limits.html { cut() }
  }

  /// Ends the raw elements that cannot hold `tag`.
  private mutating func endElements(before tag: Tag) {
    for rule in ImpliedEnd.before(tag) {
      var index = elements.count
      while index > 0, !elements[index - 1].isMarkdown, let open = elements[index - 1].tag {
        index -= 1
        if rule.tags.contains(open) {
          while elements.count > index { popElement() }
          break
        }
        if rule.scope?.contains(open) ?? true { break }
      }
    }
  }

  /// Ends the raw elements in a table that its part `tag` cannot stand in; false if no table is open.
  private mutating func endElements(inTable context: TagSet) -> Bool {
    var index = elements.count
    while index > 0, !elements[index - 1].isMarkdown, let open = elements[index - 1].tag {
      if context.contains(open) {
        while elements.count > index { popElement() }
        return true
      }
      index -= 1
    }
    return false
  }

  private mutating func isTooDeep(for tag: Tag) -> Bool {
    let isTooDeep =
      elements.count >= limits.depth
      || tag.isFormatting && openFormatting >= Tag.maximumFormatting
    if isTooDeep { isFlattened = true }
    return isTooDeep
  }
}

// MARK: Markdown

extension FragmentWriter {
  mutating func open(_ tag: Tag) { open(tag) { _ in } }

  private mutating func open(_ tag: Tag, attributes: (inout HTMLBuffer) -> Void) {
    let nests = tag.nestsFreely || tag.isFormatting
    if nests, isTooDeep(for: tag) { return push(nil, isMarkdown: true) }
    endElements(before: tag)
    buffer.write(tag: tag)
    attributes(&buffer)
    buffer.write(">")
    push(tag, isMarkdown: true)
    if tag == .p { (isInParagraph, reopenings) = (true, 0) }
  }

  mutating func open(list: Tag, start: Int) {
    open(list) { if start != 1 { $0.write("start", String(start)) } }
  }

  mutating func openItem(task: Bool?) {
    if let last = elements.last, last.tag == nil { return push(nil, isMarkdown: true) }
    open(.li) { if task != nil { $0.write(" class=\"task-list-item\"") } }
    if let task { buffer.write(task ? "<input type=checkbox checked> " : "<input type=checkbox> ") }
  }

  mutating func open(cell: Tag, alignment: Alignment?) {
    open(cell) { if let alignment { $0.write("align", alignment.rawValue) } }
  }

  mutating func openHeading(_ level: Int) { open(Tag(headingLevel: level)) }

  mutating func openCode(language: [UInt8]) {
    open(.pre)
    buffer.write("<code")
    let name = CodeLanguage.className(language)
    if !name.isEmpty { buffer.write("class", "language-\(name)") }
    buffer.write(">")
    push(.code, isMarkdown: false)
  }

  mutating func openLink(_ reference: MarkdownReference) {
    if elements.contains(where: { $0.tag == .a && $0.isMarkdown }) { return push(nil, isMarkdown: true) }
    noteOrigin(reference.offset)
    open(.a) {
      $0.write("href", reference.destination.span)
      if !reference.title.isEmpty { $0.write("title", reference.title.span) }
    }
  }

  mutating func close() {
    while let last = elements.last, !last.isMarkdown { popElement() }
    if elements.isEmpty { return }
    if elements.last?.tag == .p { isInParagraph = false }
    popElement()
  }

  mutating func putImage(_ reference: MarkdownReference, alternative: [UInt8]) {
    noteOrigin(reference.offset)
    buffer.write("<img")
    buffer.write("src", reference.destination.span)
    buffer.write("alt", alternative.span)
    if !reference.title.isEmpty { buffer.write("title", reference.title.span) }
    buffer.write(">")
  }

  mutating func put(_ void: Tag) {
    endElements(before: void)
    buffer.write(tag: void)
    buffer.write(">")
  }

  mutating func text(_ text: Span<UInt8>) {
    buffer.write(text: text)
    if buffer.count > limits.html { cut() }
  }

  mutating func endBlock() {
    discarding = nil
    if let last = buffer.last, last != UInt8(ascii: "\n") { buffer.write("\n") }
  }

  mutating func html(_ html: RawHTML) {
    var scanner = RawHTMLScanner(html)
    scanner.write(to: &self)
    if buffer.count > limits.html { cut() }
  }

  private mutating func noteOrigin(_ offset: Int?) {
    origins.append((place: buffer.count, offset: offset))
  }
}

// MARK: Raw HTML

extension FragmentWriter {
  /// Text in which character references are still to be decoded.
  mutating func putRaw(_ text: Span<UInt8>) {
    buffer.write(rawText: text)
  }

  /// Writes a start tag, if it may stand here.
  mutating func openRaw(_ tag: Tag, attributes: [RawAttribute], of html: RawHTML, isCentered: Bool) {
    guard endElements(beforeRaw: tag) else { return }
    let isVoid = tag.isVoid
    if !isVoid, isTooDeep(for: tag) { return }
    buffer.write(tag: tag)
    if isCentered { buffer.write(" align=center") }
    for attribute in attributes where isWritten(attribute, on: tag) {
      if attribute.isDestination { noteOrigin(html.offset(of: attribute.value.lowerBound)) }
      buffer.write(" ")
      buffer.write(attribute.name)
      buffer.write("=\"")
      buffer.write(rawValue: html.bytes.span.extracting(attribute.value))
      buffer.write("\"")
    }
    buffer.write(">")
    if !isVoid { push(tag, isMarkdown: false) }
  }

  /// Ends what must end before a raw element; false if the element has no place here.
  private mutating func endElements(beforeRaw tag: Tag) -> Bool {
    if let context = ImpliedEnd.tableContext(of: tag) { return endElements(inTable: context) }
    endElements(before: tag)
    guard isInParagraph, openFormatting > 0, ImpliedEnd.endsParagraph(tag) else { return true }
    // The parser ends Markdown's paragraph here and opens the formatting anew behind it.
    reopenings += 1
    return reopenings <= Self.maximumReopenings
  }

  /// What the parser may copy again and again is kept short.
  private func isWritten(_ attribute: RawAttribute, on tag: Tag) -> Bool {
    guard tag.isFormatting else { return true }
    return (tag == .a || tag == .code) && attribute.value.count <= Self.maximumRepeatedValue
  }

  /// Ends a raw element and what is open inside, if it is open at all.
  mutating func closeRaw(_ tag: Tag) {
    var index = elements.count
    while index > 0, !elements[index - 1].isMarkdown {
      index -= 1
      if elements[index].tag == tag {
        while elements.count > index { popElement() }
        return
      }
    }
  }

  /// Starts an element in a paragraph that goes with its content, unless it has no end there.
  mutating func startDiscarding(_ name: String) {
    guard discarding == nil else { return }
    discarding = Discarding(name: name, place: buffer.count, depth: elements.count)
  }

  /// Takes back what was written since the start of the element, if it was in the same place.
  mutating func endDiscarding(_ name: String) {
    guard let start = discarding, start.name == name else { return }
    discarding = nil
    while elements.count > start.depth, elements.last?.isMarkdown == false { popElement() }
    for index in elements.indices[start.depth...] {
      if let tag = elements[index].tag, tag.isFormatting { openFormatting -= 1 }
      elements[index].tag = nil
    }
    buffer.rewind(to: start.place)
    while let last = origins.last, last.place > start.place { origins.removeLast() }
  }
}
