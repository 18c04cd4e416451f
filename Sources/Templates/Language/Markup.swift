/// Where in a page's HTML a template's text has arrived, as far as the safety of a value depends on it.
///
/// Escaping protects between tags and inside quotes, and nowhere else. Each template and each argument is
/// taken to start between tags.
struct Markup {
  private enum State {
    case content, comment, tagName, tag, equals, unquoted, doubleQuoted, singleQuoted, script, style
  }

  private var state = State.content
  /// The last eight bytes read, the newest lowest, letters in lower case.
  private var recent: UInt64 = 0
  /// The last eight bytes of the tag's name, alike.
  private var tagName: UInt64 = 0

  /// Goes on through a piece of text.
  mutating func read(_ text: ArraySlice<UInt8>) {
    for byte in text {
      recent = recent << 8 | UInt64(byte | 0x20)
      switch state {
      case .content: readContent(byte)
      case .comment: if ends(with: "-->") { state = .content }
      case .tagName: readTagName(byte)
      case .tag, .equals, .unquoted: readTag(byte)
      case .doubleQuoted: if byte == UInt8(ascii: "\"") { state = .tag }
      case .singleQuoted: if byte == UInt8(ascii: "'") { state = .tag }
      case .script: if ends(with: "</script") { state = .content }
      case .style: if ends(with: "</style") { state = .content }
      }
    }
  }

  /// Why a value here would not be safe; `nil` where it is.
  func fault(ofRaw isRaw: Bool) -> (message: String, advice: String)? {
    switch state {
    case .content, .comment:
      nil
    case .script, .style:
      isRaw
        ? nil
        : (
          "A value stands in a script or a style sheet, where escaping does not protect",
          "Put it into a `data-` attribute of an element, and read it from there"
        )
    case .doubleQuoted, .singleQuoted:
      isRaw ? ("Unescaped HTML stands in an attribute, which it can break out of", "Use two braces") : nil
    case .tagName, .tag, .equals, .unquoted:
      ("A value stands in a tag without quotes around it, which it can break out of", "Put it in quotes")
    }
  }

  private mutating func readContent(_ byte: UInt8) {
    if byte == UInt8(ascii: "<") {
      state = .tagName
      tagName = 0
    } else if ends(with: "<!--") {
      state = .comment
    }
  }

  private mutating func readTagName(_ byte: UInt8) {
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    if tagName == 0, !isLetter {
      state = .content
    } else if byte == UInt8(ascii: ">") {
      endTag()
    } else if byte.isSpace || byte == UInt8(ascii: "/") {
      state = .tag
    } else {
      tagName = tagName << 8 | UInt64(byte | 0x20)
    }
  }

  private mutating func readTag(_ byte: UInt8) {
    if byte == UInt8(ascii: ">") {
      endTag()
    } else if byte.isSpace {
      if state == .unquoted { state = .tag }
    } else if state == .equals {
      state =
        byte == UInt8(ascii: "\"") ? .doubleQuoted : byte == UInt8(ascii: "'") ? .singleQuoted : .unquoted
    } else if state == .tag, byte == UInt8(ascii: "=") {
      state = .equals
    }
  }

  private mutating func endTag() {
    switch tagName {
    case Markup.packed("script"): state = .script
    case Markup.packed("style"): state = .style
    default: state = .content
    }
  }

  private func ends(with word: StaticString) -> Bool {
    recent << (64 - 8 * word.utf8CodeUnitCount) == Markup.packed(word) << (64 - 8 * word.utf8CodeUnitCount)
  }

  /// Up to eight bytes as one number.
  private static func packed(_ word: StaticString) -> UInt64 {
    word.withUTF8Buffer { bytes in unsafe bytes.reduce(0) { $0 << 8 | UInt64($1) } }
  }
}
