/// XML 1.0, being written: one element a line.
struct XMLText {
  private(set) var bytes: [UInt8] = []

  mutating func declaration() { add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  mutating func open(_ name: String, _ attributes: [(name: String, value: String)]) {
    tag(name, attributes)
    add(">\n")
  }

  mutating func close(_ name: String) { add("</\(name)>\n") }

  mutating func empty(_ name: String, _ attributes: [(name: String, value: String)]) {
    tag(name, attributes)
    add("/>\n")
  }

  mutating func element(_ name: String, _ text: String, _ attributes: [(name: String, value: String)] = []) {
    tag(name, attributes)
    add(">")
    escape(text)
    add("</\(name)>\n")
  }

  private mutating func tag(_ name: String, _ attributes: [(name: String, value: String)]) {
    add("<\(name)")
    for attribute in attributes {
      add(" \(attribute.name)=\"")
      escape(attribute.value)
      add("\"")
    }
  }

  /// Appends a text; what XML cannot hold at all becomes U+FFFD.
  private mutating func escape(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": add("&amp;")
      case "<": add("&lt;")
      case ">": add("&gt;")
      case "\"": add("&quot;")
      case "\t", "\n": bytes.append(UInt8(scalar.value))
      case _ where scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE: add("\u{FFFD}")
      default: bytes.append(contentsOf: String(scalar).utf8)
      }
    }
  }

  private mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
