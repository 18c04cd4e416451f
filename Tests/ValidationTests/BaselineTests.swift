import Catalog
import Diagnostics
import Documents
import FileTrees
import SourceText
import Testing

@testable import Validation

@Suite("Baselines")
struct BaselineTests {
  private func tree(_ abilities: String, before: String = "") -> MemoryTree {
    TestCatalog.tree(["models/llm/a/model.yaml": .record(.llm, "\(before)model_ability: [\(abilities)]\n")])
  }

  private func read(_ bytes: [UInt8]) throws -> Baseline {
    let (document, _) = DocumentReader.read(SourceText(path: "baseline.json", bytes: bytes), as: .json)
    let (baseline, faults) = Baseline.read(try #require(document))
    #expect(faults.isEmpty)
    return baseline
  }

  @Test("hide what was there, wherever it has moved, and nothing else")
  func hides() throws {
    let old = try TestCatalog.findings(tree("chat, tools"))
    let baseline = try read(Baseline.file(old))
    #expect(baseline.count == 1)
    #expect(try TestCatalog.findings(tree("chat, tools"), baseline: baseline).isEmpty)
    let moved = tree("chat, tools", before: "model_description: More text before it.\nmodel_type: qwen3\n")
    #expect(try TestCatalog.findings(moved, baseline: baseline).isEmpty)
    let other = try TestCatalog.findings(tree("chat, tools, hybrid"), baseline: baseline)
    #expect(other.map(\.rule) == ["hybrid-without-reasoning"])
  }

  @Test("hide as many as there were, and tell how many are gone")
  func counts() throws {
    let one = Diagnostic("r", "M", at: Location(SourceText(path: "a", "xx"), 0..<1))
    let two = Diagnostic("r", "M", at: Location(SourceText(path: "a", "xx"), 1..<2))
    var baseline = try read(Baseline.file([one, two]))
    let taken = [baseline.take(one), baseline.take(two), baseline.take(one)]
    #expect(taken == [true, true, false])
    let options = ValidationOptions(today: TestCatalog.today, baseline: try read(Baseline.file([one, two])))
    let totals = try Validator.run(CatalogReader(tree("chat, tools")), options) { _ in }.totals
    #expect(totals.mended == 2 && totals.baselined == 0 && totals.warnings == 1)
  }

  @Test("never hold what a binding rule finds")
  func binding() throws {
    let mismatch = TestCatalog.tree(["models/llm/a/model.yaml": .record(.llm, "model_name: b\n")])
    #expect(try read(Baseline.file(try TestCatalog.findings(mismatch))).count == 0)
  }

  @Test("that are none are findings")
  func faults() throws {
    for text in [
      "{}", "[]", #"{"version": 2, "findings": []}"#, #"{"version": 1, "findings": [{"count": 1}]}"#,
    ] {
      let (document, _) = DocumentReader.read(SourceText(path: "b.json", text), as: .json)
      #expect(Baseline.read(try #require(document)).1.map(\.rule) == ["baseline"])
    }
  }
}
