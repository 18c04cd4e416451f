import CLibGit2

/// The name of a git object: the SHA-1 of its kind, size and content.
public struct ObjectID: Hashable, Comparable, Sendable {
  // Three words compare and hash several times faster than twenty bytes; they hold the bytes in
  // big-endian order, so that ordering the words orders the bytes.
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// How many bytes an id has.
  public static let byteCount = 20

  /// The id of the tree that holds nothing.
  public static let emptyTree = ObjectID(0x4b82_5dc6_42cb_6eb9, 0xa060_e54b_f8d6_9288, 0xfbee_4904)

  private init(_ high: UInt64, _ middle: UInt64, _ low: UInt32) {
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// Takes the twenty bytes of an id; nil when there are not twenty.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init(twenty: bytes)
  }

  init(twenty bytes: some Collection<UInt8>) {
    var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
    for (index, byte) in bytes.enumerated() {
      switch index {
      case 0..<8: words.0 = words.0 << 8 | UInt64(byte)
      case 8..<16: words.1 = words.1 << 8 | UInt64(byte)
      default: words.2 = words.2 << 8 | UInt32(byte)
      }
    }
    self.init(words.0, words.1, words.2)
  }

  /// Reads forty hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    // One concrete reader for all: this is called from other modules, for which the compiler makes no special copies.
    self.init(digits: Array(String(hex).utf8)[...])
  }

  init?(digits: ArraySlice<UInt8>) {
    guard digits.count == 2 * Self.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
    for (index, digit) in digits.enumerated() {
      guard let value = hexValue(digit) else { return nil }
      switch index {
      case 0..<16: words.0 = words.0 << 4 | UInt64(value)
      case 16..<32: words.1 = words.1 << 4 | UInt64(value)
      default: words.2 = words.2 << 4 | UInt32(value)
      }
    }
    self.init(words.0, words.1, words.2)
  }

  /// The twenty bytes.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: high >> shift))
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: middle >> shift))
    }
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: low >> shift))
    }
    return bytes
  }

  /// The forty lower-case hexadecimal digits.
  public var hex: String {
    hexDigits(bytes)
  }

  /// The first twelve digits, for people.
  public var short: String {
    String(hex.prefix(12))
  }

  /// Orders ids as their bytes, which is the order of their digits.
  public static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }
}

extension ObjectID: CustomStringConvertible {
  /// The forty digits.
  public var description: String { hex }
}

extension ObjectID {
  init(_ raw: git_oid) {
    self = unsafe withUnsafeBytes(of: raw) { unsafe ObjectID(twenty: $0) }
  }

  /// The id as libgit2 wants it.
  var raw: git_oid {
    var raw = git_oid()
    unsafe withUnsafeMutableBytes(of: &raw) { unsafe $0.copyBytes(from: bytes) }
    return raw
  }
}

func hexValue(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}

func hexDigits(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  text.reserveCapacity(2 * bytes.count)
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
