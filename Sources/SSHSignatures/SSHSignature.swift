import ChildProcesses

/// A signature of SSH over any bytes, as git and `ssh-keygen -Y` make them.
public struct SSHSignature: Hashable, Sendable {
  /// The key that it claims to be made with.
  public let publicKey: PublicKey
  /// What it was made for, such as `git`; a signature counts for nothing else.
  public let namespace: String
  let digest: Digest
  /// The kind and the bytes of the signature proper.
  let raw: [UInt8]

  private static let magic = Array("SSHSIG".utf8)
  private static let firstLine = "-----BEGIN SSH SIGNATURE-----"
  private static let lastLine = "-----END SSH SIGNATURE-----"
  private static let limit = 64 << 10

  init(publicKey: PublicKey, namespace: String, digest: Digest, raw: [UInt8]) {
    (self.publicKey, self.namespace, self.digest, self.raw) = (publicKey, namespace, digest, raw)
  }

  /// Reads a signature between its BEGIN and END lines; anything else around or in it is an error.
  public init(armored text: String) throws(SSHSignatureError) {
    guard text.utf8.count <= Self.limit else { throw .malformedSignature("it is too long") }
    let newline = UInt8(ascii: "\n")
    var lines = Array(text.utf8)[...]
    while lines.last == newline { lines.removeLast() }
    guard lines.starts(with: (Self.firstLine + "\n").utf8), lines.count > Self.firstLine.utf8.count + 1,
      lines.suffix(Self.lastLine.utf8.count + 1).elementsEqual(("\n" + Self.lastLine).utf8)
    else {
      throw .malformedSignature("its first or last line is missing")
    }
    let body = lines.dropFirst(Self.firstLine.utf8.count + 1).dropLast(Self.lastLine.utf8.count + 1)
    guard let bytes = Base64.decode(body.filter { $0 != newline }) else {
      throw .malformedSignature("it is not base64")
    }
    try self.init(bytes: bytes)
  }

  private init(bytes: [UInt8]) throws(SSHSignatureError) {
    let key: [UInt8]
    let hash: String
    do throws(WireFault) {
      var reader = WireReader(bytes)
      guard try reader.take(Self.magic.count) == Self.magic, try reader.number() == 1 else {
        throw WireFault()
      }
      key = try reader.string()
      namespace = try reader.text()
      guard try reader.string().isEmpty else { throw WireFault() }
      hash = try reader.text()
      raw = try reader.string()
      guard reader.isAtEnd else { throw WireFault() }
    } catch {
      throw .malformedSignature("its parts are not where they belong")
    }
    guard !namespace.isEmpty else { throw .malformedSignature("it is for no purpose") }
    guard let digest = Digest(rawValue: hash) else {
      throw .malformedSignature("it uses the hash ‘\(printable(hash))’")
    }
    self.digest = digest
    publicKey = try PublicKey(blob: key)
    guard publicKey.kind.accepts(signature: raw) else {
      throw .malformedSignature("it is not one of a \(publicKey.kind.rawValue) key")
    }
  }

  /// The signature between its BEGIN and END lines, with a line break at the end.
  public var armored: String {
    var bytes = Self.magic
    bytes.append(wire: 1)
    bytes.append(wire: publicKey.blob)
    bytes.append(wire: namespace.utf8)
    bytes.append(wire: [])
    bytes.append(wire: digest.rawValue.utf8)
    bytes.append(wire: raw)
    let text = Array(Base64.encode(bytes).utf8)
    let lines = stride(from: 0, to: text.count, by: 70).map { start in
      String(decoding: text[start..<min(start + 70, text.count)], as: UTF8.self)
    }
    return ([Self.firstLine] + lines + [Self.lastLine]).joined(separator: "\n") + "\n"
  }

  /// What is signed in place of the payload.
  static func message(over payload: [UInt8], namespace: String, digest: Digest) -> [UInt8] {
    var message = magic
    message.append(wire: namespace.utf8)
    message.append(wire: [])
    message.append(wire: digest.rawValue.utf8)
    message.append(wire: digest(payload))
    return message
  }
}

extension SSHSignature {
  /// What a check of a signature found.
  public enum Verdict: Hashable, Sendable {
    /// The holder of the key made it over these bytes, for this purpose.
    case good
    /// It was made for another purpose.
    case otherNamespace
    /// It was made with another key.
    case otherKey
    /// It does not belong to these bytes, or nobody with the key made it.
    case forged
  }

  /// Checks that the holder of `key` made the signature over `payload` for `namespace`.
  ///
  /// Ed25519 is checked in this process; for other kinds `ssh-keygen` is asked, and only its absence is an
  /// error.
  public func verify(
    _ payload: [UInt8], namespace: String = "git", key: PublicKey
  ) throws(SSHSignatureError) -> Verdict {
    guard self.namespace == namespace else { return .otherNamespace }
    guard publicKey == key else { return .otherKey }
    guard key.kind == .ed25519 else {
      return try KeygenProgram().checks(self, over: payload) ? .good : .forged
    }
    let message = Self.message(over: payload, namespace: namespace, digest: digest)
    return Ed25519.isValid(Array(raw.suffix(64)), of: message, point: key.point) ? .good : .forged
  }
}

extension PublicKey.Kind {
  /// Whether the bytes are a signature that keys of this kind make; never one with SHA-1.
  func accepts(signature: [UInt8]) -> Bool {
    var reader = WireReader(signature)
    do throws(WireFault) {
      let name = try reader.text()
      let bytes = try reader.string()
      switch self {
      case .ed25519: return name == rawValue && bytes.count == 64 && reader.isAtEnd
      case .rsa: return ["rsa-sha2-256", "rsa-sha2-512"].contains(name) && reader.isAtEnd
      case .ecdsa256, .ecdsa384, .ecdsa521: return name == rawValue && reader.isAtEnd
      // Flags and a counter follow.
      case .tokenEd25519, .tokenECDSA: return name == rawValue && reader.remaining.count == 5
      }
    } catch {
      return false
    }
  }
}

extension SSHSignatureError {
  static func malformedSignature(_ reason: String) -> SSHSignatureError {
    SSHSignatureError(.malformed, "This is not a signature of SSH: \(reason).")
  }
}
