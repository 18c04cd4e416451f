/// The `id`s of one page: each begins with the prefix, none is given twice.
struct HeadingIDs {
  /// Longer ones are cut, or refused where the author chose them.
  static let maximumLength = 128

  private let prefix: [UInt8]
  private var used: Set<[UInt8]> = []
  private var nextNumber: [[UInt8]: Int] = [:]

  init(prefix: String) { self.prefix = Array(prefix.utf8) }

  /// An id for a heading, made of its words as GitHub makes it, with a number if it is taken.
  mutating func claim(heading words: String) -> [UInt8] {
    var base = prefix
    base.reserveCapacity(prefix.count + words.utf8.count)
    Self.append(slugOf: words, to: &base)
    if used.insert(base).inserted { return base }
    var number = nextNumber[base, default: 1]
    while true {
      let candidate = base + Array("-\(number)".utf8)
      number += 1
      if used.insert(candidate).inserted {
        nextNumber[base] = number
        return candidate
      }
    }
  }

  /// The prefixed form of an id that the author chose, unless it is taken or cannot be an id.
  mutating func claim(chosen id: [UInt8]) -> [UInt8]? {
    guard !id.isEmpty, id.count <= Self.maximumLength,
      !id.contains(where: { $0 <= 0x20 || $0 == 0x7F })
    else { return nil }
    let prefixed = prefix + id
    return used.insert(prefixed).inserted ? prefixed : nil
  }

  /// Lower case, letters, digits, marks, `_` and `-` kept, a blank made a hyphen, the rest dropped.
  private static func append(slugOf words: String, to id: inout [UInt8]) {
    let start = id.count
    for scalar in words.unicodeScalars {
      if id.count - start >= maximumLength * 3 / 4 { break }
      switch scalar {
      case "a"..."z", "0"..."9", "_", "-": id.append(UInt8(ascii: scalar))
      case "A"..."Z": id.append(UInt8(ascii: scalar) | 0x20)
      case " ", "\n": id.append(UInt8(ascii: "-"))
      case _ where scalar.isASCII: break
      default: if isWordPart(scalar) { id.append(contentsOf: scalar.properties.lowercaseMapping.utf8) }
      }
    }
    if id.count == start { id.append(contentsOf: "section".utf8) }
  }

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
      true
    default: false
    }
  }
}
