import Catalog
import Diagnostics
import FileTrees

struct NameCollision: CatalogRule {
  var page: RulePage {
    RulePage(
      "name-collision", .error, "No two entries may have one name, or names that differ only by case",
      what: "Compares the names of all entries of all types, upper and lower case taken as the same.",
      why: """
        A model's page is `/models/detail/<name>/` whatever its type, and file systems and web servers that ignore \
        case would show one model for the other. Upstream's documentation has the same limit.
        """,
      failing: .files(
        [
          "models/llm/Example/model.yaml": .record(.llm, "model_name: Example\n"),
          "models/embedding/example/model.yaml": .record(.embedding, "model_name: example\n"),
        ], at: "models/embedding/example"),
      passing: .files([
        "models/llm/Example/model.yaml": .record(.llm, "model_name: Example\n"),
        "models/embedding/example-embedding/model.yaml": .record(
          .embedding, "model_name: example-embedding\n"),
      ]),
      isBinding: true)
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for group in try collisions(catalog) {
      let first = group[0]
      for other in group.dropFirst() {
        let what = other.name == first.name ? "is taken by" : "differs only by case from"
        findings.report(
          "The name ‘\(other.name)’ \(what) ‘\(first.id)’", at: catalog.location(of: other),
          help: "Rename one of them.",
          notes: [Note("The other entry", at: catalog.location(of: first))])
      }
    }
  }

  /// The entries whose names are alike but for case, all of each group, in order.
  private func collisions(_ catalog: CatalogSurvey) throws(FileTreeError) -> [[EntryFolder]] {
    let families = try catalog.context.names.families(of: catalog.subjects)
    let groups = families.flatMap { Dictionary(grouping: $0) { ModelName.folded($0.name) }.values }
    return groups.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }
}
