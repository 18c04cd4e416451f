import ChildProcesses
import SSHSignatures
import TestSupport
import Testing

@Suite struct SignerTests {
  private let payload = Array("payload".utf8)

  private func code(_ body: () throws -> Void) -> SSHSignatureError.Code? {
    do {
      try body()
      return nil
    } catch let error as SSHSignatureError {
      return error.code
    } catch {
      Issue.record("another error was thrown: \(error)")
      return nil
    }
  }

  @Test("a public key's file leads to the private key beside it")
  func besides() throws {
    let pair = try SSHKeyPair()
    let key = try PublicKey(pair.publicLine)
    #expect(try Signer(pair.publicPath).sign(payload).verify(payload, key: key) == .good)
    let other = try SSHKeyPair(in: pair.folder, named: "other")
    try pair.folder.write(pair.publicLine, to: "other.pub")
    #expect(code { _ = try Signer(other.publicPath) } == .noPrivateKey)
    try pair.folder.write(pair.publicLine, to: "alone.pub")
    #expect(code { _ = try Signer("\(pair.folder.path)/alone.pub") } == .noPrivateKey)
  }

  @Test("an agent signs with the keys that it holds, of every kind", arguments: KeyKind.all)
  func agent(kind: KeyKind) throws {
    let pair = try SSHKeyPair(kind.name, kind.options)
    let agent = try SSHAgent(in: pair.folder)
    let key = try PublicKey(pair.publicLine)
    #expect(code { _ = try Signer(pair.publicLine, agentSocket: agent.socket) } != nil)
    try agent.add(pair.path)
    for setting in ["key::\(pair.publicLine)", pair.publicPath] {
      let signer = try Signer(setting, agentSocket: agent.socket)
      #expect(signer.publicKey == key)
      #expect(try signer.sign(payload).verify(payload, key: key) == .good)
    }
  }

  @Test("the agent is asked for a key behind a passphrase; without it nothing waits for a terminal")
  func passphrase() throws {
    let pair = try SSHKeyPair("ed25519", [], passphrase: "secret words")
    let key = try PublicKey(pair.publicLine)
    let signer = try Signer(pair.path)
    #expect(signer.publicKey == key)
    #expect(code { _ = try signer.sign(payload) } == .refused)
    let copy = try pair.folder.write(pair.folder.read("id"), to: "open", mode: 0o600)
    _ = try Command("ssh-keygen", ["-p", "-P", "secret words", "-N", "", "-f", copy]).run()
    let agent = try SSHAgent(in: pair.folder)
    try agent.add(copy)
    #expect(try Signer(pair.path, agentSocket: agent.socket).sign(payload).verify(payload, key: key) == .good)
  }

  @Test("keys in the format of OpenSSL are left to ssh-keygen")
  func oldFormat() throws {
    let pair = try SSHKeyPair("rsa", ["-m", "PEM", "-b", "2048"])
    let signer = try Signer(pair.path)
    #expect(signer.publicKey == nil)
    #expect(try signer.sign(payload).verify(payload, key: PublicKey(pair.publicLine)) == .good)
  }

  @Test("an agent that is gone does not keep a key file from signing")
  func deadAgent() throws {
    let pair = try SSHKeyPair("ecdsa")
    for socket in ["", "/nonexistent/agent", pair.folder.path, String(repeating: "x", count: 500)] {
      let signer = try Signer(pair.path, agentSocket: socket)
      #expect(try signer.sign(payload).verify(payload, key: PublicKey(pair.publicLine)) == .good)
    }
    #expect(
      code { _ = try Signer("key::\(pair.publicLine)", agentSocket: "/nonexistent/agent") } == .noPrivateKey)
  }

  @Test("a private key that others can read is refused with the command that helps")
  func permissions() throws {
    let pair = try SSHKeyPair()
    _ = try Command("chmod", ["640", pair.path]).run()
    let error = #expect(throws: SSHSignatureError.self) { _ = try Signer(pair.path) }
    #expect(error?.code == .unreadableKey)
    #expect(error?.advice == "Run `chmod 600 \(pair.path)`.")
  }

  @Test("a damaged private key is refused at whatever byte the damage is")
  func damaged() throws {
    let pair = try SSHKeyPair()
    let text = try pair.folder.read("id")
    let start = try #require(text.firstIndex(of: UInt8(ascii: "\n"))) + 1
    var refused = 0
    var tried = 0
    for position in stride(from: start, to: text.count - 40, by: 7) where text[position] != UInt8(ascii: "\n")
    {
      var changed = text
      changed[position] = text[position] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      let path = try pair.folder.write(changed, to: "changed", mode: 0o600)
      tried += 1
      do {
        let signer = try Signer(path)
        // Only the comment and the words in front of the key may change without harm.
        #expect(try signer.sign(payload).verify(payload, key: PublicKey(pair.publicLine)) == .good)
      } catch {
        refused += 1
      }
    }
    #expect(tried > 40 && refused > tried / 2)
  }

  @Test("what is no key file is refused")
  func noKey() throws {
    let folder = try TemporaryFolder()
    let cases: [(String, SSHSignatureError.Code)] = [
      ("", .malformed), ("hello", .malformed),
      ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", .malformed),
      ("-----BEGIN OPENSSH PRIVATE KEY-----\n", .malformed),
      (String(repeating: "x", count: 70_000), .unreadableKey),
    ]
    for (text, expected) in cases {
      let path = try folder.write(text, to: "key", mode: 0o600)
      #expect(code { _ = try Signer(path) } == expected)
    }
    #expect(code { _ = try Signer(folder.path) } == .unreadableKey)
    #expect(code { _ = try Signer("\(folder.path)/none") } == .unreadableKey)
    #expect(code { _ = try Signer("/dev/zero") } == .unreadableKey)
  }
}
