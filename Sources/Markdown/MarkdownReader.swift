internal import CMD4C

/// Turns the Markdown parser's events into a document.
///
/// The parser shows bytes in place, so that nothing of it outlives an event.
struct MarkdownReader: ~Copyable {
  private(set) var document: DocumentWriter
  private let addresses: Range<Int>
  private let place: SourcePlace
  private var work: Int
  private var entities = EntityDecoder()
  private var html = RawHTML()
  private var blockDepth = 0
  private var isInTable = false
  private var openSpans = 0
  private var imageDepth = 0
  private var alternative: [UInt8] = []

  /// Makes a reader for a text at `addresses`, which stands at `place` of the source.
  ///
  /// `work` is how many bytes of destinations and titles may be looked at. They are the one thing
  /// of which a source can ask more than it is long, by using a definition again and again.
  init(into document: consuming DocumentWriter, addresses: Range<Int>, at place: SourcePlace, work: Int) {
    self.document = document
    self.addresses = addresses
    self.place = place
    self.work = work
    self.document.reserve(for: addresses.count)
  }

  /// The document; `isCut` if the source goes on.
  consuming func finish(isCut: Bool) -> DocumentWriter {
    if isCut { document.cut() }
    return document
  }

  /// Whether the parser is to go on, as it wants to hear it: not if this is not 0.
  private var answer: CInt { document.isDone || work < 0 ? 1 : 0 }

  /// Hands the raw HTML gathered so far to the document.
  private mutating func flushHTML(asBlock isBlock: Bool = false) {
    if html.isEmpty { return }
    html.isBlock = isBlock
    document.html(html)
    html = RawHTML()
  }

  private func offset(_ address: Int) -> Int? {
    addresses.contains(address) ? place.offset(of: address - addresses.lowerBound) : nil
  }
}

// MARK: Blocks

extension MarkdownReader {
  mutating func enter(_ block: MD_BLOCKTYPE, _ detail: UnsafeMutableRawPointer?) -> CInt {
    flushHTML()
    closeSpans()
    if block == MD_BLOCK_DOC { return answer }
    if blockDepth == 0 { document.startBlock() }
    blockDepth += 1
    switch block {
    case MD_BLOCK_QUOTE: document.open(.blockquote)
    case MD_BLOCK_UL: document.open(.ul)
    case MD_BLOCK_OL:
      document.open(list: .ol, start: unsafe Int(read(detail, as: MD_BLOCK_OL_DETAIL.self)?.start ?? 1))
    case MD_BLOCK_LI:
      let item = unsafe read(detail, as: MD_BLOCK_LI_DETAIL.self)
      let isTask = item.map { $0.is_task != 0 } ?? false
      document.openItem(task: isTask ? item?.task_mark != CChar(bitPattern: UInt8(ascii: " ")) : nil)
    case MD_BLOCK_HR: document.put(.hr)
    case MD_BLOCK_H: document.openHeading(unsafe Int(read(detail, as: MD_BLOCK_H_DETAIL.self)?.level ?? 1))
    case MD_BLOCK_CODE:
      let language = unsafe read(detail, as: MD_BLOCK_CODE_DETAIL.self)?.lang
      document.openCode(language: unsafe language.map { unsafe bytes(of: $0, upTo: 64) } ?? [])
    case MD_BLOCK_P: document.open(.p)
    case MD_BLOCK_TABLE:
      isInTable = true
      document.open(.table)
    case MD_BLOCK_THEAD: document.open(.thead)
    case MD_BLOCK_TBODY: document.open(.tbody)
    case MD_BLOCK_TR: document.open(.tr)
    case MD_BLOCK_TH, MD_BLOCK_TD:
      let cell = unsafe read(detail, as: MD_BLOCK_TD_DETAIL.self)
      document.open(cell: block == MD_BLOCK_TH ? .th : .td, alignment: alignment(cell?.align))
    default: break
    }
    return answer
  }

  mutating func leave(_ block: MD_BLOCKTYPE) -> CInt {
    flushHTML(asBlock: block == MD_BLOCK_HTML)
    closeSpans()
    if block == MD_BLOCK_DOC { return answer }
    if block == MD_BLOCK_TABLE { isInTable = false }
    blockDepth -= 1
    switch block {
    case MD_BLOCK_HR, MD_BLOCK_HTML: break
    default: document.close()
    }
    document.endBlock()
    return answer
  }

  private func alignment(_ align: MD_ALIGN?) -> Alignment? {
    switch align {
    case MD_ALIGN_LEFT: .left
    case MD_ALIGN_CENTER: .center
    case MD_ALIGN_RIGHT: .right
    default: nil
    }
  }

  private func read<Detail>(_ detail: UnsafeMutableRawPointer?, as type: Detail.Type) -> Detail? {
    unsafe detail?.assumingMemoryBound(to: type).pointee
  }
}

// MARK: Spans and text

extension MarkdownReader {
  /// Ends the spans that md4c 0.4.8 forgets to end, as it sometimes does with crossed ones.
  private mutating func closeSpans() {
    while openSpans > 0 {
      document.close()
      openSpans -= 1
    }
    imageDepth = 0
  }

