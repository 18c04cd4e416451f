/// A name as far as people remember it: without case, `.`, `_` and `-`.
///
/// Compared in place, since every name of a catalog is. Names that differ by case alone are one bare name, too.
public struct BareName: Hashable, Sendable {
  /// One of the names that this stands for.
  public let name: String

  /// Takes a name.
  public init(_ name: String) {
    self.name = name
  }

  /// Tells whether both are remembered as the same.
  public static func == (left: BareName, right: BareName) -> Bool {
    isSame(left.name.utf8, right.name.utf8)
  }

  /// Tells whether a name that is given by its bytes is remembered as this one.
  func matches(_ other: ArraySlice<UInt8>) -> Bool { Self.isSame(name.utf8, other) }

  /// Hashes what is remembered.
  public func hash(into hasher: inout Hasher) {
    // Eight bytes at a time: the hasher is slow for single ones.
    var word: UInt64 = 0
    var count = 0
    var bytes = name.utf8.makeIterator()
    while let byte = Self.next(&bytes) {
      word = word << 8 | UInt64(byte)
      count += 1
      if count.isMultiple(of: 8) { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(count)
  }

  /// The shards of a sharded catalog in which a name may lie that is remembered as this one.
  var shards: [String] {
    var bytes = name.utf8.makeIterator()
    // A name begins with a letter or digit; a mark may stand behind it as well as what comes next.
    guard let first = Self.next(&bytes) else { return [] }
    let seconds = [Self.next(&bytes)] + ".-_".utf8.map(Optional.some)
    return seconds.map { second in String(decoding: [first] + (second.map { [$0] } ?? []), as: UTF8.self) }
  }

  private static func isSame(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    var (lefts, rights) = (left.makeIterator(), right.makeIterator())
    while true {
      let (byte, other) = (next(&lefts), next(&rights))
      guard byte == other else { return false }
      if byte == nil { return true }
    }
  }

  private static func next(_ bytes: inout some IteratorProtocol<UInt8>) -> UInt8? {
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
      default: return byte
      }
    }
    return nil
  }
}
