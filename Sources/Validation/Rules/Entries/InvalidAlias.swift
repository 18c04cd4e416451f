import Catalog
import Diagnostics
import Documents

struct InvalidAlias: EntryRule {
  var page: RulePage {
    RulePage(
      "invalid-alias", .error, "An alias must be another name, and one that a model can have",
      what: "Looks at `aliases`: letters, digits, `.`, `_` and `-`, and not the entry's own name.",
      why:
        "Each alias becomes a page that leads to the entry. Its name is a path, and must not be the entry's own.",
      failing: .hub("aliases: [⟦old name⟧]\n"),
      passing: .hub("aliases: [old-name]\n"),
      moreFailing: [.hub("aliases: [⟦Example⟧]\n")],
      isBinding: true)
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for alias in entry.entry.hub.aliases {
      if !ModelName.isValid(alias.value) {
        findings.report(
          "‘\(alias.value)’ cannot be a model's name", at: alias.node.location,
          help: "A name starts with a letter or digit and goes on with letters, digits, ‘.’, ‘_’ and ‘-’.")
      } else if ModelName.folded(alias.value) == ModelName.folded(entry.entry.name) {
        findings.report(
          "The alias is the entry's own name", at: alias.node.location,
          help: "Remove it; case makes no difference.")
      }
    }
  }
}
