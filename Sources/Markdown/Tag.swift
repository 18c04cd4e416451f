/// An element that a page may hold; there is no other.
///
/// The names of the cases are the names of the elements.
enum Tag: UInt8, CaseIterable, Sendable {
  case a, abbr, b, bdi, blockquote, br, caption, cite, code, dd, del, details, dfn, div, dl, dt, em
  case figcaption, figure, h1, h2, h3, h4, h5, h6, hr, i, img, input, ins, kbd, li, mark, ol, p, pre, q
  case s, samp, small, span, strong, sub, summary, sup
  case table, tbody, td, tfoot, th, thead, tr, u, ul, `var`, wbr

  /// The tag of an element's name in lower case; names that HTML dropped stand for what replaced them.
  init?(name: String) {
    guard let tag = Self.byName[name] else { return nil }
    self = tag
  }

  /// The heading of a level; one below the sixth is a sixth.
  init(headingLevel level: Int) {
    let levels: [Tag] = [.h1, .h2, .h3, .h4, .h5, .h6]
    self = levels[min(max(level, 1), 6) - 1]
  }

  var name: StaticString {
    switch self {
    case .a: "a"
    case .abbr: "abbr"
    case .b: "b"
    case .bdi: "bdi"
    case .blockquote: "blockquote"
    case .br: "br"
    case .caption: "caption"
    case .cite: "cite"
    case .code: "code"
    case .dd: "dd"
    case .del: "del"
    case .details: "details"
    case .dfn: "dfn"
    case .div: "div"
    case .dl: "dl"
    case .dt: "dt"
    case .em: "em"
    case .figcaption: "figcaption"
    case .figure: "figure"
    case .h1: "h1"
    case .h2: "h2"
    case .h3: "h3"
    case .h4: "h4"
    case .h5: "h5"
    case .h6: "h6"
    case .hr: "hr"
    case .i: "i"
    case .img: "img"
    case .input: "input"
    case .ins: "ins"
    case .kbd: "kbd"
    case .li: "li"
    case .mark: "mark"
    case .ol: "ol"
    case .p: "p"
    case .pre: "pre"
    case .q: "q"
    case .s: "s"
    case .samp: "samp"
    case .small: "small"
    case .span: "span"
    case .strong: "strong"
    case .sub: "sub"
    case .summary: "summary"
    case .sup: "sup"
    case .table: "table"
    case .tbody: "tbody"
    case .td: "td"
    case .tfoot: "tfoot"
    case .th: "th"
    case .thead: "thead"
    case .tr: "tr"
    case .u: "u"
    case .ul: "ul"
    case .var: "var"
    case .wbr: "wbr"
    }
  }

  /// The level of a heading.
  var headingLevel: Int? {
    Tag.h1.rawValue <= rawValue && rawValue <= Tag.h6.rawValue ? Int(rawValue - Tag.h1.rawValue) + 1 : nil
  }

  private static let byName: [String: Tag] = {
    var tags = Dictionary(uniqueKeysWithValues: allCases.map { ("\($0.name)", $0) })
    tags["acronym"] = .abbr
    tags["center"] = .div
    tags["strike"] = .s
    tags["tt"] = .code
    return tags
  }()
}

// MARK: Kinds

extension Tag {
  /// How many formatting elements may be open in each other.
  static let maximumFormatting = 8

  /// Whether it has neither content nor an end tag.
  var isVoid: Bool {
    switch self {
    case .br, .hr, .img, .input, .wbr: true
    default: false
    }
  }

  /// Whether it ends a line of plain text.
  var isBlock: Bool {
    switch self {
    case .blockquote, .br, .caption, .dd, .details, .div, .dl, .dt, .figcaption, .figure, .h1, .h2, .h3, .h4,
      .h5, .h6, .hr, .li, .ol, .p, .pre, .summary, .table, .tbody, .td, .tfoot, .th, .thead, .tr, .ul:
      true
    default: false
    }
  }

  /// Whether Markdown can nest it without end.
  var nestsFreely: Bool {
    switch self {
    case .blockquote, .ol, .ul, .code, .em, .strong, .del: true
    default: false
    }
  }

  /// Whether the HTML parser opens it anew in the next block when a block cut it off.
  ///
  /// So that it is not much that it opens, only `maximumFormatting` of them may be open at once.
  var isFormatting: Bool {
    switch self {
    case .a, .b, .code, .em, .i, .s, .small, .strong, .u: true
    default: false
    }
  }
}

/// A set of tags.
struct TagSet: ExpressibleByArrayLiteral {
  private var bits: UInt64 = 0

  init(arrayLiteral tags: Tag...) {
    for tag in tags { bits |= 1 << UInt64(tag.rawValue) }
  }

  func contains(_ tag: Tag) -> Bool { bits >> UInt64(tag.rawValue) & 1 == 1 }

  func union(_ other: TagSet) -> TagSet {
    var set = self
    set.bits |= other.bits
    return set
  }
}
