import Documents

/// JSON without blanks, being written; commas come where they belong.
struct JSONText {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func object(_ write: (inout JSONText) -> Void) {
    nest(UInt8(ascii: "{"), UInt8(ascii: "}"), write)
  }

  mutating func array(_ write: (inout JSONText) -> Void) {
    nest(UInt8(ascii: "["), UInt8(ascii: "]"), write)
  }

  /// Writes a key that needs no escape; a value follows.
  mutating func key(_ name: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append("\":")
    needsComma = false
  }

  mutating func string(_ text: Text) {
    separate()
    JSONWriter.appendString(text, to: &bytes)
  }

  mutating func string(_ text: String) { string(Text(text.utf8)) }

  mutating func number(_ number: Int) {
    separate()
    bytes.append(decimal: number)
  }

  mutating func flag(_ flag: Bool) {
    separate()
    bytes.append(flag ? "true" : "false")
  }

  /// Adds what is JSON already.
  mutating func json(_ text: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: text)
  }

  mutating func null() {
    separate()
    bytes.append("null")
  }

  /// The file: the value and a newline.
  func file() -> [UInt8] { bytes + [UInt8(ascii: "\n")] }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func nest(_ open: UInt8, _ close: UInt8, _ write: (inout JSONText) -> Void) {
    separate()
    bytes.append(open)
    needsComma = false
    write(&self)
    bytes.append(close)
    needsComma = true
  }
}
