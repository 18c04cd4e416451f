import Catalog
import Diagnostics
import FileTrees
import Testing

@testable import Validation

@Suite("Allowances")
struct AllowanceTests {
  private func findings(_ hub: String, model: String = "model_ability: [chat, tools]\n") throws -> [String] {
    let tree = TestCatalog.tree(["models/llm/a/model.yaml": .entry(.llm, hub: hub, model: model)])
    return try TestCatalog.findings(tree).map(\.rule)
  }

  @Test("leave out the findings of their rule, with a reason and until a day")
  func inForce() throws {
    #expect(try findings("tags: [a]\n") == ["tools-without-parser"])
    #expect(try findings("allow: [{rule: tools-without-parser, reason: So be it.}]\n") == [])
    #expect(
      try findings("allow: [{rule: tools-without-parser, reason: So be it., until: 2026-11-24}]\n") == [])
  }

  @Test("have no effect without a reason, after their day, or on a binding rule")
  func withoutEffect() throws {
    #expect(
      Set(try findings("allow: [{rule: tools-without-parser}]\n")) == [
        "tools-without-parser", "unexplained-allowance",
      ])
    #expect(
      Set(try findings("allow: [{rule: tools-without-parser, reason: Yes., until: 2026-11-23}]\n")) == [
        "tools-without-parser", "expired-allowance",
      ])
    #expect(
      Set(try findings("allow: [{rule: name-mismatch, reason: Yes.}]\n", model: "model_name: b\n")) == [
        "binding-rule", "name-mismatch",
      ])
  }

  @Test("count for findings across entries, which are known only at the end")
  func acrossEntries() throws {
    func findings(_ allow: String, second: String) throws -> [String] {
      let tree = TestCatalog.tree([
        "models/llm/example-1/model.yaml": .record(.llm, ""),
        "models/llm/\(second)/model.yaml": .entry(.llm, hub: allow, model: ""),
      ])
      return TestCatalog.lines(try TestCatalog.findings(tree))
    }
    let allow = "allow: [{rule: similar-names, reason: They differ.}]\n"
    #expect(try findings("tags: [a]\n", second: "example1") == ["similar-names at models/llm/example1:0"])
    #expect(try findings(allow, second: "example1") == [])
    #expect(try findings(allow, second: "other") == ["unused-allowance at models/llm/other/model.yaml:2"])
  }

  @Test("are counted")
  func counted() throws {
    let tree = TestCatalog.tree([
      "models/llm/a/model.yaml": .entry(
        .llm, hub: "allow: [{rule: tools-without-parser, reason: Yes.}]\n",
        model: "model_ability: [chat, tools]\n")
    ])
    let options = ValidationOptions(today: TestCatalog.today)
    #expect(try Validator.run(CatalogReader(tree), options) { _ in }.totals.allowed == 1)
  }
}
