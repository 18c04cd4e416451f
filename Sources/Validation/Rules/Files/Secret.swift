import Diagnostics
import SourceText

struct Secret: FileRule {
  static let id = "secret"

  var page: RulePage {
    RulePage(
      Self.id, .error, "No file may hold a password, a token or a private key",
      what: """
        Looks in every text of the catalog for the forms that services give to their tokens, for private keys, and for \
        addresses with a password. What a manual writes in such a place, `hf_xxx…` or `<token>`, is let be.
        """,
      why: """
        Whoever can read the repository has the secret, and git keeps it after it is removed. It must be revoked where \
        it was issued, whatever happens here. Reports show stars in its place.
        """,
      // In two parts, so that no scanner takes this file for a leak.
      failing: .readme(
        "# Example\n\nRun it with `HF_TOKEN=⟦hf_" + "aQw3Er5Ty7Ui9Op1As3Df5Gh7Jk9Lz1Xc⟧`.\n"),
      passing: .readme("# Example\n\nRun it with `HF_TOKEN=<your token>`.\n"),
      moreFailing: [
        .readme("# Example\n\nFetch it from https://ada:⟦" + "s3cr-7Yq⟧@example.org/model.\n")
      ])
  }

  func check(_ file: CheckedFile, _ findings: inout Findings) {
    let hits = SecretScan.hits(in: file.source.bytes)
    if hits.isEmpty { return }
    let redacted = file.source.redacted(hits.map(\.range))
    for hit in hits {
      findings.report(
        "This looks like \(hit.kind)", at: Location(redacted, hit.range),
        help: "Revoke it where it was issued, then remove it here and from git's history.")
    }
  }
}

extension SourceText {
  /// The same text with stars in the place of some bytes.
  func redacted(_ ranges: [Range<Int>]) -> SourceText {
    var bytes = bytes
    for range in ranges {
      for index in range where bytes[index] != 0x0A && bytes[index] != 0x0D {
        bytes[index] = UInt8(ascii: "*")
      }
    }
    return SourceText(path: path, bytes: bytes)
  }

  /// The same text with stars in the place of whatever looks like a secret.
  var withoutSecrets: SourceText {
    let hits = SecretScan.hits(in: bytes)
    return hits.isEmpty ? self : redacted(hits.map(\.range))
  }
}
