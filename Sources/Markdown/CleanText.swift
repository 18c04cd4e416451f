extension Span<UInt8> {
  /// Whether this is UTF-8 without control characters but tab and line ends, as text should be.
  var isCleanText: Bool {
    if holdsControls { return false }
    do {
      _ = try UTF8Span(validating: self)
      return true
    } catch {
      return false
    }
  }

  private var holdsControls: Bool {
    var index = 0
    while let next = firstSmallByte(from: index) {
      let byte = self[next]
      if byte != 0x09, byte != 0x0A, byte != 0x0D { return true }
      index = next + 1
    }
    return firstIndex(of: 0x7F, from: 0) != nil
  }
}

extension ArraySlice<UInt8> {
  /// The text with U+FFFD for all that is not UTF-8, and for control characters.
  var cleanText: [UInt8] {
    var text: [UInt8] = []
    for scalar in String(decoding: self, as: UTF8.self).unicodeScalars {
      let isControl = scalar.value < 0x20 && !["\t", "\n", "\r"].contains(scalar) || scalar.value == 0x7F
      text.append(contentsOf: String(isControl ? "\u{FFFD}" : scalar).utf8)
    }
    return text
  }
}
