import CCrypto

/// SHA-256 over bytes that come piece by piece.
@safe public struct SHA256: Sendable {
  private var state = SHA256_CTX()

  /// Starts with nothing.
  public init() {
    _ = unsafe SHA256_Init(&state)
  }

  /// Takes in more bytes.
  public mutating func update(_ bytes: [UInt8]) { update(bytes[...]) }

  /// Takes in more bytes.
  public mutating func update(_ bytes: ArraySlice<UInt8>) {
    _ = unsafe bytes.withUnsafeBytes { unsafe SHA256_Update(&state, $0.baseAddress, $0.count) }
  }

  /// The digest: 64 hexadecimal digits, in lower case.
  public consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    _ = unsafe SHA256_Final(&digest, &state)
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The digest of some bytes.
  public static func hex(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finish()
  }
}
