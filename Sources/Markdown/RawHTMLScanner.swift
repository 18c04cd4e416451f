/// An attribute in a start tag of raw HTML.
struct RawAttribute {
  /// In lower case.
  var name: [UInt8]
  /// Where the value stands, without quotes.
  var value: Range<Int>

  var isDestination: Bool { name == Array("href".utf8) || name == Array("src".utf8) }
}

/// Divides raw HTML into tags and text as the HTML standard does, in one pass.
///
/// What is not closed when the run ends (a tag, a comment, a script) is dropped to there: it cannot
/// swallow the Markdown that follows.
struct RawHTMLScanner {
  /// Elements that go with their content.
  private static let discarded: Set<String> = [
    "applet", "audio", "canvas", "frameset", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
  ]

  /// Attributes that mean something for the page, on whatever element.
  private static let attributes: Set<String> = [
    "align", "alt", "checked", "class", "colspan", "dir", "height", "href", "id", "lang", "name", "open",
    "reversed", "rowspan", "scope", "src", "start", "title", "type", "valign", "value", "width",
  ]

  private let html: RawHTML
  private var index = 0

  init(_ html: RawHTML) { self.html = html }

  private var bytes: [UInt8] { html.bytes }

  /// Writes the run to a fragment.
  mutating func write(to fragment: inout FragmentWriter) {
    while index < bytes.count {
      let start = index
      while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
      fragment.putRaw(bytes.span.extracting(start..<index))
      if index < bytes.count { writeMarkup(to: &fragment) }
    }
  }

  /// Takes what starts with `<` at `index`.
  private mutating func writeMarkup(to fragment: inout FragmentWriter) {
    let next = index + 1 < bytes.count ? bytes[index + 1] : 0
    switch next {
    case UInt8(ascii: "!"), UInt8(ascii: "?"): skipComment()
    case UInt8(ascii: "/") where index + 2 < bytes.count && bytes[index + 2].isLetter:
      index += 2
      let name = takeName()
      guard takeAttributes() != nil else { return }
      if let tag = Tag(name: name) { fragment.closeRaw(tag) } else { fragment.endDiscarding(name) }
    case UInt8(ascii: "/"): skipComment()
    case _ where next.isLetter:
      index += 1
      writeStartTag(to: &fragment)
    default:
      fragment.putRaw(bytes.span.extracting(index..<index + 1))
      index += 1
    }
  }

  private mutating func writeStartTag(to fragment: inout FragmentWriter) {
    let name = takeName()
    guard let (attributes, isSelfClosing) = takeAttributes() else { return }
    if let tag = Tag(name: name) {
      fragment.openRaw(tag, attributes: attributes, of: html, isCentered: name == "center")
    } else if Self.discarded.contains(name), !(isSelfClosing && (name == "svg" || name == "math")) {
      if html.isBlock { skip(pastEndOf: Array(name.utf8)) } else { fragment.startDiscarding(name) }
    }
  }

  private mutating func takeName() -> String {
    let start = index
    while index < bytes.count, !Self.endsName(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index].map(\.lowercased), as: UTF8.self)
  }

  /// Takes the rest of a tag; nil if it has no end, and then all is taken.
  private mutating func takeAttributes() -> (attributes: [RawAttribute], isSelfClosing: Bool)? {
    var attributes: [RawAttribute] = []
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: ">") {
        index += 1
        return (attributes, bytes[index - 2] == UInt8(ascii: "/"))
      }
      if byte.isHTMLSpace || byte == UInt8(ascii: "/") {
        index += 1
        continue
      }
      let start = index
      index += 1
      while index < bytes.count, !Self.endsName(bytes[index]), bytes[index] != UInt8(ascii: "=") {
        index += 1
      }
      let name = bytes[start..<index].map(\.lowercased)
      let value = takeValue()
      if Self.attributes.contains(String(decoding: name, as: UTF8.self)) {
        attributes.append(RawAttribute(name: name, value: value))
      }
    }
    return nil
  }

  /// Takes `= value`, if there is one.
  private mutating func takeValue() -> Range<Int> {
    let nameEnd = index
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
      index = nameEnd
      return nameEnd..<nameEnd
    }
    index += 1
    skipBlanks()
    guard index < bytes.count else { return index..<index }
    let quote = bytes[index]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = index + 1
      index = bytes[start...].firstIndex(of: quote) ?? bytes.count
      defer { index = min(index + 1, bytes.count) }
      return start..<index
    }
    let start = index
    while index < bytes.count, !bytes[index].isHTMLSpace, bytes[index] != UInt8(ascii: ">") { index += 1 }
    return start..<index
  }
}

// MARK: Skipping

extension RawHTMLScanner {
  /// Skips past the end tag of an element whose content is dropped, or to the end if there is none.
  private mutating func skip(pastEndOf name: [UInt8]) {
    while index < bytes.count {
      guard let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) else { break }
      index = start + 1
      let rest = bytes[index...].prefix(name.count + 2)
      guard rest.first == UInt8(ascii: "/"), rest.count == name.count + 2,
        rest.dropFirst().prefix(name.count).map(\.lowercased) == name, let last = rest.last,
        Self.endsName(last)
      else { continue }
      index += name.count + 1
      _ = takeAttributes()
      return
    }
    index = bytes.count
  }

  /// Skips a comment, or anything else that starts like a declaration, which HTML treats as one.
  private mutating func skipComment() {
    guard bytes[index...].starts(with: "<!--".utf8) else {
      index = bytes[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
      return
    }
    index += 4
    if bytes[index...].starts(with: ">".utf8) || bytes[index...].starts(with: "->".utf8) {
      index += bytes[index] == UInt8(ascii: ">") ? 1 : 2
      return
    }
    while let dash = bytes[index...].firstIndex(of: UInt8(ascii: "-")) {
      index = dash + 1
      for end in ["->", "-!>"] where bytes[index...].starts(with: end.utf8) {
        index += end.utf8.count
        return
      }
    }
    index = bytes.count
  }

  private mutating func skipBlanks() {
    while index < bytes.count, bytes[index].isHTMLSpace { index += 1 }
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    byte.isHTMLSpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
  }
}

extension RawHTML {
  /// Whether there is nothing but comments and blanks.
  var isComment: Bool {
    var scanner = RawHTMLScanner(self)
    return scanner.skipCommentsAndBlanks()
  }
}

extension RawHTMLScanner {
  /// Skips blanks and comments; whether that is all there is.
  fileprivate mutating func skipCommentsAndBlanks() -> Bool {
    skipBlanks()
    while bytes[index...].starts(with: "<!".utf8) || bytes[index...].starts(with: "<?".utf8) {
      skipComment()
      skipBlanks()
    }
    return index == bytes.count
  }
}
