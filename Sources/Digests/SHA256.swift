import CSodium

/// SHA-256 over bytes that come piece by piece.
@safe public struct SHA256: Sendable {
  private var state = crypto_hash_sha256_state()

  /// Starts with nothing.
  public init() {
    unsafe crypto_hash_sha256_init(&state)
  }

  /// Takes in more bytes.
  public mutating func update(_ bytes: [UInt8]) {
    _ = unsafe crypto_hash_sha256_update(&state, bytes, UInt64(bytes.count))
  }

  /// The digest: 64 hexadecimal digits, in lower case.
  public consuming func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    unsafe crypto_hash_sha256_final(&state, &digest)
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
