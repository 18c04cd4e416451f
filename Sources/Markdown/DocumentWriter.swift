/// Writes a document block by block: what holds raw HTML goes through the HTML parser, all else
/// straight to the page.
///
/// Which blocks hold raw HTML is known only when they have been read, so that such a document is
/// read twice: first to find them. Blocks that an element spans belong together.
struct DocumentWriter: ~Copyable, MarkdownSink {
  private enum Target { case page, fragment, nowhere }

  /// The blocks that hold raw HTML, by number; nil while they are looked for.
  private let htmlBlocks: Set<Int>?
  /// Those that were found.
  private(set) var foundBlocks: Set<Int> = []
  private var block = -1
  private var target = Target.page
  private var fragment: FragmentWriter
  private var tree: PageTree

  init(_ options: MarkdownOptions, htmlBlocks: Set<Int>? = nil) {
    self.htmlBlocks = htmlBlocks
    fragment = FragmentWriter(options.limits)
    tree = PageTree(into: PageWriter(options))
  }

  var isDone: Bool { tree.page.isDone || fragment.isDone }

  mutating func cut() { tree.page.cut() }

  mutating func reserve(for count: Int) { tree.page.reserve(for: count) }

  /// Comes before each block that is in no other.
  mutating func startBlock() {
    block += 1
    guard let htmlBlocks else { return }
    if fragment.isClosed { flushFragment() }
    target = htmlBlocks.contains(block) || !fragment.isClosed ? .fragment : .page
  }

  /// Closes what is open and gives the page.
  mutating func finish() -> RenderedMarkdown {
    flushFragment()
    var page = tree.page.finish()
    page.containsHTML = htmlBlocks != nil
    return page
  }

  private mutating func flushFragment() {
    let html = fragment.finish()
    if !html.isEmpty { tree.show(HTMLTree(fragment: html), origins: fragment.origins) }
    if fragment.isDone { tree.page.cut() }
    if fragment.isFlattened { tree.page.page.isTruncated = true }
    fragment.clear()
  }

  mutating func html(_ html: RawHTML) {
    switch target {
    case .fragment: fragment.html(html)
    case .page, .nowhere:
      if html.isComment { return }
      // A page that has no place for it is not written on.
      foundBlocks.insert(block)
      target = .nowhere
    }
  }
}

// MARK: Handing on

extension DocumentWriter {
  mutating func open(_ tag: Tag) {
    switch target {
    case .page: tree.page.open(tag)
    case .fragment: fragment.open(tag)
    case .nowhere: break
    }
  }

  mutating func open(list: Tag, start: Int) {
    switch target {
    case .page: tree.page.open(list: list, start: start)
    case .fragment: fragment.open(list: list, start: start)
    case .nowhere: break
    }
  }

  mutating func openItem(task: Bool?) {
    switch target {
    case .page: tree.page.openItem(task: task)
    case .fragment: fragment.openItem(task: task)
    case .nowhere: break
    }
  }

  mutating func open(cell: Tag, alignment: Alignment?) {
    switch target {
    case .page: tree.page.open(cell: cell, alignment: alignment)
    case .fragment: fragment.open(cell: cell, alignment: alignment)
    case .nowhere: break
    }
  }

  mutating func openHeading(_ level: Int) {
    switch target {
    case .page: tree.page.openHeading(level)
    case .fragment: fragment.openHeading(level)
    case .nowhere: break
    }
  }

  mutating func openCode(language: [UInt8]) {
    switch target {
    case .page: tree.page.openCode(language: language)
    case .fragment: fragment.openCode(language: language)
    case .nowhere: break
    }
  }

  mutating func openLink(_ reference: MarkdownReference) {
    switch target {
    case .page: tree.page.openLink(reference)
    case .fragment: fragment.openLink(reference)
    case .nowhere: break
    }
  }

  mutating func close() {
    switch target {
    case .page: tree.page.close()
    case .fragment: fragment.close()
    case .nowhere: break
    }
  }

  mutating func putImage(_ reference: MarkdownReference, alternative: [UInt8]) {
    switch target {
    case .page: tree.page.putImage(reference, alternative: alternative)
    case .fragment: fragment.putImage(reference, alternative: alternative)
    case .nowhere: break
    }
  }

  mutating func put(_ void: Tag) {
    switch target {
    case .page: tree.page.put(void)
    case .fragment: fragment.put(void)
    case .nowhere: break
    }
  }

  mutating func text(_ text: Span<UInt8>) {
    switch target {
    case .page: tree.page.text(text)
    case .fragment: fragment.text(text)
    case .nowhere: break
    }
  }

  mutating func endBlock() {
    switch target {
    case .page: tree.page.endBlock()
    case .fragment: fragment.endBlock()
    case .nowhere: break
    }
  }
}
