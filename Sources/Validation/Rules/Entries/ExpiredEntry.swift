import Catalog
import Diagnostics
import Documents

struct ExpiredEntry: EntryRule {
  var page: RulePage {
    RulePage(
      "expired-entry", .warning, "An entry that has expired should be removed",
      what: "Compares `expires` below `lifecycle:` with the day of the run.",
      why: "An expired entry is no longer offered or proposed upstream; what is left of it misleads people.",
      failing: .hub("lifecycle: {deprecated: 2026-01-01, reason: Old., expires: ⟦2026-06-01⟧}\n"),
      passing: .hub("lifecycle: {deprecated: 2026-01-01, reason: Old., expires: 2999-06-01}\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard let expires = entry.entry.hub.lifecycle?.expires, expires.value <= entry.context.today else {
      return
    }
    findings.report(
      "The entry expired on \(expires.value)", at: expires.node.location,
      help: "`modelhub remove \(entry.entry.name)` takes it out, and leaves a page that says where to go.")
  }
}
