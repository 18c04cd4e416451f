import Catalog
import Diagnostics
import Documents
import FileTrees

struct SigningKeyForm: CatalogRule {
  var page: RulePage {
    RulePage(
      "signing-key", .error, "A signing key must be a public key, valid before it is revoked",
      what: """
        Looks at `keys` in people's files: `key` is a line as in a `.pub` file of OpenSSH, type and base 64; `revoked` \
        comes after `valid_from`.
        """,
      why: "A signature counts only if a key of the person can be read and was valid on that day.",
      failing: .files([
        "people/ada.yaml": .text("emails: [ada@example.org]\nkeys: [{key: ⟦ssh-ed25519 AAAA⟧}]\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      passing: .files([
        "people/ada.yaml": .text(
          """
          emails: [ada@example.org]
          keys:
          - key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ada
            valid_from: 2026-01-01

          """),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      isBinding: true)
  }

  var isAboutEntries: Bool { false }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for key in catalog.context.people.flatMap(\.keys) {
      if let line = key.key {
        if let fault = PublicKeyLine.fault(in: line.value) {
          findings.report(fault, at: line.node.location, help: "Paste the line of the `.pub` file.")
        }
      } else if key.node.kind == .object {
        findings.report(
          "The key has no ‘key’", at: key.node.location, help: "Paste the line of the `.pub` file.")
      }
      guard let from = key.validFrom, let revoked = key.revoked, revoked.value < from.value else { continue }
      findings.report(
        "The key was revoked before it was valid", at: revoked.node.location,
        help: "Correct one of the two days.",
        notes: [Note("Valid from here on", at: from.node.location)])
    }
  }
}

/// The line of a `.pub` file: type, base 64, and maybe a comment.
enum PublicKeyLine {
  static func fault(in line: String) -> String? {
    let parts = line.split(separator: " ")
    guard parts.count >= 2, types.contains(String(parts[0])) else {
      return line.contains("PRIVATE KEY") ? "This is a private key" : "This is no public key of OpenSSH"
    }
    guard let blob = Base64.decode(parts[1]) else { return "The key's base 64 is damaged" }
    // The blob starts with the type's name, its length before it.
    let name = Array(parts[0].utf8)
    guard blob.count > name.count + 20, blob.prefix(4).elementsEqual([0, 0, 0, UInt8(name.count)]),
      blob.dropFirst(4).starts(with: name)
    else { return "The key is cut short, or of another type than it says" }
    return nil
  }

  private static let types = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]
}

/// RFC 4648 without line breaks.
enum Base64 {
  static func decode(_ text: Substring) -> [UInt8]? {
    let digits = text.utf8.prefix { $0 != UInt8(ascii: "=") }
    guard text.utf8.count % 4 == 0, text.utf8.count - digits.count <= 2,
      text.utf8.dropFirst(digits.count).allSatisfy({ $0 == UInt8(ascii: "=") })
    else { return nil }
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for digit in digits {
      guard let value = value(of: digit) else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
