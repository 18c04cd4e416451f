import Catalog
import Diagnostics
import Documents

struct HiddenEnterprise: EntryRule {
  var page: RulePage {
    RulePage(
      "hidden-enterprise", .error, "An enterprise entry must be public",
      what: "Looks for `edition: enterprise` together with a visibility other than `public`.",
      why:
        "The enterprise edition is an offer, and an offer that cannot be seen is none. The registry's rules say so.",
      failing: .hub("edition: enterprise\nvisibility: ⟦unlisted⟧\n"),
      passing: .hub("edition: enterprise\nvisibility: public\n"),
      isBinding: true)
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let hub = entry.entry.hub
    guard hub.effectiveEdition == .enterprise, hub.effectiveVisibility != .public,
      let visibility = hub.visibility
    else { return }
    findings.report(
      "An enterprise entry cannot be \(visibility.value.rawValue)", at: visibility.node.location,
      help: "Make it public, or take it out of the enterprise edition.")
  }
}
