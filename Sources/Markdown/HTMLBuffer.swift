/// Bytes of HTML in the making.
///
/// All escaping is by byte: no byte of a longer UTF-8 sequence is a special character, and no
/// combining mark can hide one, as it can from code that looks at `Character`s.
struct HTMLBuffer {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  /// Takes back all that was written since the buffer held `count` bytes.
  mutating func rewind(to count: Int) { bytes.removeLast(bytes.count - count) }

  mutating func insert(_ other: [UInt8], at offset: Int) { bytes.insert(contentsOf: other, at: offset) }

  mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func clear() { bytes.removeAll(keepingCapacity: true) }

  // MARK: Without escaping

  mutating func write(_ markup: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  mutating func write(_ markup: [UInt8]) { bytes.append(contentsOf: markup) }

  mutating func write(_ markup: Span<UInt8>) {
    unsafe markup.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func write(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  mutating func write(tag: Tag) {
    bytes.append(UInt8(ascii: "<"))
    write(tag.name)
  }

  mutating func write(endOf tag: Tag) {
    write("</")
    write(tag.name)
    bytes.append(UInt8(ascii: ">"))
  }

  /// Ends the header cell whose start tag begins at `start`.
  ///
  /// An empty one, such as the corner of a table, is no header of anything: it becomes a cell like others.
  mutating func closeHeaderCell(from start: Int) {
    guard start + 3 < count, let content = bytes[start...].firstIndex(of: UInt8(ascii: ">")),
      !hasWords(from: content + 1)
    else { return write(endOf: .th) }
    bytes[start + 2] = UInt8(ascii: "d")
    if let scope = bytes[start..<content].firstRange(of: " scope=\"".utf8) {
      let end = bytes[scope.upperBound...].firstIndex(of: UInt8(ascii: "\"")) ?? content
      bytes.removeSubrange(scope.lowerBound...end)
    }
    write(endOf: .td)
  }

  /// Whether there is anything to read or to see between the tags from `start` on.
  private func hasWords(from start: Int) -> Bool {
    var isInTag = false
    for index in bytes.indices[start...] {
      switch bytes[index] {
      case UInt8(ascii: "<"):
        isInTag = true
        if bytes[index...].starts(with: "<img".utf8) { return true }
      case UInt8(ascii: ">"): isInTag = false
      case ...0x20: break
      default: if !isInTag { return true }
      }
    }
    return false
  }

  // MARK: With escaping

  mutating func write(text: Span<UInt8>) {
    if text.isPlain { write(text) } else { write(text, escapingQuotes: false) }
  }

  /// Writes ` name="value"`.
  mutating func write(_ name: StaticString, _ value: Span<UInt8>) {
    bytes.append(UInt8(ascii: " "))
    write(name)
    write("=\"")
    write(value, escapingQuotes: true)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes ` name="value"`.
  mutating func write(_ name: StaticString, _ value: String) { write(name, Array(value.utf8).span) }

  /// Writes ` name="value"` for an address, with what may not stand in one percent-encoded.
  mutating func write(_ name: StaticString, address: ArraySlice<UInt8>) {
    bytes.append(UInt8(ascii: " "))
    write(name)
    write("=\"")
    var copied = address.startIndex
    for index in address.indices {
      let byte = address[index]
      if byte < 0x80, Self.addressBytes >> UInt128(byte) & 1 == 1 { continue }
      bytes.append(contentsOf: address[copied..<index])
      copied = index + 1
      if byte == UInt8(ascii: "&") {
        write("&amp;")
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Self.hexadecimal(byte >> 4))
        bytes.append(Self.hexadecimal(byte & 15))
      }
    }
    bytes.append(contentsOf: address[copied...])
    bytes.append(UInt8(ascii: "\""))
  }

  /// Copies in runs; a character that HTML forbids comes out as U+FFFD.
  private mutating func write(_ text: Span<UInt8>, escapingQuotes: Bool) {
    let special = escapingQuotes ? Self.specialInAttributes : Self.specialInText
    var copied = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte < 0x40 ? special >> UInt64(byte) & 1 == 0 : byte < 0x7F {
        index += 1
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
  mutating func write(rawValue value: Span<UInt8>) { write(value, replacing: UInt8(ascii: "\""), by: "&quot;") }

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

extension Span<UInt8> {
  /// Whether all is ASCII and nothing is to be escaped in text; written so that the compiler can look
  /// at many bytes at once.
  fileprivate var isPlain: Bool {
    unsafe withUnsafeBufferPointer { bytes in
      var special: UInt8 = 0
      for unsafe byte in unsafe bytes {
        special |= byte < 0x20 || byte >= 0x7F ? 1 : 0
        special |= byte == UInt8(ascii: "&") ? 1 : 0
        special |= byte == UInt8(ascii: "<") ? 1 : 0
        special |= byte == UInt8(ascii: ">") ? 1 : 0
      }
      return special == 0
    }
  }
}
