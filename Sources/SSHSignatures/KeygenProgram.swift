import ChildProcesses
import Glibc

/// The `ssh-keygen` of the system, for the keys that are not handled in this process.
struct KeygenProgram {
  var name = "ssh-keygen"
  var mayAskUser = false

  /// Signs with a key file; the private key itself, or a public one whose private key an agent holds.
  func sign(_ payload: [UInt8], namespace: String, keyFile: String) throws(SSHSignatureError) -> SSHSignature
  {
    // Two minutes: somebody may have to type a passphrase or find the token.
    let finished = try run(
      ["-Y", "sign", "-n", namespace, "-f", keyFile], input: payload, timeout: .seconds(mayAskUser ? 120 : 30)
    )
    guard finished.status.isSuccess else {
      throw SSHSignatureError(
        .refused, "ssh-keygen could not sign with \(printable(keyFile)): \(printable(finished.errorText)).",
        advice: "Load the key with `ssh-add \(printable(keyFile))` and try again.")
    }
    return try SSHSignature(armored: finished.outputText)
  }

  /// Whether the signature belongs to the payload and to the key that it names.
  func checks(_ signature: SSHSignature, over payload: [UInt8]) throws(SSHSignatureError) -> Bool {
    let file = try TemporaryFile(Array(signature.armored.utf8))
    let finished = try run(
      ["-Y", "check-novalidate", "-n", signature.namespace, "-s", file.path], input: payload,
      timeout: .seconds(30))
    return finished.status.isSuccess
  }

  private func run(_ arguments: [String], input: [UInt8], timeout: Duration) throws(SSHSignatureError)
    -> Finished
  {
    do {
      return try Command(name, arguments, mayAskUser: mayAskUser).run(
        input: input, timeout: timeout, outputLimit: 1 << 20)
    } catch {
      throw SSHSignatureError(
        .unavailable, error.sentence,
        advice: "Install OpenSSH's client, or use an Ed25519 key without a passphrase.")
    }
  }
}

/// A file that nobody else can read, deleted with its last reference.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8]) throws(SSHSignatureError) {
    let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/modelhub-signature-XXXXXX".utf8CString)
    let descriptor = unsafe mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else {
      throw SSHSignatureError(
        .unavailable, "No temporary file can be made in \(folder).", advice: "Set TMPDIR.")
    }
    defer { _ = close(descriptor) }
    let written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    guard written == bytes.count else {
      _ = unsafe unlink(path)
      throw SSHSignatureError(
        .unavailable, "The temporary file \(path) cannot be written.", advice: "Free some space.")
    }
  }

  deinit {
    _ = unsafe unlink(path)
  }
}
