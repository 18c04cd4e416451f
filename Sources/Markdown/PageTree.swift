/// Carries an HTML tree over to a page, by an allow-list of elements and attributes.
///
/// The tree is the parser's, the markup is the page writer's: nothing is copied from the source as
/// it stands. What is not named here does not get through.
struct PageTree: ~Copyable, HTMLTreeVisitor {
  /// What a class may be that an author, or an earlier pass of this program, gave an element.
  private static let classes: Set<String> = {
    var classes: Set<String> = ["external-image", "task-list-item"]
    for side in ["left", "center", "right", "justify"] { classes.insert("align-\(side)") }
    for side in ["top", "middle", "bottom"] { classes.insert("valign-\(side)") }
    for tenth in 1...10 { classes.insert("width-\(tenth)0") }
    return classes
  }()

  var page: PageWriter
  /// Where destinations stand in the source, by their place in the tree's fragment.
  private var origins: [(place: Int, offset: Int?)] = []
  /// Whether each entered element was opened on the page, or only its content is shown.
  private var isOpen: [Bool] = []
  private var preDepth = 0

  init(into page: consuming PageWriter) { self.page = page }

  /// Carries a tree over.
  mutating func show(_ tree: borrowing HTMLTree, origins: [(place: Int, offset: Int?)]) {
    self.origins = origins
    page.isBounded = true
    tree.walk(&self)
    page.isBounded = false
    // A visit that was broken off leaves elements open, which the page closes by itself.
    (isOpen, preDepth) = ([], 0)
  }

  var isDone: Bool { page.isDone }

  mutating func text(_ text: Span<UInt8>) {
    let isSuperfluous = preDepth == 0 && page.isAtLineStart && text.isBlank
    if !isSuperfluous { page.text(text) }
  }

  mutating func leave(_ element: HTMLElement) {
    if isOpen.removeLast() { page.close() }
    if element.tag == .pre { preDepth -= 1 }
  }

  mutating func enter(_ element: HTMLElement) -> Bool {
    // The fragment holds no other elements than tags; should one come, only its text is kept.
    guard let tag = element.tag else { return enter(open: false) }
    switch tag {
    case .img: putImage(element)
    case .input: if element.word("type") == "checkbox" { page.putBox(isTicked: element.has("checked")) }
    case .br, .hr, .wbr: page.put(tag)
    case .a: return enterLink(element)
    case .pre: return enterCode(element)
    case .div where element.classes.contains("table-scroll"): return enter(open: false)
    case .h1, .h2, .h3, .h4, .h5, .h6:
      let id = element.value(of: "id").flatMap { page.ids.claim(chosen: $0) }
      page.openHeading(tag.headingLevel ?? 1, id: id, attributes: attributes(of: element, tag, hasID: false))
      return enter(open: true)
    case .li, .dd, .dt, .summary, .figcaption: return enterPart(element, tag)
    default:
      page.open(tag, attributes: attributes(of: element, tag))
      if tag == .details, element.firstChild?.tag != .summary { putSummary() }
      return enter(open: true)
    }
    return false
  }

  private mutating func enter(open: Bool) -> Bool {
    isOpen.append(open)
    return true
  }

  /// Opens an element that belongs into a certain other one, or is just a box elsewhere.
  private mutating func enterPart(_ element: HTMLElement, _ tag: Tag) -> Bool {
    let owners: TagSet =
      switch tag {
      case .li: [.ul, .ol]
      case .summary: [.details]
      case .figcaption: [.figure]
      default: [.dl]
      }
    let isOwned = element.parent?.tag.map(owners.contains) ?? false
    page.open(isOwned ? tag : .div, attributes: attributes(of: element, isOwned ? tag : .div))
    return enter(open: true)
  }

  private mutating func putSummary() {
    page.open(.summary)
    page.text(Array(page.options.labels.details.utf8).span)
    page.close()
  }
}

// MARK: Links, images, code

extension PageTree {
  private mutating func enterLink(_ element: HTMLElement) -> Bool {
    if element.classes.contains("heading-anchor") { return false }
    let attributes = attributes(of: element, .a)
    if element.has("href") {
      page.openLink(reference(element, "href"), attributes: attributes)
    } else {
      // A name for a place; as a link without destination it would forbid the links inside.
      page.open(.span, attributes: attributes)
    }
    return enter(open: true)
  }

  private mutating func putImage(_ element: HTMLElement) {
    guard element.has("src") else { return }
    page.putImage(
      reference(element, "src"), alternative: element.value(of: "alt") ?? [],
      attributes: attributes(of: element, .img))
  }

