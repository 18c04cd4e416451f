import ChildProcesses
import SSHSignatures
import TestSupport
import Testing

/// A kind of key that ssh-keygen makes.
struct KeyKind: CustomTestStringConvertible {
  let name: String
  let options: [String]
  let kind: PublicKey.Kind

  var testDescription: String { kind.rawValue }

  static let all = [
    KeyKind(name: "ed25519", options: [], kind: .ed25519),
    KeyKind(name: "rsa", options: ["-b", "2048"], kind: .rsa),
    KeyKind(name: "ecdsa", options: ["-b", "256"], kind: .ecdsa256),
    KeyKind(name: "ecdsa", options: ["-b", "384"], kind: .ecdsa384),
    KeyKind(name: "ecdsa", options: ["-b", "521"], kind: .ecdsa521),
  ]
}

@Suite struct KeyTests {
  @Test("a public key is read, and its fingerprint is that of ssh-keygen", arguments: KeyKind.all)
  func fingerprint(kind: KeyKind) throws {
    let pair = try SSHKeyPair(kind.name, kind.options)
    let key = try PublicKey(pair.publicLine + "\n")
    #expect(key.kind == kind.kind)
    #expect(key.comment == "id@test")
    #expect(key.line == pair.publicLine)
    let listed = try Command("ssh-keygen", ["-l", "-f", pair.publicPath]).run().outputText
    #expect(listed.split(separator: " ").dropFirst().first.map(String.init) == key.fingerprint)
    #expect(try PublicKey(blob: key.blob) == key)
  }

  @Test("keys of hardware tokens are read")
  func tokens() throws {
    func string(_ bytes: [UInt8]) -> [UInt8] { [0, 0, 0, UInt8(bytes.count)] + bytes }
    let point = [UInt8](repeating: 7, count: 32)
    let name = Array("sk-ssh-ed25519@openssh.com".utf8)
    let blob = string(name) + string(point) + string(Array("ssh:".utf8))
    #expect(try PublicKey(blob: blob).kind == .tokenEd25519)
    #expect(throws: SSHSignatureError.self) { _ = try PublicKey(blob: blob + [0]) }
    #expect(throws: SSHSignatureError.self) {
      _ = try PublicKey(blob: string(name) + string(point) + string([]))
    }
  }

  @Test(
    "lines that are no public key are refused",
    arguments: [
      "", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 !!!!", "ssh-dss AAAAB3NzaC1kc3M=", "x y",
      "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBkRAMMYTbHJyFPsIK+7TA85vUxIzcM1bU5LZHYnBSIc",
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkRAMMYTbHJyFPsIK+7TA85vUxIzcM1bU5LZHYnBSIc\nx",
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkRAMMYTbHJyFPsIK+7TA85vUxIzcM1bU5LZHYnBSIcAA==",
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAH/7TA85vUxIzcM1bU5LZHYnBSIcAAAAAAAAAAAAAAAAAAAAAAA=",
      "ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29t",
      "command=\"x\" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBkRAMMYTbHJyFPsIK+7TA85vUxIzcM1bU5LZHYnBSIc",
    ])
  func refused(line: String) throws {
    #expect(throws: SSHSignatureError.self) { _ = try PublicKey(line) }
  }

  @Test("equal keys with other comments are one key")
  func equality() throws {
    let pair = try SSHKeyPair()
    let key = try PublicKey(pair.publicLine)
    let renamed = try PublicKey(pair.publicLine.split(separator: " ").prefix(2).joined(separator: " "))
    #expect(key == renamed)
    #expect(Set([key, renamed]).count == 1)
    #expect(renamed.comment == "")
  }
}
