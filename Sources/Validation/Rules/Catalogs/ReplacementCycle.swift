import Catalog
import Diagnostics
import FileTrees

struct ReplacementCycle: CatalogRule {
  var page: RulePage {
    RulePage(
      "replacement-cycle", .error, "Replacements must not lead back to where they started",
      what: "Follows `replaced_by` from entry to entry.",
      why: "Readers who follow the advice go round in circles.",
      failing: .files([
        "models/llm/a/model.yaml": .entry(
          .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: ⟦b⟧}\n", model: ""),
        "models/llm/b/model.yaml": .entry(
          .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: a}\n", model: ""),
      ]),
      passing: .files([
        "models/llm/a/model.yaml": .entry(
          .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: b}\n", model: ""),
        "models/llm/b/model.yaml": .record(.llm, ""),
      ]))
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    var next: [EntryFolder: (entry: EntrySummary, mention: Mention, target: EntryFolder)] = [:]
    for entry in catalog.entries {
      guard let mention = entry.replacedBy,
        let target = try catalog.context.names.folder(referredToAs: mention.text), target != entry.folder
      else { continue }
      next[entry.folder] = (entry, mention, target)
    }
    var done: Set<EntryFolder> = []
    for entry in catalog.entries where next[entry.folder] != nil {
      var path: [EntryFolder] = []
      var current = entry.folder
      while let step = next[current], done.insert(current).inserted {
        path.append(current)
        current = step.target
      }
      guard let start = path.firstIndex(of: current) else { continue }
      let cycle = path[start...]
      // One finding a cycle, at the entry that comes first in the catalog.
      guard let first = catalog.entries.first(where: { cycle.contains($0.folder) }),
        let step = next[first.folder]
      else { continue }
      findings.report(
        "The replacements of \(cycle.count) entries lead in a circle: \(names(cycle, from: first.folder, next))",
        at: try catalog.location(in: step.entry, step.mention.range),
        help: "One of them must be the one to use.")
    }
  }

  private func names(
    _ cycle: ArraySlice<EntryFolder>, from first: EntryFolder,
    _ next: [EntryFolder: (entry: EntrySummary, mention: Mention, target: EntryFolder)]
  ) -> String {
    var names = [first.name]
    var current = first
    for _ in cycle {
      guard let step = next[current] else { break }
      names.append(step.target.name)
      current = step.target
    }
    return names.prefix(8).joined(separator: " → ")
  }
}
