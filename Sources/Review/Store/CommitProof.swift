import GitStore
import SSHSignatures

extension Proof {
  /// Checks the signature of a commit.
  ///
  /// Only signatures of SSH say anything here: there are no other keys in `people/`.
  init(of commit: Commit) throws(SSHSignatureError) {
    guard let armored = commit.signature else {
      self = .unsigned
      return
    }
    do throws(SSHSignatureError) {
      let signature = try SSHSignature(armored: armored)
      let key = signature.publicKey
      switch try signature.verify(commit.signedPayload, key: key) {
      case .good: self = .signed(key: key.text)
      case .otherNamespace: self = .broken("it was made for another purpose than git")
      case .otherKey, .forged: self = .broken("it was not made over this commit with this key")
      }
    } catch  where error.code == .malformed || error.code == .unsupported {
      self = .broken(error.sentence)
    }
  }
}

extension PublicKey {
  /// The key without its comment, as it is compared.
  var text: String { PublicKey.text(of: line) }

  private static func text(of line: String) -> String {
    let bytes = line.utf8.split(separator: UInt8(ascii: " ")).prefix(2)
    return bytes.map { String(Substring($0)) }.joined(separator: " ")
  }
}
