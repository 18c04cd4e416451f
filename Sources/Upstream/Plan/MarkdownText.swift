import Catalog

/// Words of others inside a description: they cannot become markup, a mention, or a command.
enum MarkdownText {
  /// A code span that holds the text as it is, on one line; fit for a table's cell.
  static func code(_ text: String) -> String {
    let line = printable(String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 }))
    let escaped = line.replacing("|", with: "\\|")
    var (run, longest) = (0, 0)
    for character in escaped {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    let needsBlanks = longest > 0 || escaped.isEmpty || escaped.first == " " || escaped.last == " "
    return needsBlanks ? "\(fence) \(escaped) \(fence)" : fence + escaped + fence
  }

  /// A link to an address of the web, or the text as code where it is no such address.
  static func link(_ words: String, to address: String) -> String {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
      return "\(words) \(code(address))"
    }
    let safe = address.utf8.map { byte -> String in
      let isPlain = byte > 0x20 && byte < 0x7F && !"()<>\"\\`|".utf8.contains(byte)
      return isPlain ? String(Character(Unicode.Scalar(byte))) : "%" + hex(byte)
    }
    return "[\(words)](\(safe.joined()))"
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
