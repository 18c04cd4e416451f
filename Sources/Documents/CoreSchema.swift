/// Which value a YAML plain scalar stands for, by the YAML 1.2 core schema.
///
/// Two choices of the catalog format: digits with a leading zero (`012`) are a string, since readers
/// disagree about them; a number that JSON would spell otherwise (`+1`, `0x1F`, `.5`) is respelled.
enum CoreSchema {
  /// What a plain scalar is.
  enum Resolution: Equatable {
    case null
    case bool(Bool)
    /// A number whose text is JSON's already.
    case number
    /// A number that JSON spells like this.
    case respelled(String)
    /// A number that JSON cannot hold: infinity, not-a-number, or past 64 bits in another base.
    case unrepresentable
    case string
  }

  static func resolve(_ text: ArraySlice<UInt8>) -> Resolution {
    guard let first = text.first else { return .null }
    switch first {
    case UInt8(ascii: "~"): return text.count == 1 ? .null : .string
    case UInt8(ascii: "n"), UInt8(ascii: "N"): return isWord(text, "null") ? .null : .string
    case UInt8(ascii: "t"), UInt8(ascii: "T"): return isWord(text, "true") ? .bool(true) : .string
    case UInt8(ascii: "f"), UInt8(ascii: "F"): return isWord(text, "false") ? .bool(false) : .string
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return number(text)
    default: return .string
    }
  }

  /// Whether a plain scalar that begins with a byte can be anything but text.
  static func canBeMore(thanTextFrom first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
      UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"),
      UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The three spellings that the schema knows: `null`, `Null`, `NULL`.
  private static func isWord(_ text: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    guard text.count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { lower in
      let matches = unsafe zip(text, lower).allSatisfy { $0 | 0x20 == $1 }
      let rest = text.dropFirst()
      let tailIsLower = rest.allSatisfy { $0 & 0x20 != 0 }
      let allUpper = text.allSatisfy { $0 & 0x20 == 0 }
      return matches && (tailIsLower || allUpper)
    }
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Resolution {
    if text.first != UInt8(ascii: "0"), text.allSatisfy(isDigit) { return .number }
    var rest = text
    var sign = ""
    if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      sign = first == UInt8(ascii: "-") ? "-" : ""
      rest = rest.dropFirst()
    }
    if sign.isEmpty, rest.count == text.count, let based = inOtherBase(rest) { return based }
    if isInfinityOrNaN(rest, isSigned: rest.count != text.count) { return .unrepresentable }
    let integer = rest.prefix(while: isDigit)
    var after = rest[integer.endIndex...]
    var fraction: ArraySlice<UInt8>?
    if after.first == UInt8(ascii: ".") {
      let digits = after.dropFirst().prefix(while: isDigit)
      fraction = digits
      after = rest[digits.endIndex...]
    }
    guard !integer.isEmpty || fraction?.isEmpty == false, isExponent(after) else { return .string }
    if integer.count > 1, integer.first == UInt8(ascii: "0") { return .string }
    if text.first != UInt8(ascii: "+"), !integer.isEmpty, fraction?.isEmpty != true { return .number }
    var spelled = sign + (integer.isEmpty ? "0" : String(decoding: integer, as: UTF8.self))
    if let fraction { spelled += "." + (fraction.isEmpty ? "0" : String(decoding: fraction, as: UTF8.self)) }
    return .respelled(spelled + String(decoding: after, as: UTF8.self))
  }

  /// Nothing, or `e` with an optional sign and digits.
  private static func isExponent(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return true }
    guard first | 0x20 == UInt8(ascii: "e") else { return false }
    var digits = text.dropFirst()
    if digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
    return !digits.isEmpty && digits.allSatisfy(isDigit)
  }

  private static func inOtherBase(_ text: ArraySlice<UInt8>) -> Resolution? {
    guard text.count > 2, text.first == UInt8(ascii: "0") else { return nil }
    let radix: Int
    switch text[text.startIndex + 1] {
    case UInt8(ascii: "x"): radix = 16
    case UInt8(ascii: "o"): radix = 8
    default: return nil
    }
    let digits = text.dropFirst(2)
    let allowed = digits.allSatisfy { byte in hexDigit(byte).map { $0 < radix } ?? false }
    guard allowed else { return nil }
    guard let value = UInt64(String(decoding: digits, as: UTF8.self), radix: radix) else {
      return .unrepresentable
    }
    return .respelled(String(value))
  }

  private static func isInfinityOrNaN(_ text: ArraySlice<UInt8>, isSigned: Bool) -> Bool {
    guard text.count == 4, text.first == UInt8(ascii: ".") else { return false }
    let word = String(decoding: text, as: UTF8.self)
    if [".inf", ".Inf", ".INF"].contains(word) { return true }
    return !isSigned && [".nan", ".NaN", ".NAN"].contains(word)
  }
}
