/// How a string is best written in YAML so that it reads back as the same string.
enum YAMLScalarForm: Equatable {
  case plain
  case singleQuoted
  case doubleQuoted
  /// A block scalar `|`; `chomping` is `-`, `+`, or nothing, `indentation` a digit where the text starts with a blank.
  case literal(chomping: String, needsIndentation: Bool)

  /// Words that readers of YAML 1.1 take for booleans; quoted for the sake of those readers.
  private static let oldBooleans: Set<String> = ["y", "n", "yes", "no", "on", "off"]

  static func of(_ text: ArraySlice<UInt8>, isKey: Bool) -> YAMLScalarForm {
    if hasUnprintable(text) { return .doubleQuoted }
    if text.contains(UInt8(ascii: "\n")) { return isKey ? .doubleQuoted : literal(text) }
    if isSafePlain(text) { return .plain }
    // A text full of single quotes reads better in double ones, unless it has backslashes.
    let prefersDouble =
      text.contains(UInt8(ascii: "'")) && !text.contains(UInt8(ascii: "\\"))
      && !text.contains(UInt8(ascii: "\""))
    return prefersDouble ? .doubleQuoted : .singleQuoted
  }

  /// This form, or the quotes that the layout likes where they can hold the text as well.
  func fitting(_ layout: YAMLLayout) -> YAMLScalarForm {
    switch (layout.quotes, self) {
    case (.doubleQuoted, _): .doubleQuoted
    case (.singleQuoted, .plain): .singleQuoted
    case (_, .literal(chomping: "+", _)) where !layout.keepsBlankLines: .doubleQuoted
    default: self
    }
  }

  private static func literal(_ text: ArraySlice<UInt8>) -> YAMLScalarForm {
    let newline = UInt8(ascii: "\n")
    let body = text.reversed().drop { $0 == newline }
    guard !body.isEmpty else { return .doubleQuoted }
    let breaks = text.count - body.count
    // A line of blanks alone before the first text would set the indentation.
    let leading = text.prefix { $0 == newline || $0 == UInt8(ascii: " ") }
    let startsWithTab = text[leading.endIndex...].first == UInt8(ascii: "\t") && leading.isEmpty
    let needsIndentation = leading.contains(UInt8(ascii: " ")) || text.first == newline || startsWithTab
    let chomping = breaks == 0 ? "-" : breaks == 1 ? "" : "+"
    return .literal(chomping: chomping, needsIndentation: needsIndentation)
  }

  /// Control characters, and what YAML or editors take for line breaks or a byte order mark.
  private static func hasUnprintable(_ text: ArraySlice<UInt8>) -> Bool {
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte < 0x20, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\t") { return true }
      if byte == 0x7F { return true }
      let next = index + 1 < text.endIndex ? text[index + 1] : 0
      let third = index + 2 < text.endIndex ? text[index + 2] : 0
      if byte == 0xC2, next < 0xA0 { return true }  // C1 controls, U+0085 among them
      if byte == 0xE2, next == 0x80, third & 0xFE == 0xA8 { return true }  // U+2028, U+2029
      if byte == 0xEF, next == 0xBB, third == 0xBF { return true }  // U+FEFF
      if byte == 0xEF, next == 0xBF, third >= 0xBE { return true }  // U+FFFE, U+FFFF
      index += 1
    }
    return false
  }

  private static func isSafePlain(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last else { return false }
    if first == 0x20 || last == 0x20 || first == 0x09 || last == 0x09 { return false }
    guard CoreSchema.resolve(text) == .string, !looksLikeNumber(text) else { return false }
    if text.count <= 3, oldBooleans.contains(String(decoding: text, as: UTF8.self).lowercased()) {
      return false
    }
    guard startsPlain(first, second: text.dropFirst().first) else { return false }
    if text.starts(with: "---".utf8) || text.starts(with: "...".utf8) || text.elementsEqual("<<".utf8) {
      return false
    }
    return !hasIndicator(text) && last != UInt8(ascii: ":")
  }

  /// `: ` ends a key and ` #` starts a comment.
  private static func hasIndicator(_ text: ArraySlice<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      if byte == UInt8(ascii: "#"), previous == 0x20 || previous == 0x09 { return true }
      if byte == 0x20 || byte == 0x09, previous == UInt8(ascii: ":") { return true }
      previous = byte
    }
    return false
  }

  /// Dates, times and digits with underscores: numbers to readers of YAML 1.1.
  private static func looksLikeNumber(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.contains(where: isDigit) else { return false }
    let sign = text.first == UInt8(ascii: "+") || text.first == UInt8(ascii: "-")
    let body = sign ? text.dropFirst() : text
    guard let first = body.first, isDigit(first) || first == UInt8(ascii: ".") else { return false }
    return body.allSatisfy { isDigit($0) || "_.:-".utf8.contains($0) } && !isVersionLike(body)
  }

  /// `1.2.3` is no number to anybody.
  private static func isVersionLike(_ text: ArraySlice<UInt8>) -> Bool {
    text.count { $0 == UInt8(ascii: ".") } > 1 && text.allSatisfy { isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  private static func startsPlain(_ first: UInt8, second: UInt8?) -> Bool {
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
      guard let second else { return false }
      return second != 0x20 && second != 0x09
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
      UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"),
      UInt8(ascii: ">"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"),
      UInt8(ascii: "`"):
      return false
    default: return true
    }
  }
}
