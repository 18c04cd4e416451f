import Catalog
import Diagnostics
import FileTrees

struct SimilarNames: CatalogRule {
  var page: RulePage {
    RulePage(
      "similar-names", .warning, "Two names should differ by more than dots and dashes",
      what: "Compares the names of all entries without case, `.`, `_` and `-`.",
      why:
        "Nobody can tell `qwen2.5` and `qwen25` apart from memory. As a rule one of them is the other, entered twice.",
      failing: .files(
        [
          "models/llm/example-1.5/model.yaml": .record(.llm, ""),
          "models/llm/example15/model.yaml": .record(.llm, ""),
        ], at: "models/llm/example15"),
      passing: .files([
        "models/llm/example-1.5/model.yaml": .record(.llm, ""),
        "models/llm/example-1.6/model.yaml": .record(.llm, ""),
      ]))
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    let families = try catalog.context.names.families(of: catalog.subjects)
    let pairs = families.flatMap { family in
      family.dropFirst().filter { ModelName.folded($0.name) != ModelName.folded(family[0].name) }.map {
        (folder: $0, first: family[0])
      }
    }
    for (folder, first) in pairs.sorted(by: { $0.folder < $1.folder }) {
      findings.report(
        "The name ‘\(folder.name)’ is hard to tell from ‘\(first.name)’", at: catalog.location(of: folder),
        help: "If both are meant, allow the finding and say how they differ.",
        notes: [Note("The other entry", at: catalog.location(of: first))])
    }
  }
}
