import Catalog
import Diagnostics
import Documents

struct UnexplainedAllowance: EntryRule {
  var page: RulePage {
    RulePage(
      "unexplained-allowance", .error, "An allowance must name its rule and its reason",
      what: "Looks for `rule` and `reason` in the items of `allow:`.",
      why: "A year later nobody knows why a finding was fine. Without a reason the item has no effect.",
      failing: .hub("allow: [⟦{rule: missing-license}⟧]\n"),
      passing: .hub("license: null\nallow: [{rule: missing-license, reason: Asked the authors.}]\n"),
      moreFailing: [.hub("allow: [⟦{reason: It is fine.}⟧]\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for allowance in entry.entry.hub.allow where allowance.node.kind == .object {
      if allowance.rule == nil {
        findings.report(
          "The item does not say which rule it allows", at: allowance.node.location,
          help: "Add `rule:` with the id that stands in brackets behind a finding.")
      } else if allowance.reason?.value.isEmpty ?? true {
        findings.report(
          "The item does not say why the finding is fine", at: allowance.node.location,
          help: "Add `reason:` with a sentence for those who come later.")
      }
    }
  }
}
