/// A name in a template's data, as the number that stands for it while pages are rendered.
///
/// The number is the 64-bit FNV-1a hash of the name's bytes, so that neither a table of names nor a lock
/// is needed to make one. Two given names share a number with a probability of 2⁻⁶⁴;
/// `TemplateSchema.mismatches(in:)` tells if two declared ones ever do.
public struct TemplateKey: Hashable, Comparable, Sendable {
  @usableFromInline let hash: UInt64

  @inlinable init(hashing bytes: some Sequence<UInt8>) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    self.hash = hash
  }

  /// Makes the key of `name`, which is one name and never a dotted path.
  public init(_ name: String) {
    self.init(hashing: name.utf8)
  }

  /// Orders keys by their numbers, which says nothing about their names.
  @inlinable
  public static func < (left: TemplateKey, right: TemplateKey) -> Bool {
    left.hash < right.hash
  }
}

extension TemplateKey: ExpressibleByStringLiteral {
  /// Makes the key of a name written in the source: `page["title"]`.
  @inlinable
  public init(stringLiteral name: StaticString) {
    self = name.withUTF8Buffer { bytes in unsafe TemplateKey(hashing: bytes) }
  }
}
