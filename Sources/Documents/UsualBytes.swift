/// Finds out quickly whether a text holds anything that readers of YAML treat in ways of their own.
enum UsualBytes {
  /// Tells whether there are no tabs, carriage returns, other control characters, byte order marks, or line breaks of
  /// Unicode's own.
  static func holdsOnlyThem(_ bytes: [UInt8]) -> Bool {
    // No early exit, so that the compiler can look at many bytes at once.
    var odd: UInt8 = 0
    var high: UInt8 = 0
    for byte in bytes {
      odd |= byte < 0x20 && byte != 0x0A ? 1 : 0
      odd |= byte == 0x7F ? 1 : 0
      high |= byte
    }
    if odd != 0 { return false }
    return high < 0x80 || !holdsOddCharacters(bytes)
  }

  private static func holdsOddCharacters(_ bytes: [UInt8]) -> Bool {
    for index in bytes.indices where bytes[index] >= 0xC2 {
      let second = index + 1 < bytes.count ? bytes[index + 1] : 0
      let third = index + 2 < bytes.count ? bytes[index + 2] : 0
      switch (bytes[index], second) {
      case (0xC2, 0x80...0x9F): return true
      case (0xE2, 0x80): if third == 0xA8 || third == 0xA9 { return true }
      case (0xEF, 0xBB): if third == 0xBF { return true }
      case (0xEF, 0xBF): if third >= 0xBE { return true }
      default: break
      }
    }
    return false
  }
}
