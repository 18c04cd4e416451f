/// Text of entries as Markdown shows it: nothing in it is taken for a mark, and nothing starts a line of its own.
enum MarkdownText {
  /// Text between other text, in a table's cell as well.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in line(text).unicodeScalars {
      if "\\`*_[]<>#|~&!".unicodeScalars.contains(scalar) { result += "\\" }
      result += String(Character(scalar))
    }
    return result
  }

  /// Text as code within a line, ticks included.
  static func code(_ text: String) -> String {
    let text = line(text)
    if text.isEmpty { return "" }
    // More ticks than any run inside has; in a table even code may not hold a bare bar.
    let ticks = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return ticks + pad + text.replacing("|", with: "\\|") + pad + ticks
  }

  /// A web address as a link to itself; one that is no plain address is shown as code.
  static func link(_ address: String) -> String {
    let isPlain = address.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\\|`\"".utf8.contains($0) }
    let isWeb = address.hasPrefix("https://") || address.hasPrefix("http://")
    return isPlain && isWeb ? "<\(address)>" : code(address)
  }

  /// One line: line breaks and control characters become blanks.
  static func line(_ text: String) -> String {
    let scalars = text.unicodeScalars.map { scalar -> Character in
      let isBreak =
        scalar.value < 0x20 || scalar.value == 0x7F
        || "\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar)
      return isBreak ? " " : Character(scalar)
    }
    return String(scalars)
  }

  private static func longestRun(of character: Character, in text: String) -> Int {
    var (longest, current) = (0, 0)
    for letter in text {
      current = letter == character ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
