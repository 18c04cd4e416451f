import SourceText

/// What makes a finding the same finding in another run: its rule, its file, and the text it points at, but not
/// its line, which changes whenever something is written above it.
public struct Fingerprint: Hashable, Sendable, CustomStringConvertible {
  /// The value: 64 bits of FNV-1a.
  public let value: UInt64

  /// The fingerprint of a finding.
  public init(_ diagnostic: Diagnostic) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func mix(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      // A byte that no UTF-8 text has keeps the parts apart.
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    mix(diagnostic.rule.utf8)
    mix(diagnostic.location.path.utf8)
    if let source = diagnostic.location.source {
      mix(source.bytes[diagnostic.location.range.clamped(to: 0..<source.bytes.count)])
    }
    value = hash
  }

  /// Takes a fingerprint as it was written: 16 hexadecimal digits.
  public init?(_ text: String) {
    guard text.utf8.count == 16, let value = UInt64(text, radix: 16) else { return nil }
    self.value = value
  }

  /// The fingerprint as 16 hexadecimal digits.
  public var description: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
