/// Cuts text into the terms that search knows, one after another.
///
/// A term is a word in lower case and without accents: letters and digits, with points between digits
/// (`qwen2.5`). Chinese, Japanese and Korean do without blanks, so there a term is two characters, each pair
/// of neighbours one; a character that stands alone is a term as well. `search.js` cuts questions by the very
/// same rules.
struct SearchWords {
  /// The term that was found last.
  private(set) var term = SearchTerm()
  private var position = 0
  /// Whether the character at `position` was the second of a pair.
  private var isInRun = false

  /// Words are cut after this many bytes of ASCII or as many other characters.
  private static let longest = 24

  /// Goes back to a text's beginning.
  mutating func start() {
    position = 0
    isInRun = false
  }

  /// Puts a term in the place of the one that was found last.
  mutating func take(_ letters: [UInt8]) {
    term.removeAll()
    for byte in letters { term.append(byte) }
  }

  /// Finds the next term; false at the end of the text.
  mutating func next(in text: Span<UInt8>) -> Bool {
    term.removeAll()
    var length = 0
    while position < text.count {
      if text[position] < 0x80 {
        isInRun = false
        if takeLetters(in: text, &length) { continue }
        position += 1
        if length > 0 { return true }
        continue
      }
      let (scalar, width) = Self.scalar(at: position, in: text)
      if Self.isIdeograph(scalar) {
        if length > 0 { return true }
        if takeRun(width, in: text) { return true }
        continue
      }
      position += width
      isInRun = false
      if (0x300...0x36F).contains(scalar.value) { continue }
      if Self.isLetter(scalar) {
        if length < Self.longest { append(scalar) }
        length += 1
      } else if length > 0 {
        return true
      }
    }
    return length > 0
  }

  /// Takes the letters, digits and inner points of ASCII from the position on; false where there is none.
  private mutating func takeLetters(in text: Span<UInt8>, _ length: inout Int) -> Bool {
    let start = position
    var index = start
    while index < text.count {
      let byte = text[index]
      let folded = Self.fold(byte)
      guard folded != 0 || isInnerPoint(byte, at: index, in: text) else { break }
      if length < Self.longest { term.append(folded == 0 ? byte : folded) }
      length += 1
      index += 1
    }
    position = index
    return index > start
  }

  /// Takes the character at the position with its neighbour; false where it was a neighbour's second.
  private mutating func takeRun(_ width: Int, in text: Span<UInt8>) -> Bool {
    let end = position + width
    var pairEnd = end
    if end < text.count, text[end] >= 0x80 {
      let (following, followingWidth) = Self.scalar(at: end, in: text)
      if Self.isIdeograph(following) { pairEnd = end + followingWidth }
    }
    let isPair = pairEnd > end
    let isTerm = isPair || !isInRun
    if isTerm { for index in position..<pairEnd { term.append(text[index]) } }
    position = end
    isInRun = isPair
    return isTerm
  }

  private func isInnerPoint(_ byte: UInt8, at index: Int, in text: Span<UInt8>) -> Bool {
    guard byte == UInt8(ascii: "."), let last = term.last, Self.isDigit(last), index > 0,
      Self.isDigit(text[index - 1]), index + 1 < text.count
    else { return false }
    return Self.isDigit(text[index + 1])
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if let base = Self.base(of: scalar) { return term.append(base) }
    let letters = scalar.value == 0x3C2 ? "σ" : scalar.properties.lowercaseMapping
    for byte in letters.utf8 { term.append(byte) }
  }
}

// MARK: - Characters

extension SearchWords {
  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// A letter of ASCII in lower case, or a digit; 0 for all else.
  private static func fold(_ byte: UInt8) -> UInt8 {
    if byte &- UInt8(ascii: "a") < 26 || isDigit(byte) { return byte }
    return byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : 0
  }

  private static func scalar(at position: Int, in text: Span<UInt8>) -> (Unicode.Scalar, Int) {
    let lead = text[position]
    let width = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, position + width <= text.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(lead) & (0x7F >> UInt32(width))
    for index in position + 1..<position + width { value = value << 6 | UInt32(text[index]) & 0x3F }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }

  /// Whether a character belongs to a script that is written without blanks between words.
  static func isIdeograph(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x2FA1F:
      true
    default: false
    }
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// The letter without its accents, or the ASCII form of a wide one.
  private static func base(of scalar: Unicode.Scalar) -> UInt8? {
    let value = Int(scalar.value)
    let base: UInt8 =
      switch value {
      case 0xC0..<0x250: Text.latin[value - 0xC0]
      case 0x1E00..<0x1F00: Text.latinAdditional[value - 0x1E00]
      case 0xFF01...0xFF5E: fold(UInt8(value - 0xFEE0))
      default: UInt8(ascii: ".")
      }
    return base == UInt8(ascii: ".") || base == 0 ? nil : base
  }
}

extension ArraySlice<UInt8> {
  /// The letters from U+00C0 to U+024F without accents; `.` for those that keep their own form.
  fileprivate static let latin = Text(
    """
    aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.yaaaaaaccccccccdd..eeeeeeeeeegggggggghh..\
    iiiiiiiii...jjkk.llllll....nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzzs...............\
    .................oo.............uu............................aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg\
    ..nnaa....aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............................
    """)

  /// The same from U+1E00 to U+1EFF.
  fileprivate static let latinAdditional = Text(
    """
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssss\
    ttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooo\
    oooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......
    """)
}