  /// Shows `<pre><code class="language-x">` as Markdown's code blocks are shown.
  private mutating func enterCode(_ element: HTMLElement) -> Bool {
    guard let code = element.onlyChild, code.tag == .code, code.holdsOnlyText else {
      page.open(.pre, attributes: attributes(of: element, .pre))
      preDepth += 1
      return enter(open: true)
    }
    let language = code.classes.first { $0.hasPrefix("language-") }?.dropFirst("language-".count) ?? ""
    page.openCode(language: Array(language.utf8))
    page.text(code.text.span)
    page.close()
    return false
  }

  private func reference(_ element: HTMLElement, _ name: String) -> MarkdownReference {
    let value = element.value(of: name) ?? []
    let place = element.offset(of: name) ?? 0
    return MarkdownReference(
      destination: Array(value.prefix(Destination.maximumLength + 1)),
      title: element.value(of: "title") ?? [], offset: origin(of: place))
  }

  private func origin(of place: Int) -> Int? {
    let before = origins.sortedPrefixCount { $0.place <= place }
    return before == 0 ? nil : origins[before - 1].offset
  }
}

// MARK: Attributes

extension PageTree {
  /// The attributes of an element that may stand on the page, written out.
  private mutating func attributes(of element: HTMLElement, _ tag: Tag, hasID: Bool = true) -> [UInt8] {
    var html = HTMLBuffer()
    if hasID, let id = element.value(of: "id") ?? (tag == .a ? element.value(of: "name") : nil),
      let claimed = page.ids.claim(chosen: id)
    {
      html.write("id", claimed.span)
    }
    let classes = classes(of: element, tag)
    if !classes.isEmpty { html.write("class", classes.joined(separator: " ")) }
    if let direction = element.word("dir"), ["ltr", "rtl", "auto"].contains(direction) {
      html.write("dir", direction)
    }
    if let language = element.word("lang"), language.utf8.count <= 35,
      language.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") })
    {
      html.write("lang", language)
    }
    if let title = element.value(of: "title"), tag != .a, tag != .img { html.write("title", title.span) }
    writeOwn(of: element, tag, to: &html)
    return html.bytes
  }

  /// Writes the attributes that only some elements have.
  private func writeOwn(of element: HTMLElement, _ tag: Tag, to html: inout HTMLBuffer) {
    func write(_ name: StaticString, in range: ClosedRange<Int>) {
      if let number = element.number("\(name)"), range.contains(number) { html.write(name, String(number)) }
    }
    switch tag {
    case .img:
      write("width", in: 1...9999)
      write("height", in: 1...9999)
    case .td, .th:
      write("colspan", in: 2...100)
      write("rowspan", in: 2...1000)
      if tag == .th, let scope = element.word("scope"), ["row", "col"].contains(scope) {
        html.write("scope", scope)
      }
    case .ol:
      write("start", in: -999_999_999...999_999_999)
      if let kind = element.value(of: "type"), kind.count == 1, "1aAiI".utf8.contains(kind[0]) {
        html.write("type", kind.span)
      }
      if element.has("reversed") { html.write(" reversed") }
    case .li: write("value", in: -999_999_999...999_999_999)
    case .details: if element.has("open") { html.write(" open") }
    default: break
    }
  }

  /// The classes an element keeps, and those that say what an outdated attribute said.
  private func classes(of element: HTMLElement, _ tag: Tag) -> [String] {
    var classes = element.classes.filter(Self.classes.contains)
    if let side = element.word("align") { classes.append("align-\(side)") }
    if let side = element.word("valign") { classes.append("valign-\(side)") }
    if tag == .img, let width = element.word("width"), width.last == "%", let percent = Int(width.dropLast())
    {
      classes.append("width-\(min(max(percent / 10, 1), 10))0")
    }
    var seen: Set<String> = []
    return classes.filter { Self.classes.contains($0) && seen.insert($0).inserted }
  }
}

extension Span<UInt8> {
  fileprivate var isBlank: Bool {
    for index in indices where self[index] > 0x20 { return false }
    return true
  }
}

extension HTMLElement {
  fileprivate func has(_ name: String) -> Bool { value(of: name) != nil }

  /// An attribute whose case does not matter.
  fileprivate func word(_ name: String) -> String? {
    value(of: name).map { String(decoding: $0.prefix(64), as: UTF8.self).lowercased() }
  }

  fileprivate func number(_ name: String) -> Int? { word(name).flatMap { Int($0) } }

  /// The first few classes.
  fileprivate var classes: [String] {
    let value = value(of: "class")?.prefix(256) ?? []
    return value.split(maxSplits: 16, whereSeparator: { $0 <= 0x20 }).map {
      String(decoding: $0, as: UTF8.self)
    }
  }
}
