import Catalog
import Diagnostics
import FileTrees

struct PrivateReference: CatalogRule {
  var page: RulePage {
    RulePage(
      "private-reference", .error, "An entry that others can see must not name a private one",
      what:
        "Looks at `replaced_by` of entries that are not private: it must not be the name of a private entry.",
      why: "A private entry must leave no trace in a public build, not even its name.",
      failing: .files([
        "models/llm/example/model.yaml": .entry(
          .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: ⟦secret⟧}\n", model: ""),
        "models/llm/secret/model.yaml": .entry(
          .llm, hub: "visibility: private\naudience: [staff]\n", model: ""),
        "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n"),
      ]),
      passing: .files([
        "models/llm/example/model.yaml": .entry(
          .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: listed}\n", model: ""),
        "models/llm/listed/model.yaml": .record(.llm, ""),
      ]),
      moreFailing: [
        .files([
          "models/llm/example/README.md": .text(
            "# Example\n\nBetter than [the other](⟦../secret/⟧) for examples.\n"),
          "models/llm/secret/model.yaml": .entry(
            .llm, hub: "visibility: private\naudience: [staff]\n", model: ""),
          "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n"),
        ])
      ],
      isBinding: true)
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    let hidden = Set(catalog.entries.filter { $0.visibility == .private }.map(\.folder))
    if hidden.isEmpty { return }
    let paths = Set(hidden.map(\.path))
    for entry in catalog.entries where entry.visibility != .private {
      if let mention = entry.replacedBy,
        let target = try catalog.context.names.folder(referredToAs: mention.text), hidden.contains(target)
      {
        findings.report(
          "The entry is \(entry.visibility.rawValue), and names the private entry ‘\(mention.text)’",
          at: try catalog.location(in: entry, mention.range),
          help: "Name another entry, or give a ‘reason’ that says nothing of it.")
      }
      for reference in entry.references where paths.contains(reference.target) {
        findings.report(
          "The entry is \(entry.visibility.rawValue), and links to the private entry at ‘\(reference.target)’",
          at: try catalog.location(in: reference.readme, reference.range),
          help: "Remove the link, and the name.")
      }
    }
  }
}
