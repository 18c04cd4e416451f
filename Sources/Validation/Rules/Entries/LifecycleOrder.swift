import Catalog
import Diagnostics
import Documents

struct LifecycleOrder: EntryRule {
  var page: RulePage {
    RulePage(
      "lifecycle-order", .error, "An entry must be deprecated before it expires",
      what: "Compares `deprecated` and `expires` below `lifecycle:`.",
      why: "Readers are warned from the one day to the other. With no time between there is no warning.",
      failing: .hub(
        "lifecycle: {deprecated: 2027-03-01, reason: Old., expires: ⟦2026-12-01⟧}\n"),
      passing: .hub("lifecycle: {deprecated: 2026-12-01, reason: Old., expires: 2027-03-01}\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard let lifecycle = entry.entry.hub.lifecycle, let deprecated = lifecycle.deprecated,
      let expires = lifecycle.expires, expires.value <= deprecated.value
    else { return }
    findings.report(
      "The entry expires before it is deprecated", at: expires.node.location,
      help: "Let some weeks lie between the two.",
      notes: [Note("Deprecated from here on", at: deprecated.node.location)])
  }
}
