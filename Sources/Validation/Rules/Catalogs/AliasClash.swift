import Catalog
import Diagnostics
import FileTrees

struct AliasClash: CatalogRule {
  var page: RulePage {
    RulePage(
      "alias-clash", .error, "An alias must not be the name or an alias of another entry",
      what: "Compares the `aliases` of all entries with each other and with all names, whatever their case.",
      why: "An alias is a page that leads to its entry. Two entries cannot share one.",
      failing: .files([
        "models/llm/example/model.yaml": .record(.llm, ""),
        "models/llm/example-2/model.yaml": .entry(.llm, hub: "aliases: [⟦Example⟧]\n", model: ""),
      ]),
      passing: .files([
        "models/llm/example/model.yaml": .record(.llm, ""),
        "models/llm/example-2/model.yaml": .entry(.llm, hub: "aliases: [example-1]\n", model: ""),
      ]),
      moreFailing: [
        .files([
          "models/llm/a/model.yaml": .entry(.llm, hub: "aliases: [old]\n", model: ""),
          "models/llm/b/model.yaml": .entry(.llm, hub: "aliases: [⟦old⟧]\n", model: ""),
        ])
      ],
      isBinding: true)
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    var owners: [String: (entry: EntrySummary, mention: Mention)] = [:]
    for entry in catalog.entries {
      for alias in entry.aliases {
        let folded = ModelName.folded(alias.text)
        if let other = try catalog.context.names.folder(named: alias.text), other != entry.folder {
          findings.report(
            "The alias ‘\(alias.text)’ is the name of ‘\(other.id)’",
            at: try catalog.location(in: entry, alias.range),
            help: "Remove the alias, or rename the other entry.",
            notes: [Note("The entry of that name", at: catalog.location(of: other))])
        } else if catalog.aliases?.contains(folded) == false {
          continue
        } else if let first = owners[folded] {
          findings.report(
            "The alias ‘\(alias.text)’ is also an alias of ‘\(first.entry.folder.id)’",
            at: try catalog.location(in: entry, alias.range), help: "Keep it in one of the two.",
            notes: [
              Note("The first one is here", at: try catalog.location(in: first.entry, first.mention.range))
            ])
        } else {
          owners[folded] = (entry, alias)
        }
      }
    }
  }
}
