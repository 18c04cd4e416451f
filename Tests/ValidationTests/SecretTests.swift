import Catalog
import DiagnosticReports
import Diagnostics
import SourceText
import TestSupport
import Testing

@testable import Validation

@Suite("Secrets")
struct SecretTests {
  private static let token = "hf_" + "aQw3Er5Ty7Ui9Op1As3Df5Gh7Jk9Lz1Xc"

  @Test("are found wherever in a text they stand, at its very start and end too")
  func everywhere() {
    for before in 0..<45 {
      for after in [0, 1, 19, 20, 40] {
        let text = String(repeating: " ", count: before) + Self.token + String(repeating: ".", count: after)
        let range = before..<before + Self.token.utf8.count
        #expect(SecretScan.hits(in: Array(text.utf8)).map(\.range) == [range])
      }
    }
  }

  @Test("are the same that a slow search finds, in random texts")
  func slowly() {
    var random = SeededGenerator(seed: 7)
    let pieces = [
      Self.token, "word", " ", "-", "_", "a_long_name_of_some_field", "\n", "é", "hf_short", ": ",
      "0123456789abcdef0123",
    ]
    for _ in 0..<500 {
      let text = (0..<30).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let runs = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "_" && $0 != "-" }
      let expected = runs.filter { $0.hasPrefix("hf_") && $0.utf8.count >= 33 && Set($0).count > 10 }
      let found = SecretScan.hits(in: Array(text.utf8)).map {
        String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)
      }
      #expect(found == expected.map(String.init))
    }
  }

  @Test(
    "of every kind are told by their kind",
    arguments: [
      ("ghp_" + "aB3dE5fG7hI9jK1lM3nO5pQ7rS9tU1vW3xY5", "a GitHub token"),
      ("github_pat_" + "11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ", "a GitHub token"),
      ("AKIA" + "IOSFODNN7EXQMPLE", "an AWS key"),
      ("glpat-" + "aB3dE5fG7hI9jK1lM3nO", "a GitLab token"),
      ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9" + ".eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl", "a signed web token"),
      (
        "-----BEGIN OPENSSH PRIVATE" + " KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----",
        "a private key"
      ),
    ])
  func kinds(secret: String, kind: String) {
    #expect(SecretScan.hits(in: Array("x = \(secret)\n".utf8)).map(\.kind) == [kind])
  }

  @Test(
    "are not what manuals write in their place",
    arguments: [
      "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "hf_your_token_goes_here_and_nowhere_else",
      "https://user:<password>@example.org", "https://user:password@example.org",
      "git@github.com:owner/name.git",
      "0123456789abcdef0123456789abcdef01234567", "-----BEGIN PUBLIC KEY-----",
      "sk-learn-intelex-something-else",
    ])
  func placeholders(text: String) {
    #expect(SecretScan.hits(in: Array(text.utf8)) == [])
  }

  @Test("appear in no report, whatever else is wrong on the same line")
  func redacted() throws {
    let tree = TestCatalog.tree([
      "models/llm/a/model.yaml": .entry(
        .llm, hub: "license: \(Self.token)\nvisibilty: public # \(Self.token)\n", model: "")
    ])
    let findings = try TestCatalog.findings(tree)
    #expect(Set(findings.map(\.rule)) == ["secret", "invalid-license", "unknown-key"])
    for format in ReportFormat.allCases {
      var report = format.makeReport()
      let text = String(decoding: report.render(findings), as: UTF8.self)
      #expect(!text.contains(Self.token) && !text.contains(Self.token.prefix(12)), "\(format)")
    }
  }

  @Test(
    "are searched for in time that grows with the text, whatever it holds",
    arguments: [
      ("VATE KEY-----", 0), ("@", 0), ("://a:", 0), ("-----BEGIN PRIVATE KEY-----", 1), ("eyJ.eyJ.", 0),
      ("hf_", 0), ("aaaaaaaaaaaaaaaaaaaaaaaa ", 0), ("://a:bcde@", 52428),
    ])
  func hostile(piece: String, count: Int) {
    let text = Array(String(repeating: piece, count: (512 << 10) / piece.utf8.count).utf8)
    #expect(SecretScan.hits(in: text).count == count)
  }
}
