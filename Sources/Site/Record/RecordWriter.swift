/// Writes numbers and texts as bytes, for what a build remembers: of use on this machine only.
///
/// A number is seven bits a byte, the lowest first, with the eighth set on all but its last; a text has its length
/// before it. ``RecordReader`` reads it back.
struct RecordWriter {
  private(set) var bytes: [UInt8]

  /// Goes on behind some bytes.
  init(_ bytes: [UInt8] = []) {
    self.bytes = bytes
  }

  /// Gives away what was written, so that a long record need not be held at once.
  mutating func take() -> [UInt8] {
    let taken = bytes
    bytes = []
    return taken
  }

  mutating func add(_ number: Int) {
    // Signs last, so that small numbers are short whatever their sign.
    var rest = UInt(bitPattern: number << 1 ^ number >> (Int.bitWidth - 1))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func add(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func add(_ text: some Collection<UInt8>) {
    add(text.count)
    bytes.append(contentsOf: text)
  }

  mutating func add(_ text: String) { add(text.utf8) }

  /// Adds something that may not be there.
  mutating func add<Value>(ifAny value: Value?, _ write: (inout RecordWriter, Value) -> Void) {
    add(value != nil)
    if let value { write(&self, value) }
  }

  /// Adds the length of a list and its elements.
  mutating func add<Elements: Collection>(
    list: Elements, _ write: (inout RecordWriter, Elements.Element) -> Void
  ) {
    add(list.count)
    for element in list { write(&self, element) }
  }
}
