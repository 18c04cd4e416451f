/// Bytes of HTML in the making.
///
/// All escaping is by byte: no byte of a longer UTF-8 sequence is a special character, and no
/// combining mark can hide one, as it can from code that looks at `Character`s.
struct HTMLBuffer: ~Copyable {
  private var buffer = ByteBuffer()

  var bytes: [UInt8] { buffer.bytes }

  var count: Int { buffer.count }

  var last: UInt8? { buffer.last }

  /// Whether there is nothing but blanks from `start` on.
  func isBlank(from start: Int) -> Bool { (start..<count).allSatisfy { buffer[$0] <= 0x20 } }

  /// Takes back all that was written since the buffer held `count` bytes.
  mutating func rewind(to count: Int) { buffer.rewind(to: count) }

  mutating func insert(_ other: borrowing HTMLBuffer, at offset: Int) {
    buffer.insert(other.buffer, at: offset)
  }

  mutating func reserve(_ capacity: Int) { buffer.reserve(capacity) }

  // MARK: Without escaping

  mutating func write(_ markup: StaticString) { buffer.append(markup) }

  mutating func write(_ markup: [UInt8]) { buffer.append(markup.span) }

  mutating func write(_ markup: Span<UInt8>) { buffer.append(markup) }

  mutating func write(tag: Tag) {
    buffer.append(UInt8(ascii: "<"))
    write(tag.name)
  }

  mutating func write(endOf tag: Tag) {
    write("</")
    write(tag.name)
    buffer.append(UInt8(ascii: ">"))
  }

  /// Ends the header cell whose start tag begins at `start`.
  ///
  /// An empty one, such as the corner of a table, is no header of anything: it becomes a cell like others.
  mutating func closeHeaderCell(from start: Int) {
    var cell = (start..<count).map { buffer[$0] }
    guard cell.count > 3, let content = cell.firstIndex(of: UInt8(ascii: ">")),
      !Self.hasWords(cell[(content + 1)...])
    else { return write(endOf: .th) }
    cell[2] = UInt8(ascii: "d")
    if let scope = cell[..<content].firstRange(of: " scope=\"".utf8) {
      let end = cell[scope.upperBound...].firstIndex(of: UInt8(ascii: "\"")) ?? content
      cell.removeSubrange(scope.lowerBound...end)
    }
    rewind(to: start)
    write(cell)
    write(endOf: .td)
  }

  /// Whether there is anything to read or to see between the tags.
  private static func hasWords(_ html: ArraySlice<UInt8>) -> Bool {
    var isInTag = false
    for index in html.indices {
      switch html[index] {
      case UInt8(ascii: "<"):
        isInTag = true
        if html[index...].starts(with: "<img".utf8) { return true }
      case UInt8(ascii: ">"): isInTag = false
      case ...0x20: break
      default: if !isInTag { return true }
      }
    }
    return false
  }

  // MARK: With escaping

  mutating func write(text: Span<UInt8>) { write(text, escapingQuotes: false) }

  /// Writes ` name="value"`.
  mutating func write(_ name: StaticString, _ value: Span<UInt8>) {
    buffer.append(UInt8(ascii: " "))
    write(name)
    write("=\"")
    write(value, escapingQuotes: true)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes ` name="value"`.
  mutating func write(_ name: StaticString, _ value: String) { write(name, value.utf8.span) }

  /// Writes ` name="value"` for an address, with what may not stand in one percent-encoded.
  mutating func write(_ name: StaticString, address: ArraySlice<UInt8>) {
    buffer.append(UInt8(ascii: " "))
    write(name)
    write("=\"")
    write(addressPart: address.span)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes bytes of an address, with what may not stand in one percent-encoded.
  mutating func write(addressPart bytes: Span<UInt8>) {
    var copied = 0
    for index in bytes.indices {
      let byte = bytes[index]
      if byte < 0x80, Self.addressBytes >> UInt128(byte) & 1 == 1 { continue }
      write(bytes.extracting(copied..<index))
      copied = index + 1
      if byte == UInt8(ascii: "&") {
        write("&amp;")
      } else {
        buffer.append(UInt8(ascii: "%"))
        buffer.append(Self.hexadecimal(byte >> 4))
        buffer.append(Self.hexadecimal(byte & 15))
      }
    }
    write(bytes.extracting(copied..<bytes.count))
  }

  /// Copies in runs; a character that HTML forbids comes out as U+FFFD.
  private mutating func write(_ text: Span<UInt8>, escapingQuotes: Bool) {
    let special = escapingQuotes ? Self.specialInAttributes : Self.specialInText
    var copied = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x40 ? special >> UInt64(byte) & 1 == 0 : byte < 0x7F {
        index = text.endOfPlainHTML(from: index + 1)
        continue
      }
      let length = byte < 0x7F ? 1 : Self.forbiddenLength(text, at: index)
      if length == 0 {
        index += 1
        continue
      }
      write(text.extracting(copied..<index))
      index += length
      copied = index
      switch byte {
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "\""): write("&quot;")
      case UInt8(ascii: "\r"): write("\n")
      default: write("\u{FFFD}")
      }
    }
    write(text.extracting(copied..<text.count))
  }

  /// How many bytes the character takes, if it is DEL or above and a control or no character at all.
  private static func forbiddenLength(_ text: Span<UInt8>, at index: Int) -> Int {
    switch text[index] {
    case 0x7F: return 1
    case 0xC2: return index + 1 < text.count && text[index + 1] < 0xA0 ? 2 : 0
    case 0xEF:
      guard index + 2 < text.count else { return 0 }
      let isInRow = text[index + 1] == 0xB7 && (0x90...0xAF).contains(text[index + 2])
      return isInRow || text[index + 1] == 0xBF && text[index + 2] >= 0xBE ? 3 : 0
    case 0xF0...:
      guard index + 3 < text.count else { return 0 }
      return text[index + 1] & 0x0F == 0x0F && text[index + 2] == 0xBF && text[index + 3] >= 0xBE ? 4 : 0
    default: return 0
    }
  }

  /// Writes text in which character references stand for themselves.
  mutating func write(rawText text: Span<UInt8>) { write(text, replacing: UInt8(ascii: "<"), by: "&lt;") }

  /// Writes what stands between double quotes, character references standing for themselves.
  mutating func write(rawValue value: Span<UInt8>) {
    write(value, replacing: UInt8(ascii: "\""), by: "&quot;")
  }

  private mutating func write(_ text: Span<UInt8>, replacing special: UInt8, by escape: StaticString) {
    var copied = 0
    for index in text.indices where text[index] == special || text[index] == 0 {
      write(text.extracting(copied..<index))
      copied = index + 1
      if text[index] == 0 { write("\u{FFFD}") } else { write(escape) }
    }
    write(text.extracting(copied..<text.count))
  }

  private static func hexadecimal(_ digit: UInt8) -> UInt8 {
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") - 10 + digit
  }

  // Sets of bytes, a bit each. They are written out because a computed one is looked up with a lock.

  /// Control characters but tab and line feed, `&`, `<`, `>`.
  private static var specialInText: UInt64 { 0x5000_0040_FFFF_F9FF }

  /// The same and `"`.
  private static var specialInAttributes: UInt64 { 0x5000_0044_FFFF_F9FF }

  /// Letters, digits and `-_.+!*'(),%#@?=;:/$~`.
  private static var addressBytes: UInt128 { 0x47FF_FFFE_87FF_FFFF_AFFF_FFBA_0000_0000 }
}
