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

  /// Written so that the compiler can look at many bytes at once.
  private var holdsControls: Bool {
    unsafe withUnsafeBufferPointer { bytes in
      var found: UInt8 = 0
      for unsafe byte in unsafe bytes {
        found |= byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D ? 1 : 0
        found |= byte == 0x7F ? 1 : 0
      }
      return found == 1
    }
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
