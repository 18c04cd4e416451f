import CSodium

/// Starts libsodium at the first use.
///
/// It fails only where the system has no random numbers, which neither signing nor verifying needs.
private let isStarted = sodium_init() >= 0

/// Hashes of rows of bytes.
enum Digest: String {
  case sha256
  case sha512

  func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .sha256: Digest.sha256(bytes)
    case .sha512: Digest.sha512(bytes)
    }
  }

  static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
    _ = unsafe crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
    return digest
  }

  static func sha512(_ bytes: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha512_BYTES))
    _ = unsafe crypto_hash_sha512(&digest, bytes, UInt64(bytes.count))
    return digest
  }
}

/// Ed25519 (RFC 8032).
enum Ed25519 {
  /// The point that belongs to a seed of 32 bytes, and both together as libsodium wants them for signing.
  static func keyPair(seed: [UInt8]) -> (point: [UInt8], secret: [UInt8])? {
    guard isStarted, seed.count == Int(crypto_sign_SEEDBYTES) else { return nil }
    var point = [UInt8](repeating: 0, count: Int(crypto_sign_PUBLICKEYBYTES))
    var secret = [UInt8](repeating: 0, count: Int(crypto_sign_SECRETKEYBYTES))
    guard unsafe crypto_sign_seed_keypair(&point, &secret, seed) == 0 else { return nil }
    return (point, secret)
  }

  static func sign(_ message: [UInt8], secret: [UInt8]) -> [UInt8]? {
    guard isStarted, secret.count == Int(crypto_sign_SECRETKEYBYTES) else { return nil }
    var signature = [UInt8](repeating: 0, count: Int(crypto_sign_BYTES))
    guard unsafe crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret) == 0 else {
      return nil
    }
    return signature
  }

  static func isValid(_ signature: [UInt8], of message: [UInt8], point: [UInt8]) -> Bool {
    guard isStarted, signature.count == Int(crypto_sign_BYTES), point.count == Int(crypto_sign_PUBLICKEYBYTES)
    else { return false }
    return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), point) == 0
  }
}
