import CSodium

/// A public key of SSH.
///
/// Two keys are equal when they are the same key, whatever their comments.
public struct PublicKey: Sendable {
  /// The kinds of keys, by their names in the protocol.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Ed25519.
    case ed25519 = "ssh-ed25519"
    /// RSA.
    case rsa = "ssh-rsa"
    /// ECDSA on the curve P-256.
    case ecdsa256 = "ecdsa-sha2-nistp256"
    /// ECDSA on the curve P-384.
    case ecdsa384 = "ecdsa-sha2-nistp384"
    /// ECDSA on the curve P-521.
    case ecdsa521 = "ecdsa-sha2-nistp521"
    /// Ed25519 in a hardware token.
    case tokenEd25519 = "sk-ssh-ed25519@openssh.com"
    /// ECDSA in a hardware token.
    case tokenECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"
  }

  /// Its kind.
  public let kind: Kind
  /// The key as the protocol carries it.
  public let blob: [UInt8]
  /// What stood behind the key in its line; often somebody's name.
  public let comment: String

  private static let limit = 16 << 10

  /// Reads a line of a `.pub` file: kind, key, and perhaps a comment.
  public init(_ line: some StringProtocol) throws(SSHSignatureError) {
    var text = String(line)[...]
    while text.last?.isNewline == true { text.removeLast() }
    let hasControls = text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f }
    guard text.utf8.count <= Self.limit, !hasControls else {
      throw .malformedKey("it is too long or not one line")
    }
    let words = text.split(separator: " ", maxSplits: 2)
    guard words.count >= 2 else { throw .malformedKey("it has no kind and key") }
    guard let blob = Base64.decode(words[1].utf8) else { throw .malformedKey("it is not base64") }
    try self.init(blob: blob, comment: words.count > 2 ? String(words[2]) : "")
    guard kind.rawValue == words[0] else {
      throw .malformedKey("it says \(words[0]) but holds \(kind.rawValue)")
    }
  }

  /// Reads a key as the protocol carries it.
  public init(blob: [UInt8], comment: String = "") throws(SSHSignatureError) {
    guard blob.count <= Self.limit else { throw .malformedKey("it is too long") }
    var reader = WireReader(blob)
    let name: String
    let isWhole: Bool
    do throws(WireFault) {
      name = try reader.text()
      isWhole = try Kind(rawValue: name)?.acceptsFields(&reader) ?? true
    } catch {
      throw .malformedKey("it ends early")
    }
    guard let kind = Kind(rawValue: name) else { throw .unsupportedKind(name) }
    guard isWhole, reader.isAtEnd else { throw .malformedKey("its parts are not those of its kind") }
    self.kind = kind
    self.blob = blob
    self.comment = comment
  }

  /// The fingerprint, as `ssh-keygen -l` prints it: `SHA256:` and 43 letters and digits.
  public var fingerprint: String {
    "SHA256:" + Base64.encode(Digest.sha256(blob), padded: false)
  }

  /// The key as a line of a `.pub` file, without a line break.
  public var line: String {
    let key = "\(kind.rawValue) \(Base64.encode(blob))"
    return comment.isEmpty ? key : "\(key) \(comment)"
  }

  /// The point of an Ed25519 key.
  var point: [UInt8] { Array(blob.suffix(32)) }
}

extension PublicKey: Hashable {
  /// Whether both are the same key.
  public static func == (left: PublicKey, right: PublicKey) -> Bool {
    left.blob == right.blob
  }

  /// Hashes the key without its comment.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(blob)
  }
}

extension PublicKey: CustomStringConvertible {
  /// The kind and the fingerprint.
  public var description: String { "\(kind.rawValue) \(fingerprint)" }
}

extension PublicKey.Kind {
  /// Whether what follows the kind's name is a key of this kind.
  fileprivate func acceptsFields(_ reader: inout WireReader) throws(WireFault) -> Bool {
    switch self {
    case .ed25519:
      return try reader.string().count == 32
    case .tokenEd25519:
      let point = try reader.string()
      let application = try reader.text()
      return point.count == 32 && !application.isEmpty
    case .rsa:
      let exponent = try reader.string()
      let modulus = try reader.string()
      return !exponent.isEmpty && modulus.count >= 128
    case .ecdsa256: return try acceptsPoint(&reader, curve: "nistp256", size: 65)
    case .ecdsa384: return try acceptsPoint(&reader, curve: "nistp384", size: 97)
    case .ecdsa521: return try acceptsPoint(&reader, curve: "nistp521", size: 133)
    case .tokenECDSA:
      let isPoint = try acceptsPoint(&reader, curve: "nistp256", size: 65)
      let application = try reader.text()
      return isPoint && !application.isEmpty
    }
  }

  private func acceptsPoint(_ reader: inout WireReader, curve: String, size: Int) throws(WireFault) -> Bool {
    let name = try reader.text()
    let point = try reader.string()
    return name == curve && point.count == size && point.first == 4
  }
}

extension SSHSignatureError {
  static func malformedKey(_ reason: String) -> SSHSignatureError {
    SSHSignatureError(
      .malformed, "This is not a public key: \(reason).",
      advice: "Copy the whole line of a file such as id_ed25519.pub.")
  }

  static func unsupportedKind(_ name: String) -> SSHSignatureError {
    SSHSignatureError(
      .unsupported, "Keys of the kind ‘\(printable(name))’ are not supported.",
      advice: "Make one with `ssh-keygen -t ed25519`.")
  }
}

/// The text without control characters, cut at 100 scalars.
func printable(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  scalars.append(
    contentsOf: text.unicodeScalars.prefix(100).map { $0.value < 0x20 || $0.value == 0x7f ? " " : $0 })
  return String(scalars)
}
