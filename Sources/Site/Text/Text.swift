/// UTF-8 text: as a rule a slice of an entry's own file, so that most of it is never copied.
typealias Text = ArraySlice<UInt8>

extension ArraySlice<UInt8> {
  /// The first bytes of the text, cut where a scalar starts.
  func clipped(to limit: Int) -> Text {
    guard count > limit else { return self }
    var end = startIndex + limit
    while end > startIndex, self[end] & 0xC0 == 0x80 { end -= 1 }
    return self[startIndex..<end]
  }

  /// Whether the text is these characters.
  func `is`(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { unsafe count == $0.count && elementsEqual($0) }
  }

  /// The text as a string, for what is not hot.
  var string: String { String(decoding: self, as: UTF8.self) }
}

extension [UInt8] {
  /// Appends characters.
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }

  /// Appends a whole number as decimal digits.
  mutating func append(decimal number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    let magnitude = number.magnitude
    var divisor: UInt = 1
    while magnitude / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(magnitude / divisor % 10))
      divisor /= 10
    }
  }

  /// Appends a whole number with commas between its thousands: `262,144`.
  mutating func append(grouped number: Int) {
    var digits: [UInt8] = []
    digits.append(decimal: number)
    let first = digits.first == UInt8(ascii: "-") ? 1 : 0
    for (index, digit) in digits.enumerated() {
      if index > first, (digits.count - index) % 3 == 0 { append(UInt8(ascii: ",")) }
      append(digit)
    }
  }

  /// Appends `count` and the word for it: `1 model`, `2 models`.
  mutating func append(_ count: Int, _ one: StaticString, _ many: StaticString) {
    append(grouped: count)
    append(UInt8(ascii: " "))
    append(count == 1 ? one : many)
  }
}

/// A whole number as text.
func decimal(_ number: Int) -> Text {
  var text: [UInt8] = []
  text.append(decimal: number)
  return text[...]
}

/// A list of texts without repetition, in the order in which they were met.
struct DistinctTexts {
  private(set) var texts: [Text] = []
  /// More than this is not read by anybody, and looking each up would take time that grows as a square.
  private static let most = 128
  private static let longest = 128

  mutating func insert(_ text: Text) {
    guard texts.count < Self.most, !text.isEmpty else { return }
    let text = text.clipped(to: Self.longest)
    if !texts.contains(text) { texts.append(text) }
  }
}
