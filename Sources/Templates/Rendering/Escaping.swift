extension [UInt8] {
  /// Appends a text with everything escaped that could end it, between tags or inside quotes.
  ///
  /// It works on bytes, since a quote and the combining mark behind it are one `Character`.
  mutating func appendEscaped(_ text: [UInt8], _ range: Range<Int>) {
    var start = range.lowerBound
    for index in range where text[index].mustBeEscaped {
      append(contentsOf: text[start..<index])
      append(contentsOf: text[index].reference.utf8)
      start = index + 1
    }
    append(contentsOf: text[start..<range.upperBound])
  }
}

extension UInt8 {
  fileprivate var mustBeEscaped: Bool {
    switch self {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    default: false
    }
  }

  fileprivate var reference: String {
    switch self {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    default: "&#39;"
    }
  }
}
