import ChildProcesses
import SSHSignatures
import TestSupport
import Testing

@Suite struct SignatureTests {
  private let payload = Array("tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nmessage é\n".utf8)

  /// What `ssh-keygen -Y verify` says of a signature.
  private func verifiedByTool(
    _ armored: String, over payload: [UInt8], by pair: SSHKeyPair, namespace: String = "git"
  ) throws -> Bool {
    try pair.folder.write("me@test namespaces=\"git\" \(pair.publicLine)\n", to: "allowed")
    try pair.folder.write(armored, to: "signature")
    let arguments = [
      "-Y", "verify", "-f", "\(pair.folder.path)/allowed", "-I", "me@test", "-n", namespace, "-s",
      "\(pair.folder.path)/signature",
    ]
    return try Command("ssh-keygen", arguments).run(input: payload).status.isSuccess
  }

  @Test("what we sign, ssh-keygen verifies, and so do we, with keys of every kind", arguments: KeyKind.all)
  func sign(kind: KeyKind) throws {
    let pair = try SSHKeyPair(kind.name, kind.options)
    let signer = try Signer(pair.path)
    let signature = try signer.sign(payload)
    let key = try PublicKey(pair.publicLine)
    #expect(signer.publicKey == key)
    #expect(try verifiedByTool(signature.armored, over: payload, by: pair))
    #expect(try verifiedByTool(signature.armored, over: payload + [1], by: pair) == false)
    #expect(try SSHSignature(armored: signature.armored) == signature)
    #expect(try signature.verify(payload, key: key) == .good)
    #expect(try signature.verify(payload + [1], key: key) == .forged)
    #expect(try signature.verify(payload, namespace: "file", key: key) == .otherNamespace)
    let other = try PublicKey(SSHKeyPair(kind.name, kind.options).publicLine)
    #expect(try signature.verify(payload, key: other) == .otherKey)
  }

  @Test("what ssh-keygen signs, with either hash, we verify", arguments: KeyKind.all, ["sha256", "sha512"])
  func verify(kind: KeyKind, hash: String) throws {
    let pair = try SSHKeyPair(kind.name, kind.options)
    let arguments = ["-Y", "sign", "-n", "git", "-O", "hashalg=\(hash)", "-f", pair.path]
    let armored = try Command("ssh-keygen", arguments).run(input: payload).outputText
    let signature = try SSHSignature(armored: armored)
    #expect(signature.armored == armored)
    #expect(try signature.verify(payload, key: PublicKey(pair.publicLine)) == .good)
    #expect(try signature.verify([], key: PublicKey(pair.publicLine)) == .forged)
  }

  @Test("an Ed25519 signature is the same in every run, and that of ssh-keygen")
  func deterministic() throws {
    let pair = try SSHKeyPair()
    let armored = try Command("ssh-keygen", ["-Y", "sign", "-n", "git", "-f", pair.path]).run(input: payload)
      .outputText
    #expect(try Signer(pair.path).sign(payload).armored == armored)
  }

  @Test("no change of a single byte leaves an Ed25519 signature good", arguments: 0..<8)
  func tampering(seed: Int) throws {
    let pair = try SSHKeyPair()
    let key = try PublicKey(pair.publicLine)
    let armored = try Signer(pair.path).sign(payload).armored
    var random = SeededRandom(seed: seed)
    for position in armored.utf8.indices.dropLast() where Int.random(in: 0..<2, using: &random) == 0 {
      var bytes = Array(armored.utf8)
      let offset = armored.utf8.distance(from: armored.utf8.startIndex, to: position)
      // A line break may move: it carries nothing.
      guard bytes[offset] != UInt8(ascii: "\n") else { continue }
      let letters = Array("ABCXYZabcxyz0189+/=- \n\0".utf8).filter {
        $0 != bytes[offset] && $0 != UInt8(ascii: "\n")
      }
      bytes[offset] = letters.randomElement(using: &random) ?? 0
      do {
        let changed = try SSHSignature(armored: String(decoding: bytes, as: UTF8.self))
        #expect(try changed.verify(payload, key: key) != .good)
      } catch {
        #expect(error.code == .malformed || error.code == .unsupported)
      }
    }
  }

  @Test("a signature that ends early, at any byte, is refused")
  func truncated() throws {
    let pair = try SSHKeyPair()
    let lines = try Signer(pair.path).sign(payload).armored.split(separator: "\n")
    let body = lines.dropFirst().dropLast().joined()
    for count in stride(from: 0, to: body.count - 3, by: 4) {
      let text = [lines[0], Substring(body.prefix(count)), lines[lines.count - 1]].joined(separator: "\n")
      #expect(throws: SSHSignatureError.self) { _ = try SSHSignature(armored: text) }
    }
    #expect(
      try SSHSignature(armored: [lines[0], Substring(body), lines[lines.count - 1]].joined(separator: "\n"))
        .namespace == "git")
  }

  @Test(
    "texts that are no signature are refused",
    arguments: [
      "", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
      "-----BEGIN PGP SIGNATURE-----\nAAAA\n-----END PGP SIGNATURE-----",
      "x\n-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----",
      "-----BEGIN SSH SIGNATURE-----\n////\n-----END SSH SIGNATURE-----",
      "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAf////8=\n-----END SSH SIGNATURE-----",
      String(repeating: "A", count: 70_000),
    ])
  func noSignature(text: String) {
    #expect(throws: SSHSignatureError.self) { _ = try SSHSignature(armored: text) }
  }
}
