import Catalog
import Diagnostics
import Documents
import FileTrees

struct BindingRule: EntryRule, CatalogRule {
  var page: RulePage {
    RulePage(
      "binding-rule", .error, "A rule that others rely on cannot be switched off",
      what: """
        Looks for ids of binding rules in `severities:` of `hub.yaml` and in `allow:` of entries. `modelhub explain` says \
        which rules are binding.
        """,
      why: """
        The site, the reviews and the pull requests take for granted what these rules say: that a name is a path, that \
        private entries leave no trace. The item has no effect.
        """,
      failing: .hub("allow: [{rule: ⟦name-mismatch⟧, reason: We like it so.}]\n"),
      passing: .hub("license: null\nallow: [{rule: missing-license, reason: Asked the authors.}]\n"),
      moreFailing: [
        .files([
          "hub.yaml": .text(
            "roles: {admins: [ada], reviewers: {llm: [ada]}}\nseverities: {⟦name-mismatch⟧: off}\n"),
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
    guard RuleRegistry.bindingIDs.contains(rule.value) else { return }
    findings.report(
      "‘\(rule.value)’ is a binding rule", at: rule.node.location,
      help: "Remove the item, and mend what the rule finds.")
  }
}