  mutating func enter(_ span: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) -> CInt {
    flushHTML()
    if span == MD_SPAN_IMG {
      if imageDepth == 0 { alternative = [] }
      imageDepth += 1
    } else if imageDepth == 0 {
      unsafe open(span, detail)
      openSpans += 1
    }
    return answer
  }

  private mutating func open(_ span: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) {
    switch span {
    case MD_SPAN_STRONG: document.open(.strong)
    case MD_SPAN_CODE: document.open(.code)
    case MD_SPAN_DEL: document.open(.del)
    case MD_SPAN_A:
      // A link is given with its destination, always.
      let link = unsafe read(detail, as: MD_SPAN_A_DETAIL.self) ?? MD_SPAN_A_DETAIL()
      document.openLink(unsafe reference(link.href, link.title))
    default: document.open(.em)
    }
  }

  mutating func leave(_ span: MD_SPANTYPE, _ detail: UnsafeMutableRawPointer?) -> CInt {
    flushHTML()
    if span == MD_SPAN_IMG, imageDepth > 0 {
      imageDepth -= 1
      if imageDepth == 0, let image = unsafe read(detail, as: MD_SPAN_IMG_DETAIL.self) {
        document.putImage(unsafe reference(image.src, image.title), alternative: alternative)
      }
    } else if span != MD_SPAN_IMG, imageDepth == 0, openSpans > 0 {
      document.close()
      openSpans -= 1
    }
    return answer
  }

  mutating func text(_ kind: MD_TEXTTYPE, _ text: UnsafeBufferPointer<UInt8>) -> CInt {
    if kind == MD_TEXT_HTML {
      if imageDepth == 0 {
        unsafe html.append(text.span, offset: offset(Int(bitPattern: text.baseAddress)))
      }
      return answer
    }
    flushHTML()
    switch kind {
    case MD_TEXT_NULLCHAR: write("\u{FFFD}")
    case MD_TEXT_SOFTBR: write("\n")
    case MD_TEXT_BR:
      if imageDepth == 0 { document.put(.br) }
      write("\n")
    case MD_TEXT_ENTITY: unsafe write(entities.decode(Array(text)).span)
    case MD_TEXT_CODE where isInTable: unsafe writeCellCode(text.span)
    default: unsafe write(text.span)
    }
    return answer
  }

  /// Writes code of a table's cell, where a pipe is written `\\|`, which the parser leaves to us.
  private mutating func writeCellCode(_ code: Span<UInt8>) {
    var written = 0
    for index in code.indices.dropFirst()
    where code[index] == UInt8(ascii: "|") && code[index - 1] == UInt8(ascii: "\\") {
      write(code.extracting(written..<index - 1))
      written = index
    }
    write(code.extracting(written..<code.count))
  }

  private mutating func write(_ text: Span<UInt8>) {
    if imageDepth == 0 {
      document.text(text)
    } else {
      for index in text.indices { alternative.append(text[index]) }
    }
  }

  private mutating func write(_ text: StaticString) {
    unsafe write(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount).span)
  }
}

// MARK: Attributes

extension MarkdownReader {
  private mutating func reference(_ destination: MD_ATTRIBUTE, _ title: MD_ATTRIBUTE) -> MarkdownReference {
    unsafe work -= Int(destination.size) + Int(title.size)
    return unsafe MarkdownReference(
      destination: bytes(of: destination, upTo: Destination.maximumLength),
      title: bytes(of: title, upTo: MarkdownReference.maximumTitle),
      offset: offset(of: destination))
  }

  /// The bytes of an attribute; one that is longer than `limit` is cut behind it, undecoded.
  private mutating func bytes(of attribute: MD_ATTRIBUTE, upTo limit: Int) -> [UInt8] {
    guard unsafe attribute.size > 0, let text = unsafe attribute.text else { return [] }
    let all = unsafe UnsafeBufferPointer(
      start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: Int(attribute.size))
    if all.count > limit { return unsafe Array(all.prefix(limit + 1)) }
    if unsafe isPlain(attribute) { return unsafe Array(all) }
    var bytes: [UInt8] = []
    var part = 0
    while unsafe attribute.substr_offsets[part] < attribute.size {
      let range = unsafe Int(attribute.substr_offsets[part])..<Int(attribute.substr_offsets[part + 1])
      switch unsafe attribute.substr_types[part] {
      case MD_TEXT_ENTITY: unsafe bytes += entities.decode(Array(all[range]))
      case MD_TEXT_NULLCHAR: bytes += "\u{FFFD}".utf8
      default: unsafe bytes += all[range]
      }
      part += 1
    }
    return bytes
  }

  /// Whether the attribute, which is not empty, stands in one piece and without entities.
  private func isPlain(_ attribute: MD_ATTRIBUTE) -> Bool {
    unsafe attribute.substr_types[0] == MD_TEXT_NORMAL
      && (unsafe attribute.substr_offsets[1] == attribute.size)
  }

  private func offset(of attribute: MD_ATTRIBUTE) -> Int? {
    guard unsafe attribute.size > 0, unsafe isPlain(attribute) else { return nil }
    return unsafe offset(Int(bitPattern: attribute.text))
  }
}
