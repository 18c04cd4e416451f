/// A number of parameters in billions, in any of the spellings that occur: `7`, `"7"`, `0_6`, `46.7`.
struct ModelSize: Comparable {
  /// The number with a point: `0.6`.
  let digits: [UInt8]
  /// The number of millions, to compare by.
  let millions: Int
  /// The spelling in the file, which is what a launch line takes.
  let written: Text

  /// Reads a size; nothing where there is no number in it.
  init?(_ written: Text) {
    guard (1...12).contains(written.count) else { return nil }
    var digits: [UInt8] = []
    var value = 0
    var decimals: Int?
    for byte in written {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte)
        if decimals == 3 { continue }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
        decimals = decimals.map { $0 + 1 }
      case UInt8(ascii: "_"), UInt8(ascii: "."):
        guard decimals == nil, !digits.isEmpty else { return nil }
        decimals = 0
        digits.append(UInt8(ascii: "."))
      default: return nil
      }
    }
    guard decimals == nil || digits.last != UInt8(ascii: ".") else { return nil }
    for _ in (decimals ?? 0)..<3 { value *= 10 }
    self.digits = digits
    self.written = written
    millions = value
  }

  /// Orders sizes by the number.
  static func < (left: ModelSize, right: ModelSize) -> Bool { left.millions < right.millions }

  /// Sizes of the same number are the same, however they are written.
  static func == (left: ModelSize, right: ModelSize) -> Bool { left.millions == right.millions }
}

/// A size with, in a mixture of experts, the part of it that works on a token.
struct ModelSizes: Comparable {
  let total: ModelSize
  let activated: ModelSize?

  /// Orders by the whole, then by the active part.
  static func < (left: ModelSizes, right: ModelSizes) -> Bool {
    if left.total != right.total { return left.total < right.total }
    switch (left.activated, right.activated) {
    case (nil, .some): return true
    case (.some(let left), .some(let right)): return left < right
    default: return false
    }
  }

  /// The anchor of the size's specs: `specs-235`, `specs-30-a3`.
  var anchor: Text {
    var text = Array("specs-".utf8)
    text.append(contentsOf: total.digits)
    if let activated {
      text.append("-a")
      text.append(contentsOf: activated.digits)
    }
    return text[...]
  }
}
