/// A number of parameters, as model cards and `model_size_in_billions` write it.
public struct ModelSize: Hashable, Comparable, Sendable {
  /// Millions of parameters.
  public let millions: Int

  /// Takes a number of millions.
  public init(millions: Int) {
    self.millions = millions
  }

  /// Rounds a count as model cards do: to whole billions from ten on, to a tenth from one on, else to two digits.
  public init(parameters: Int) {
    let millions = (parameters + 500_000) / 1_000_000
    let step =
      switch millions {
      case 10_000...: 1000
      case 1000...: 100
      case 100...: 10
      default: 1
      }
    self.init(millions: (millions + step / 2) / step * step)
  }

  /// Reads a size as it is written in records: `7`, `0_6`.
  public init?(recordText: String) {
    guard let millions = Self.millions(recordText.map { $0 == "_" ? "." : $0 }, unit: 1000) else {
      return nil
    }
    self.init(millions: millions)
  }

  /// Tells whether records write it as a number; a size with a fraction is written as a text, `0_6`.
  public var isWhole: Bool { millions % 1000 == 0 }

  /// The size in billions as records write it: `7`, `0_6`, `1_5`.
  public var recordText: String {
    guard !isWhole else { return String(millions / 1000) }
    let fraction = String(1000 + millions % 1000).dropFirst()
    return "\(millions / 1000)_\(String(fraction.reversed().drop { $0 == "0" }.reversed()))"
  }

  /// Orders by size.
  public static func < (left: ModelSize, right: ModelSize) -> Bool { left.millions < right.millions }

  /// A decimal number of at most nine digits and three decimals, times `unit`, in millions.
  static func millions(_ digits: some Sequence<Character>, unit: Int) -> Int? {
    let parts = String(digits).split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty, whole.count <= 9,
      whole.allSatisfy(\.isDigit)
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : "0"
    guard !fraction.isEmpty, fraction.count <= 6, fraction.allSatisfy(\.isDigit) else { return nil }
    var scale = 1
    for _ in fraction { scale *= 10 }
    guard let whole = Int(whole), let part = Int(fraction) else { return nil }
    return whole * unit + part * unit / scale
  }
}

extension Character {
  /// A digit of ASCII.
  var isDigit: Bool { ("0"..."9").contains(self) }
}

/// What a repository's name says of the size: `Qwen3-30B-A3B`, `Mixtral-8x7B`, `qwen1_5-0_5b-chat`.
struct SizeInName {
  /// All parameters.
  let total: ModelSize?
  /// Those that work on a token, in a mixture of experts.
  let active: ModelSize?
  /// Whether the name counts experts, `8x7B`, whose product is more than the model has.
  let countsExperts: Bool

  init(_ name: String) {
    var (total, active): (ModelSize?, ModelSize?)
    var countsExperts = false
    for word in Self.words(name) {
      let letters = word.lowercased()
      if let size = Self.size(letters) {
        if total == nil { total = size }
      } else if letters.hasPrefix("a"), let size = Self.size(String(letters.dropFirst())) {
        if total != nil, active == nil { active = size }
      } else if let cross = letters.firstIndex(of: "x"), letters[..<cross].allSatisfy(\.isDigit),
        !letters[..<cross].isEmpty, Self.size(String(letters[letters.index(after: cross)...])) != nil
      {
        countsExperts = true
      }
    }
    self.total = countsExperts ? nil : total
    self.active = active
    self.countsExperts = countsExperts
  }

  /// The parts between `-` and `_`; a `_` between two digits is a decimal point.
  private static func words(_ name: String) -> [String] {
    let letters = Array(name)
    var words = [""]
    for (place, letter) in letters.enumerated() {
      let isBetweenDigits =
        place > 0 && place + 1 < letters.count && letters[place - 1].isDigit && letters[place + 1].isDigit
      if letter == "_", isBetweenDigits {
        words[words.count - 1].append(".")
      } else if letter == "-" || letter == "_" || letter == " " {
        words.append("")
      } else {
        words[words.count - 1].append(letter)
      }
    }
    return words
  }

  private static func size(_ word: String) -> ModelSize? {
    let unit: Int
    switch word.last {
    case "b": unit = 1000
    case "m": unit = 1
    case "t": unit = 1_000_000
    default: return nil
    }
    guard let millions = ModelSize.millions(word.dropLast(), unit: unit), millions > 0 else { return nil }
    return ModelSize(millions: millions)
  }
}
