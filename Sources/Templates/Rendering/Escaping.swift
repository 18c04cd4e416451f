extension [UInt8] {
  /// Appends a part of other bytes, without the reference counting that a slice of an array costs.
  mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
    append(bytes.span.extracting(range))
  }

  /// Appends a text with everything escaped that could end it, between tags or inside quotes.
  ///
  /// It works on bytes, since a quote and the combining mark behind it are one `Character`.
  mutating func appendEscaped(_ bytes: [UInt8], _ range: Range<Int>) {
    let text = bytes.span.extracting(range)
    var start = 0
    for index in text.indices where text[index].isSpecial {
      guard let reference = text[index].reference else { continue }
      append(text.extracting(start..<index))
      reference.withUTF8Buffer { buffer in unsafe append(contentsOf: buffer) }
      start = index + 1
    }
    append(text.extracting(start..<text.count))
  }

  private mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { buffer in unsafe append(contentsOf: buffer) }
  }
}

extension UInt8 {
  /// Whether something else stands for this byte: a bit for each of `"&'<>`, to pass by the many others fast.
  fileprivate var isSpecial: Bool { self < 0x40 && 0x5000_00C4_0000_0000 as UInt64 >> UInt64(self) & 1 == 1 }

  /// What stands for this byte in HTML, if it may not stand there itself.
  fileprivate var reference: StaticString? {
    switch self {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
