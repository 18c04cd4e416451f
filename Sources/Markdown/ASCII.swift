extension UInt8 {
  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether it is a letter or a digit, or part of a character that is not ASCII.
  var isWordPart: Bool { isLetter || isDigit || self >= 0x80 }

  /// Lower case, if it is a letter of ASCII.
  var lowercased: UInt8 { isLetter ? self | 0x20 : self }

  /// Whether HTML takes it for white space.
  var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }
}
