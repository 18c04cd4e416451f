/// Cuts a template into text and tags, in one pass over its bytes.
struct Scanner {
  /// The longest delimiter taken, in bytes; the bound keeps the search for one linear.
  private static let longestDelimiter = 32

  private let source: TemplateSource
  private var open = Array("{{".utf8)
  private var close = Array("}}".utf8)
  private var index: Int
  /// The tag behind the text that was returned last.
  private var pending: Tag?
  private(set) var log = ProblemLog()

  init(_ source: TemplateSource) {
    self.source = source
    index = source.start
  }

  /// The next piece, or `nil` at the end.
  mutating func next() -> Token? {
    if let tag = pending.take() { return .tag(tag) }
    let start = index
    guard let tagStart = find(open, from: start) else {
      index = source.bytes.count
      return start < index ? .text(start..<index) : nil
    }
    let tag = readTag(at: tagStart)
    index = tag.range.upperBound
    guard start < tagStart else { return .tag(tag) }
    pending = tag
    return .text(start..<tagStart)
  }

  private mutating func readTag(at start: Int) -> Tag {
    var nameStart = start + open.count
    while nameStart < source.bytes.count, source.bytes[nameStart].isSpace { nameStart += 1 }
    let mark = nameStart < source.bytes.count ? source.bytes[nameStart] : 0
    let kind = Scanner.kind(of: mark)
    if kind != .value { nameStart += 1 }
    let ending = Scanner.ending(of: mark) + close
    guard let end = find(ending, from: nameStart) else { return unclosed(at: start, ending) }
    let content = nameStart..<end
    if kind != .comment, let inner = findLast(open, in: content) {
      return invalid(
        start..<inner, "A tag is opened again before `\(text(close))` closes it",
        "Put `\(text(close))` behind the name")
    }
    let tag = Tag(kind: kind, range: start..<end + ending.count, name: source.trimmed(content))
    switch kind {
    case .comment: return tag
    case .delimiters: return setDelimiters(tag)
    default: return checked(tag)
    }
  }

  private static func kind(of mark: UInt8) -> Tag.Kind {
    switch mark {
    case UInt8(ascii: "!"): .comment
    case UInt8(ascii: "="): .delimiters
    case UInt8(ascii: "{"), UInt8(ascii: "&"): .rawValue
    case UInt8(ascii: "#"): .section
    case UInt8(ascii: "^"): .inverted
    case UInt8(ascii: "/"): .close
    case UInt8(ascii: ">"): .partial
    case UInt8(ascii: "<"): .parent
    case UInt8(ascii: "$"): .block
    default: .value
    }
  }

  /// What must stand before the closing delimiter.
  private static func ending(of mark: UInt8) -> [UInt8] {
    switch mark {
    case UInt8(ascii: "{"): [UInt8(ascii: "}")]
    case UInt8(ascii: "="): [UInt8(ascii: "=")]
    default: []
    }
  }

  private mutating func checked(_ tag: Tag) -> Tag {
    let name = source.bytes[tag.name]
    if name.isEmpty {
      return invalid(tag.range, "A tag has no name", "Name a value, or remove the tag")
    }
    if name.contains(where: \.isSpace) {
      return invalid(
        tag.range, "`\(source.text(tag.name))` is not a name, since it has a space in it",
        "Write one name; a sentence belongs into a comment, `{{! … }}`")
    }
    let isInclude = tag.kind == .partial || tag.kind == .parent
    if isInclude, name.first == UInt8(ascii: "*") {
      return invalid(
        tag.range, "A template cannot be chosen by a value of the data",
        "Name the template, or choose by a section around each one")
    }
    return tag
  }

  private mutating func setDelimiters(_ tag: Tag) -> Tag {
    let pair = source.bytes[tag.name].split(whereSeparator: \.isSpace)
    let isUsable = pair.allSatisfy {
      $0.count <= Scanner.longestDelimiter && !$0.contains(UInt8(ascii: "="))
    }
    guard pair.count == 2, isUsable else {
      return invalid(
        tag.range, "These are not two delimiters",
        "Write two short words without `=`, as in `{{=<% %>=}}`")
    }
    open = Array(pair[0])
    close = Array(pair[1])
    return tag
  }

  /// Takes the rest of the template for the tag: without its end nothing behind it has a meaning.
  private mutating func unclosed(at start: Int, _ ending: [UInt8]) -> Tag {
    let end = source.bytes[start...].firstIndex { $0 == .lineFeed || $0 == .carriageReturn }
    let advice = "Put `\(text(ending))` behind the name"
    log.add(source.problem(start..<(end ?? source.bytes.count), "A tag is never closed", advice))
    return Tag(kind: .invalid, range: start..<source.bytes.count, name: start..<start)
  }

  private mutating func invalid(_ range: Range<Int>, _ message: String, _ advice: String) -> Tag {
    log.add(source.problem(range, message, advice))
    return Tag(kind: .invalid, range: range, name: range.lowerBound..<range.lowerBound)
  }
}

extension Scanner {
  private func find(_ word: [UInt8], from start: Int) -> Int? {
    let last = source.bytes.count - word.count
    var index = start
    while index <= last {
      if matches(word, at: index) { return index }
      index += 1
    }
    return nil
  }

  private func findLast(_ word: [UInt8], in range: Range<Int>) -> Int? {
    var index = range.upperBound - word.count
    while index >= range.lowerBound {
      if matches(word, at: index) { return index }
      index -= 1
    }
    return nil
  }

  private func matches(_ word: [UInt8], at index: Int) -> Bool {
    for offset in 0..<word.count where source.bytes[index + offset] != word[offset] { return false }
    return true
  }

  private func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}
