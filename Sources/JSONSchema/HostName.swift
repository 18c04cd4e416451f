import ECMARegex

/// Host names: RFC 1123 for ASCII, IDNA2008 (RFC 5890 to 5893) for labels in other letters.
enum HostName {
  /// Whether a text is a host name; only an international one may be written in letters beyond ASCII.
  static func isValid(_ text: Span<UInt8>, isInternational: Bool) -> Bool {
    guard text.count <= 1024 else { return false }
    let separators = isInternational ? ".\u{3002}\u{FF0E}\u{FF61}" : "."
    let labels = text.string.unicodeScalars.split(omittingEmptySubsequences: false) { scalar in
      separators.unicodeScalars.contains(scalar)
    }
    var length = labels.count - 1
    var decoded: [String] = []
    for label in labels {
      guard let (label, size) = checked(String(label), isInternational), size <= 63 else { return false }
      decoded.append(label)
      length += size
    }
    guard length <= 253 else { return false }
    let isBidirectional = decoded.contains { Bidi.rightToLeft.search($0) == .found }
    return !isBidirectional || decoded.allSatisfy { Bidi.rule.search($0) == .found }
  }

  /// A label in its own letters and its length in ASCII; nil if it is none.
  private static func checked(_ label: String, _ isInternational: Bool) -> (label: String, size: Int)? {
    if label.utf8.allSatisfy({ $0 < 0x80 }) {
      guard Grammar.hostname.search(label) == .found, !label.contains(".") else { return nil }
      guard label.lowercased().hasPrefix("xn--") else { return (label, label.utf8.count) }
      let code = Array(label.lowercased().utf8.dropFirst(4))
      guard let scalars = Punycode.decoded(code), Punycode.encoded(scalars) == code else { return nil }
      let decoded = string(scalars)
      return IDNA.isLabel(decoded) ? (decoded, label.utf8.count) : nil
    }
    guard isInternational, IDNA.isLabel(label) else { return nil }
    return (label, 4 + Punycode.encoded(Array(label.unicodeScalars)).count)
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}

/// Which labels beyond ASCII there can be (RFC 5891, 4.2, and RFC 5892).
private enum IDNA {
  static func isLabel(_ label: String) -> Bool {
    let isASCII = label.utf8.allSatisfy { $0 < 0x80 }
    return !isASCII && isNormalised(label) && allowed.search(label) == .found
      && faulty.search(label) == .notFound
  }

  private static func isNormalised(_ label: String) -> Bool {
    var text = label.utf8Span
    return text.checkForNFC(quickCheck: false)
  }

  /// The code points that are valid, or valid in some context: letters, marks and digits that no folding changes,
  /// and the exceptions that the standard lists one by one.
  private static let allowed = Grammar.whole(
    """
    (?:[-a-z0-9\\u{DF}\\u{3C2}\\u{6FD}\\u{6FE}\\u{F0B}\\u{3007}\\u{B7}\\u{375}\\u{5F3}\\u{5F4}\\u{30FB}]\
    |[\\u{660}-\\u{669}\\u{6F0}-\\u{6F9}\\u{200C}\\u{200D}]\
    |(?![\\p{CWKCF}\\p{DI}\\u{640}\\u{7FA}\\u{302E}\\u{302F}\\u{3031}-\\u{3035}\\u{303B}])\
    (?![\\u{1100}-\\u{11FF}\\u{A960}-\\u{A97F}\\u{D7B0}-\\u{D7FF}])[\\p{L}\\p{Mn}\\p{Mc}\\p{Nd}])+
    """)

  /// What must not occur: hyphens in the wrong places, a mark at the start, and the contexts of RFC 5892,
  /// appendix A.
  private static let faulty = Grammar.expression(
    [
      "^-", "-$", "^..--", "^\\p{M}",
      "(?<!l)\\u{B7}", "\\u{B7}(?!l)",
      "\\u{375}(?!\\p{Script=Greek})",
      "(?<!\\p{Script=Hebrew})[\\u{5F3}\\u{5F4}]",
      "^(?=.*\\u{30FB})(?!.*(?!\\u{30FB})[\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Han}])",
      "^(?=.*[\\u{660}-\\u{669}])(?=.*[\\u{6F0}-\\u{6F9}])",
      "(?<![\(virama)])\\u{200D}",
      "(?<![\(virama)])(?:(?<!\(joinsNext)\(transparent)*)\\u{200C}|\\u{200C}(?!\(transparent)*\(joinsPrevious)))",
    ].joined(separator: "|"))

  private static let transparent = "(?:(?!\\u{200C}|\\u{200D})[\\p{Mn}\\p{Me}\\p{Cf}])"
  private static let joinsNext = "[\(JoiningTypes.dual)\(JoiningTypes.left)]"
  private static let joinsPrevious = "[\(JoiningTypes.dual)\(JoiningTypes.right)]"
  private static let virama = JoiningTypes.virama
}

/// The rule for labels of names that hold letters written from right to left (RFC 5893, 2).
private enum Bidi {
  private static let blocks =
    "\\u{590}-\\u{8FF}\\u{FB1D}-\\u{FDFF}\\u{FE70}-\\u{FEFF}\\u{10800}-\\u{10FFF}\\u{1E800}-\\u{1EFFF}"
  private static let arabicDigit =
    "[\\u{660}-\\u{669}\\u{6DD}\\u{8E2}\\u{10D30}-\\u{10D39}\\u{10D40}-\\u{10D49}\\u{10E60}-\\u{10E7E}]"
  private static let digit = "[0-9\\u{6F0}-\\u{6F9}]"
  private static let mark = "[\\p{Mn}\\p{Me}]"
  private static let neutral = "[-\\u{B7}\\u{375}\\u{30FB}\\u{200C}\\u{200D}]"
  private static let right = "(?!\(mark)|\(arabicDigit)|\(digit))[\(blocks)]"
  private static let left = "(?!\(mark)|\(neutral)|\(digit))[^\(blocks)]"

  static let rightToLeft = Grammar.expression("\(right)|\(arabicDigit)")

  static let rule = Grammar.whole(
    """
    (?!.*\(digit).*\(arabicDigit)|.*\(arabicDigit).*\(digit))\
    \(right)(?:(?:\(right)|\(digit)|\(arabicDigit)|\(mark)|\(neutral))*\
    (?:\(right)|\(digit)|\(arabicDigit)))?\(mark)*\
    |\(left)(?:(?:\(left)|\(digit)|\(mark)|\(neutral))*(?:\(left)|\(digit)))?\(mark)*
    """)
}
