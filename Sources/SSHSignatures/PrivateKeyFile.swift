import Glibc

/// What a file of a private key holds.
struct PrivateKeyFile {
  /// How the private part can be used.
  enum Secret {
    /// An Ed25519 key, open to be used in this process.
    case ed25519([UInt8])
    /// A key of another kind, or behind a passphrase: `ssh-keygen` can use it.
    case closed
  }

  /// The public part; nil in the old formats that keep it to themselves.
  let publicKey: PublicKey?
  let secret: Secret

  private static let firstLine = "-----BEGIN OPENSSH PRIVATE KEY-----"
  private static let lastLine = "-----END OPENSSH PRIVATE KEY-----"

  /// Reads the text of a key file; nil when it is no private key at all.
  init?(_ text: String) throws(SSHSignatureError) {
    let lines = text.split(separator: "\n").map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
    guard let first = lines.first, first.hasPrefix("-----BEGIN "), first.hasSuffix("PRIVATE KEY-----") else {
      return nil
    }
    guard first == Self.firstLine else {
      publicKey = nil
      secret = .closed
      return
    }
    guard lines.count > 2, lines.last ?? "" == Self.lastLine,
      let bytes = Base64.decode(Array(lines.dropFirst().dropLast().joined().utf8))
    else { throw .malformedPrivateKey }
    do throws(WireFault) {
      (publicKey, secret) = try Self.parts(of: bytes)
    } catch {
      throw .malformedPrivateKey
    }
  }

  private static func parts(of bytes: [UInt8]) throws(WireFault) -> (PublicKey, Secret) {
    var reader = WireReader(bytes)
    let magic = Array("openssh-key-v1\0".utf8)
    guard try reader.take(magic.count) == magic else { throw WireFault() }
    let cipher = try reader.text()
    let derivation = try reader.text()
    _ = try reader.string()
    guard try reader.number() == 1 else { throw WireFault() }
    let publicKey = try key(try reader.string())
    let section = try reader.string()
    guard reader.isAtEnd else { throw WireFault() }
    guard cipher == "none", derivation == "none", publicKey.kind == .ed25519 else {
      return (publicKey, .closed)
    }
    return try open(section, of: publicKey)
  }

  private static func open(_ section: [UInt8], of publicKey: PublicKey) throws(WireFault) -> (
    PublicKey, Secret
  ) {
    var reader = WireReader(section)
    guard try reader.number() == reader.number(), try reader.text() == publicKey.kind.rawValue else {
      throw WireFault()
    }
    let point = try reader.string()
    let secret = try reader.string()
    let comment = try reader.text()
    // A signature made with a point that is not the seed's own gives the seed away.
    guard let pair = Ed25519.keyPair(seed: Array(secret.prefix(32))), secret == pair.secret,
      point == pair.point,
      point == publicKey.point
    else { throw WireFault() }
    for (index, byte) in reader.remaining.enumerated() where byte != UInt8(truncatingIfNeeded: index + 1) {
      throw WireFault()
    }
    return (try key(publicKey.blob, comment: printable(comment)), .ed25519(secret))
  }

  private static func key(_ blob: [UInt8], comment: String = "") throws(WireFault) -> PublicKey {
    do throws(SSHSignatureError) {
      return try PublicKey(blob: blob, comment: comment)
    } catch {
      throw WireFault()
    }
  }
}

extension SSHSignatureError {
  static let malformedPrivateKey = SSHSignatureError(
    .malformed, "The private key file is damaged.",
    advice: "Restore it, or make a new one with `ssh-keygen -t ed25519`.")
}

/// A small file and who may read it.
struct KeyFile {
  let path: String
  let text: String
  /// Whether others than the owner may read it.
  let isOpenToOthers: Bool

  private static let limit = 64 << 10

  static func exists(_ path: String) -> Bool {
    unsafe access(path, F_OK) == 0
  }

  init(_ path: String) throws(SSHSignatureError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(path, "it cannot be opened") }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .unreadable(path, "it is no file")
    }
    var bytes = [UInt8](repeating: 0, count: Self.limit + 1)
    let count = unsafe Glibc.read(descriptor, &bytes, bytes.count)
    guard count >= 0, count <= Self.limit, let text = String(validating: bytes[..<count], as: UTF8.self)
    else {
      throw .unreadable(path, "it is no key")
    }
    self.path = path
    self.text = text
    isOpenToOthers = status.st_mode & 0o077 != 0
  }
}

extension SSHSignatureError {
  static func unreadable(_ path: String, _ reason: String) -> SSHSignatureError {
    SSHSignatureError(
      .unreadableKey, "The key file \(printable(path)) cannot be used: \(reason).",
      advice: "Check `git config user.signingkey`.")
  }
}
