/// XML 1.0, being written: one element a line.
struct XMLText {
  private(set) var bytes: [UInt8] = []

  mutating func declaration() { add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:]) {
    tag(name, attributes)
    add(">\n")
  }

  mutating func close(_ name: StaticString) {
    add("</")
    add(name)
    add(">\n")
  }

  mutating func empty(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
    tag(name, attributes)
    add("/>\n")
  }

  mutating func element(
    _ name: StaticString, _ text: String, _ attributes: KeyValuePairs<StaticString, String> = [:]
  ) {
    tag(name, attributes)
    add(">")
    escape(text.utf8.span)
    close(name)
  }

  private mutating func tag(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String>) {
    add("<")
    add(name)
    for (name, value) in attributes {
      add(" ")
      add(name)
      add("=\"")
      escape(value.utf8.span)
      add("\"")
    }
  }

  /// Appends a text, in runs; what XML cannot hold at all becomes U+FFFD.
  private mutating func escape(_ text: Span<UInt8>) {
    var copied = 0
    var index = 0
    while index < text.count {
      guard let (length, replacement) = Self.replacement(in: text, at: index) else {
        index += 1
        continue
      }
      add(text.extracting(copied..<index))
      add(replacement)
      index += length
      copied = index
    }
    add(text.extracting(copied..<text.count))
  }

  /// What stands for the character that begins at a byte, and how many bytes that has; nothing for one that stands
  /// for itself.
  private static func replacement(in text: Span<UInt8>, at index: Int) -> (Int, StaticString)? {
    switch text[index] {
    case UInt8(ascii: "&"): (1, "&amp;")
    case UInt8(ascii: "<"): (1, "&lt;")
    case UInt8(ascii: ">"): (1, "&gt;")
    case UInt8(ascii: "\""): (1, "&quot;")
    case UInt8(ascii: "\t"), UInt8(ascii: "\n"): nil
    case ..<0x20: (1, "\u{FFFD}")
    // The last two characters of a plane are none.
    case 0xEF where text[index + 1] == 0xBF && text[index + 2] >= 0xBE: (3, "\u{FFFD}")
    case 0xF0... where text[index + 1] & 0x0F == 0x0F && text[index + 2] == 0xBF && text[index + 3] >= 0xBE:
      (4, "\u{FFFD}")
    default: nil
    }
  }

  private mutating func add(_ text: StaticString) { bytes.append(text) }

  private mutating func add(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}
