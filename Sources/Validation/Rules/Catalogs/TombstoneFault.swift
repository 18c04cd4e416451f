import Catalog
import Diagnostics
import FileTrees

struct TombstoneFault: CatalogRule {
  var page: RulePage {
    RulePage(
      "tombstone", .warning, "What is removed must be named, dated, gone, and lead somewhere",
      what: """
        Looks at the items of `removed.yaml`: each has `type`, `name` and `removed`; no entry has that type and name; what \
        `replaced_by` names is an entry.
        """,
      why: """
        Readers of an old address are told what became of a model. A tombstone of a model that is there again, or one that \
        leads to nothing, misleads them.
        """,
      failing: .files([
        "removed.yaml": .text("- type: llm\n  name: ⟦example⟧\n  removed: 2026-01-31\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      passing: .files([
        "removed.yaml": .text(
          "- type: llm\n  name: example-1\n  removed: 2026-01-31\n  replaced_by: example\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      moreFailing: [
        .files([
          "removed.yaml": .text(
            "- type: llm\n  name: example-1\n  removed: 2026-01-31\n  replaced_by: ⟦example-3⟧\n"),
          "models/llm/example/model.yaml": .record(.llm, ""),
        ]),
        .files([
          "removed.yaml": .text("- ⟦type: llm\n  name: example-1⟧\n"),
          "models/llm/example/model.yaml": .record(.llm, ""),
        ]),
      ])
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for tombstone in try catalog.reader.tombstones().0 where catalog.concerns(tombstone) {
      guard let type = tombstone.type, let name = tombstone.name, tombstone.removed != nil else {
        findings.report(
          "A tombstone needs type, name and the day of removal", at: tombstone.node.location,
          help: "`modelhub remove` writes them.")
        continue
      }
      if let folder = try catalog.context.names.folder(named: name.value), folder.type == type.value {
        findings.report(
          "‘\(folder.id)’ is there again", at: name.node.location, help: "Take the item out.",
          notes: [Note("The entry", at: catalog.location(of: folder))])
      }
      if let other = tombstone.replacedBy,
        try catalog.context.names.folder(referredToAs: other.value) == nil
      {
        findings.report(
          "There is no entry ‘\(other.value)’ to use instead", at: other.node.location,
          help: "Name another, or remove `replaced_by`.")
      }
    }
  }
}

extension CatalogSurvey {
  /// Whether a tombstone may have the name of an entry that the survey is about.
  fileprivate func concerns(_ tombstone: Tombstone) -> Bool {
    guard let subjects else { return true }
    guard let name = tombstone.name.map({ ModelName.folded($0.value) }) else { return false }
    return subjects.contains { ModelName.folded($0.name) == name }
  }
}
