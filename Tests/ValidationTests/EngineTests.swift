import Catalog
import Diagnostics
import FileTrees
import SourceText
import Testing

@testable import Validation

@Suite("The engine")
struct EngineTests {
  private let chatty = RuleExample.Content.record(.llm, "model_ability: [chat, tools]\n")

  @Test("hands on findings as they come, the same ones in the same order in every run")
  func order() throws {
    let tree = TestCatalog.tree([
      "models/llm/b/model.yaml": chatty,
      "models/llm/a/model.yaml": .entry(.llm, hub: "aliases: [B]\n", model: ""),
      "models/image/c/model.yaml": .text("model: ["),
      "people/odd.txt": .text("x"),
    ])
    var streamed: [Diagnostic] = []
    let options = ValidationOptions(today: TestCatalog.today)
    let (catalog, totals) = try Validator.run(CatalogReader(tree), options) { streamed.append($0) }
    #expect(catalog == nil)
    #expect(totals.entries == 3 && totals.errors == 2 && totals.warnings == 2)
    let expected = [
      "stray-file at people/odd.txt:0", "tools-without-parser at models/llm/b/model.yaml:5",
      "yaml-syntax at models/image/c/model.yaml:1", "alias-clash at models/llm/a/model.yaml:2",
    ]
    #expect(TestCatalog.lines(streamed) == expected)
    #expect(TestCatalog.lines(try TestCatalog.findings(tree)) == expected)
  }

  @Test("makes a validated catalog only where there is no error; warnings do not stop it")
  func validated() throws {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": chatty])
    let options = ValidationOptions(today: TestCatalog.today)
    let (catalog, findings) = try Validator.check(CatalogReader(tree), options)
    #expect(findings.map(\.rule) == ["tools-without-parser"])
    let folder = try #require(catalog?.folders.first)
    #expect(try catalog?.entry(folder)?.name == "a")
  }

  @Test("tells progress up to the number of entries")
  func progress() throws {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": chatty, "models/llm/b/model.yaml": chatty])
    var steps: [String] = []
    let options = ValidationOptions(today: TestCatalog.today)
    _ = try Validator.run(CatalogReader(tree), options, progress: { steps.append("\($0)/\($1)") }) { _ in }
    #expect(steps == ["0/2", "1/2", "2/2"])
  }

  @Test("shows paths with the reader's prefix")
  func prefix() throws {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": chatty])
    let reader = CatalogReader(tree, prefix: "catalog")
    let findings = try Validator.check(reader, ValidationOptions(today: TestCatalog.today)).findings
    #expect(findings.map(\.location.path) == ["catalog/models/llm/a/model.yaml"])
  }

  @Test("hub.yaml gives a rule another severity, or switches it off; binding rules stay")
  func severities() throws {
    func findings(_ severities: String) throws -> [String] {
      let tree = TestCatalog.tree([
        "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\nseverities: {\(severities)}\n"),
        "models/llm/a/model.yaml": .record(.llm, "model_name: b\nmodel_ability: [chat, tools]\n"),
      ])
      return try TestCatalog.findings(tree).map { "\($0.severity) \($0.rule)" }.sorted()
    }
    #expect(try findings("") == ["error name-mismatch", "warning tools-without-parser"])
    #expect(
      try findings("tools-without-parser: note") == ["error name-mismatch", "note tools-without-parser"])
    #expect(try findings("tools-without-parser: off") == ["error name-mismatch"])
    #expect(
      try findings("name-mismatch: off") == [
        "error binding-rule", "error name-mismatch", "warning tools-without-parser",
      ])
  }

  @Test("a file that cannot be read as an entry is still searched, and so are its neighbours")
  func brokenEntry() throws {
    let tree = TestCatalog.tree([
      "models/llm/a/model.yaml": .exact("model: [\r\n"),
      "models/llm/a/README.md": .exact("# A\r\n\nA model with a text of its own.\n"),
    ])
    #expect(Set(try TestCatalog.findings(tree).map(\.rule)) == ["yaml-syntax", "line-endings"])
    let places = try TestCatalog.findings(tree).map(\.location.path)
    #expect(Set(places) == ["models/llm/a/model.yaml", "models/llm/a/README.md"])
  }

  @Test("a README that is too large, or no text, is a finding, not the end")
  func oddReadmes() throws {
    let tree = TestCatalog.tree([
      "models/llm/a/model.yaml": .record(.llm, ""),
      "models/llm/a/README.md": .repeated("# Example\n", 450_000),
      "models/llm/b/model.yaml": .record(.llm, ""),
      "models/llm/b/README.md": .bytes([0x23, 0x20, 0xFF, 0x0A]),
    ])
    #expect(
      TestCatalog.lines(try TestCatalog.findings(tree)) == [
        "file-size at models/llm/a/README.md:0", "not-utf-8 at models/llm/b/README.md:1",
      ])
  }

  @Test("of a hostile file a rule says a hundred things, and how many more there are")
  func limit() throws {
    let text = "# Example\n\nA model.\n" + String(repeating: "\u{200B}", count: 10_000)
    let tree = TestCatalog.tree(["models/llm/a/README.md": .text(text)])
    let findings = try TestCatalog.findings(tree)
    #expect(findings.count == Findings.limit + 1)
    #expect(findings.contains { $0.message == "9900 more of this kind are not shown" })
  }

  @Test("an empty tree and a tree without hub.yaml are catalogs")
  func bare() throws {
    #expect(try TestCatalog.findings(MemoryTree()).isEmpty)
    var tree = TestCatalog.tree(["models/llm/a/model.yaml": .entry(.llm, hub: "maintainers: []\n", model: "")]
    )
    tree.files["hub.yaml"] = nil
    tree.files["people/ada.yaml"] = nil
    #expect(try TestCatalog.findings(tree).isEmpty)
  }
}
