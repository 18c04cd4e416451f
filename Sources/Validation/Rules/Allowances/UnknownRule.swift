import Catalog
import Diagnostics
import Documents
import FileTrees

struct UnknownRule: EntryRule, CatalogRule {
  var page: RulePage {
    RulePage(
      "unknown-rule", .error, "A rule that is named must be a rule that there is",
      what:
        "Compares the ids in `severities:` of `hub.yaml` and in `allow:` of entries with those of all rules.",
      why: "A misspelt id changes nothing, and nobody notices.",
      failing: .hub("allow: [{rule: ⟦mising-license⟧, reason: Asked the authors.}]\n"),
      passing: .hub("license: null\nallow: [{rule: missing-license, reason: Asked the authors.}]\n"),
      moreFailing: [
        .files([
          "hub.yaml": .text(
            "roles: {admins: [ada], reviewers: {llm: [ada]}}\nseverities: {⟦mising-license⟧: error}\n"),
          "models/llm/example/model.yaml": .record(.llm, ""),
        ])
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for allowance in entry.entry.hub.allow {
      if let rule = allowance.rule { check(rule, &findings) }
    }
  }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for (rule, _) in catalog.context.settings.severities { check(rule, &findings) }
  }

  private func check(_ rule: Located<String>, _ findings: inout Findings) {
    if RuleRegistry.ids.contains(rule.value) { return }
    let meant = Spelling.nearest(to: rule.value, among: RuleRegistry.ids.sorted())
    findings.report(
      "There is no rule ‘\(rule.value)’", at: rule.node.location,
      help: meant.map { "Did you mean ‘\($0)’?" } ?? "`modelhub explain` lists the rules.")
  }
}
