import Catalog
import Diagnostics
import Documents

struct ExpiredAllowance: EntryRule {
  var page: RulePage {
    RulePage(
      "expired-allowance", .warning, "An allowance that has run out must be renewed or removed",
      what: "Compares `until` in the items of `allow:` with the day of the run. The day itself still counts.",
      why: "The finding counts again from then on. Whoever set the date meant to look into it.",
      failing: .hub(
        "license: MIT\nallow: [{rule: missing-license, reason: Asked the authors., until: ⟦2026-01-31⟧}]\n"),
      passing: .hub(
        "license: null\nallow: [{rule: missing-license, reason: Asked the authors., until: 2999-01-31}]\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for allowance in entry.entry.hub.allow {
      guard let until = allowance.until, until.value < entry.context.today else { continue }
      findings.report(
        "The allowance ran out on \(until.value)", at: until.node.location,
        help: "Mend what the rule finds, or set another date and say why.")
    }
  }
}
