/// What a GGUF file says of itself before its weights: named values and the shapes of its tensors.
///
/// GGUF is the format of llama.cpp; versions 2 and 3, little-endian, are read.
public struct GGUFHeader: Sendable {
  /// The version of the format.
  public let version: Int
  /// The named values in the file's order; a name that stands twice keeps its first value.
  public let values: [(name: String, value: GGUFValue)]
  /// How many tensors the file says it has.
  public let tensorCount: Int
  /// The number of weights in these tensors together.
  public let parameterCount: Int
  /// The bytes of the header, where the texts of long lists are looked up.
  private let bytes: [UInt8]
  private let index: [String: Int]

  init(
    version: Int, values: [(name: String, value: GGUFValue)], tensorCount: Int, parameterCount: Int,
    bytes: [UInt8]
  ) {
    self.version = version
    self.values = values
    self.tensorCount = tensorCount
    self.parameterCount = parameterCount
    self.bytes = bytes
    index = Dictionary(values.enumerated().map { ($1.name, $0) }) { first, _ in first }
  }

  /// The value of that name, or `nil`.
  public subscript(name: String) -> GGUFValue? { index[name].map { values[$0].value } }

  /// The texts of a list; `nil` where the value is no list of texts.
  public func texts(of name: String) -> [String]? {
    guard case .list(let list)? = self[name], list.element == .string else { return nil }
    return texts(of: list, where: { _ in true })
  }

  /// One text of a list, such as the token of a number; `nil` where there is none.
  public func text(at place: Int, of name: String) -> String? {
    guard case .list(let list)? = self[name], list.element == .string, place >= 0, place < list.count else {
      return nil
    }
    return texts(of: list, where: { $0 == place }).first
  }

  private func texts(of list: GGUFList, where isWanted: (Int) -> Bool) -> [String] {
    var cursor = ByteCursor(bytes[list.range])
    var texts: [String] = []
    for place in 0..<list.count {
      // The reader has walked this list before: it is whole.
      guard let length = cursor.nextCount(), let text = cursor.next(length) else { return texts }
      if isWanted(place) { texts.append(String(decoding: text, as: UTF8.self)) }
    }
    return texts
  }
}

/// A named value of a GGUF file.
public enum GGUFValue: Hashable, Sendable {
  /// A whole number; one above 2⁶³ is clamped.
  case integer(Int)
  /// A number with a fraction.
  case real(Double)
  /// True or false.
  case bool(Bool)
  /// A text; bytes that are not UTF-8 come out as U+FFFD.
  case text(String)
  /// A list, whose texts are looked up in the header.
  case list(GGUFList)

  /// The whole number, or `nil`.
  public var int: Int? { if case .integer(let number) = self { number } else { nil } }
  /// The text, or `nil`.
  public var string: String? { if case .text(let text) = self { text } else { nil } }
}

/// A list in a GGUF file: what it holds, how many, and where.
public struct GGUFList: Hashable, Sendable {
  /// What it holds.
  public let element: GGUFType
  /// How many.
  public let count: Int
  let range: Range<Int>
}

/// The types of values in a GGUF file.
public enum GGUFType: UInt32, Hashable, Sendable {
  /// Unsigned and signed numbers of 8 to 32 bits.
  case uint8 = 0
  case int8, uint16, int16, uint32, int32
  /// A number with a fraction, of 32 bits.
  case float32
  /// A byte that is 0 or 1.
  case bool
  /// A length and as many bytes of UTF-8.
  case string
  /// A type, a length, and as many values.
  case array
  /// Numbers of 64 bits.
  case uint64, int64, float64

  /// How many bytes a value takes; `nil` where that depends on the value.
  var width: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .string, .array: nil
    }
  }

  /// The fewest bytes that a value can take.
  var leastWidth: Int { width ?? (self == .string ? 8 : 12) }
}
