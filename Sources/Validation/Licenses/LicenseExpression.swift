import Diagnostics

/// A licence expression of SPDX, such as `Apache-2.0 OR (GPL-2.0-only WITH Classpath-exception-2.0)`.
struct LicenseExpression {
  /// One word of the expression, by its bytes' place in the text.
  struct Word {
    let text: String
    let range: Range<Int>
  }

  /// What is wrong with one word.
  struct Fault {
    let message: String
    let range: Range<Int>
    /// The word that it should be, where there is only one.
    let replacement: String?
    let help: String?
    /// Whether it is an identifier that is valid but given up.
    let isDeprecated: Bool
  }

  private let words: [Word]
  private let count: Int

  init(_ text: String) {
    var words: [Word] = []
    var start: Int?
    let bytes = Array(text.utf8)
    func close(_ end: Int) {
      guard let begin = start else { return }
      words.append(Word(text: String(decoding: bytes[begin..<end], as: UTF8.self), range: begin..<end))
      start = nil
    }
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"): close(offset)
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        close(offset)
        words.append(Word(text: byte == UInt8(ascii: "(") ? "(" : ")", range: offset..<offset + 1))
      default: start = start ?? offset
      }
    }
    close(bytes.count)
    self.words = words
    count = bytes.count
  }

  /// What is wrong, in the order of the text.
  func faults() -> [Fault] {
    var faults: [Fault] = []
    var depth = 0
    var awaitsOperand = true
    var follows = false
    for word in words {
      if follows {
        if let fault = Self.faultOfException(word) { faults.append(fault) }
        (follows, awaitsOperand) = (false, false)
        continue
      }
      switch word.text.uppercased() {
      case "(" where awaitsOperand: depth += 1
      case ")" where !awaitsOperand && depth > 0: depth -= 1
      case "AND" where !awaitsOperand, "OR" where !awaitsOperand: awaitsOperand = true
      case "WITH" where !awaitsOperand: follows = true
      default:
        guard awaitsOperand, word.text != ")" else {
          return faults + [Self.fault("Expected AND, OR or WITH before ‘\(word.text)’", word.range)]
        }
        if let fault = Self.faultOfLicense(word) { faults.append(fault) }
        awaitsOperand = false
      }
    }
    if awaitsOperand || follows || depth > 0 {
      let end = words.last?.range ?? 0..<count
      faults.append(Self.fault(depth > 0 ? "A bracket is not closed" : "The expression is not complete", end))
    }
    return faults
  }

  private static func faultOfLicense(_ word: Word) -> Fault? {
    if isReference(word.text) || currentSet.contains(word.text) { return nil }
    let plain = word.text.hasSuffix("+") ? String(word.text.dropLast()) : word.text
    if plain != word.text, currentSet.contains(plain) { return nil }
    if let known = byLowercase[word.text.lowercased()] {
      return Fault(
        message: "The identifier is written ‘\(known)’", range: word.range, replacement: known, help: nil,
        isDeprecated: false)
    }
    if let given = LicenseList.deprecated.first(where: { $0.lowercased() == word.text.lowercased() }) {
      return faultOfDeprecated(given, word)
    }
    let meant = Spelling.nearest(to: word.text, among: LicenseList.current)
    let other = "For a licence that SPDX does not list write ‘LicenseRef-’ and a name of your own."
    return Fault(
      message: "SPDX has no licence ‘\(word.text)’", range: word.range, replacement: nil,
      help: meant.map { "Did you mean ‘\($0)’? \(other)" } ?? other, isDeprecated: false)
  }

  private static func faultOfDeprecated(_ given: String, _ word: Word) -> Fault {
    let base = given.hasSuffix("+") ? String(given.dropLast()) : given
    let candidate = base + (given.hasSuffix("+") ? "-or-later" : "-only")
    let replacement = currentSet.contains(candidate) ? candidate : nil
    let help = replacement.map {
      $0.hasSuffix("-only")
        ? "Write ‘\($0)’, or ‘\(base)-or-later’ if later versions will do." : "Write ‘\($0)’."
    }
    return Fault(
      message: "SPDX has given up the identifier ‘\(given)’", range: word.range,
      replacement: given.hasSuffix("+") ? replacement : nil,
      help: help ?? "Write what took its place, with WITH and the exception's name if it has one.",
      isDeprecated: true)
  }

  private static func faultOfException(_ word: Word) -> Fault? {
    if LicenseList.exceptions.contains(word.text) || isReference(word.text) { return nil }
    let known = LicenseList.exceptions.first { $0.lowercased() == word.text.lowercased() }
    return Fault(
      message: "SPDX has no exception ‘\(word.text)’", range: word.range, replacement: known,
      help: (known ?? Spelling.nearest(to: word.text, among: LicenseList.exceptions)).map {
        "Did you mean ‘\($0)’?"
      }, isDeprecated: false)
  }

  private static func fault(_ message: String, _ range: Range<Int>) -> Fault {
    Fault(
      message: message, range: range, replacement: nil,
      help: "An expression joins identifiers by AND, OR, WITH and brackets: ‘MIT OR Apache-2.0’.",
      isDeprecated: false)
  }

  /// `LicenseRef-…`, maybe after `DocumentRef-…:`.
  private static func isReference(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, parts.count == 1 || (parts.count == 2 && parts[0].hasPrefix("DocumentRef-"))
    else { return false }
    guard last.hasPrefix("LicenseRef-") || last.hasPrefix("AdditionRef-") else { return false }
    return last.utf8.count > 11
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"):
          true
        default: false
        }
      }
  }

  private static let currentSet = Set(LicenseList.current)
  private static let byLowercase = Dictionary(
    LicenseList.current.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
}
