/// A key that can sign, found as git finds it.
public struct Signer: Sendable {
  private enum Means {
    /// In this process.
    case secret(PublicKey, [UInt8])
    /// By the agent.
    case agent(PublicKey, Agent)
    /// By `ssh-keygen`, which reads the file and may ask for its passphrase.
    case program(PublicKey?, KeygenProgram, file: String)
  }

  private let means: Means

  /// Finds the key that `setting`, the value of git's `user.signingkey`, names.
  ///
  /// That is the path of a private or of a public key, or a public key itself, with or without `key::` before
  /// it; a leading `~/` must be replaced already. Open Ed25519 keys are used in this process. Others are looked
  /// for in the agent at `agentSocket`, the value of `SSH_AUTH_SOCK`; what it does not hold is left to
  /// `ssh-keygen`, which asks for a passphrase when `mayAskUser` allows it.
  public init(
    _ setting: String, agentSocket: String? = nil, mayAskUser: Bool = false
  ) throws(SSHSignatureError) {
    let agent = agentSocket.flatMap { $0.isEmpty ? nil : Agent(socket: $0) }
    let program = KeygenProgram(mayAskUser: mayAskUser)
    if let key = try Self.literalKey(setting) {
      guard let agent, agent.holds(key) else { throw .noPrivateKey(key) }
      means = .agent(key, agent)
      return
    }
    let file = try KeyFile(setting)
    if let privateKey = try PrivateKeyFile(file.text) {
      means = try Self.means(of: privateKey, in: file, agent: agent, program: program)
      return
    }
    let key = try PublicKey(file.text)
    if let agent, agent.holds(key) {
      means = .agent(key, agent)
      return
    }
    means = try Self.means(besides: setting, of: key, agent: agent, program: program)
  }

  /// The public part of the key; nil when only `ssh-keygen` can tell.
  public var publicKey: PublicKey? {
    switch means {
    case .secret(let key, _), .agent(let key, _): key
    case .program(let key, _, _): key
    }
  }

  /// Signs the payload for `namespace`.
  public func sign(_ payload: [UInt8], namespace: String = "git") throws(SSHSignatureError) -> SSHSignature {
    let signature =
      switch means {
      case .secret(let key, let secret):
        try Self.sign(payload, namespace: namespace, key: key, secret: secret)
      case .agent(let key, let agent):
        try agent.sign(payload, namespace: namespace, key: key)
      case .program(_, let program, let file):
        try program.sign(payload, namespace: namespace, keyFile: file)
      }
    // A faulty agent or token must not put a bad signature into history.
    let key = publicKey ?? signature.publicKey
    guard try signature.verify(payload, namespace: namespace, key: key) == .good else {
      throw SSHSignatureError(.refused, "The signature made with \(key.fingerprint) is not valid.")
    }
    return signature
  }

  private static func sign(
    _ payload: [UInt8], namespace: String, key: PublicKey, secret: [UInt8]
  ) throws(SSHSignatureError) -> SSHSignature {
    let message = SSHSignature.message(over: payload, namespace: namespace, digest: .sha512)
    guard let bytes = Ed25519.sign(message, secret: secret) else {
      throw SSHSignatureError(.unavailable, "libsodium could not sign.")
    }
    var raw: [UInt8] = []
    raw.append(wire: key.kind.rawValue.utf8)
    raw.append(wire: bytes)
    return SSHSignature(publicKey: key, namespace: namespace, digest: .sha512, raw: raw)
  }

  /// The key that the setting spells out; nil when it is a path.
  private static func literalKey(_ setting: String) throws(SSHSignatureError) -> PublicKey? {
    if setting.hasPrefix("key::") { return try PublicKey(setting.dropFirst(5)) }
    return setting.hasPrefix("ssh-") ? try PublicKey(setting) : nil
  }

  /// The private key in the file whose name is that of the public key without `.pub`.
  private static func means(
    besides publicFile: String, of key: PublicKey, agent: Agent?, program: KeygenProgram
  ) throws(SSHSignatureError) -> Means {
    guard publicFile.hasSuffix(".pub"), case let path = String(publicFile.dropLast(4)), KeyFile.exists(path)
    else {
      throw .noPrivateKey(key)
    }
    let file = try KeyFile(path)
    guard let privateKey = try PrivateKeyFile(file.text) else { throw .noPrivateKey(key) }
    guard privateKey.publicKey == nil || privateKey.publicKey == key else {
      throw SSHSignatureError(
        .noPrivateKey, "The files \(printable(publicFile)) and \(printable(path)) hold different keys.",
        advice: "Restore the pair, or set `user.signingkey` to another key.")
    }
    return try means(of: privateKey, in: file, agent: agent, program: program)
  }

  private static func means(
    of key: PrivateKeyFile, in file: KeyFile, agent: Agent?, program: KeygenProgram
  ) throws(SSHSignatureError) -> Means {
    guard !file.isOpenToOthers else {
      throw SSHSignatureError(
        .unreadableKey, "Others can read the private key \(printable(file.path)).",
        advice: "Run `chmod 600 \(printable(file.path))`.")
    }
    switch (key.secret, key.publicKey) {
    case (.ed25519(let secret), let publicKey?): return .secret(publicKey, secret)
    case (.closed, let publicKey?):
      if let agent, agent.holds(publicKey) { return .agent(publicKey, agent) }
      return .program(publicKey, program, file: file.path)
    case (_, nil): return .program(nil, program, file: file.path)
    }
  }
}

extension SSHSignatureError {
  static func noPrivateKey(_ key: PublicKey) -> SSHSignatureError {
    SSHSignatureError(
      .noPrivateKey, "The private key of \(key.fingerprint) is not at hand.",
      advice: "Load it with `ssh-add`, or set `user.signingkey` to its file.")
  }
}
