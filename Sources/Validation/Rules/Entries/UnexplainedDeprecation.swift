import Catalog
import Diagnostics
import Documents

struct UnexplainedDeprecation: EntryRule {
  var page: RulePage {
    RulePage(
      "unexplained-deprecation", .warning, "A deprecation must say why, or what to use instead",
      what: "Looks for `reason` or `replaced_by` beside `deprecated` and `expires`.",
      why: "Readers are told not to use the model. The first thing they ask is what to use then.",
      failing: .hub("lifecycle: {⟦deprecated⟧: 2026-01-01}\n"),
      passing: .hub("lifecycle: {deprecated: 2026-01-01, reason: Its tokenizer is broken.}\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard let lifecycle = entry.entry.hub.lifecycle, lifecycle.reason == nil, lifecycle.replacedBy == nil,
      let block = entry.entry.hub.node?["lifecycle"],
      let key = block.members.first(where: { $0.name == "deprecated" || $0.name == "expires" })?.key
    else { return }
    findings.report(
      "Nothing says why the entry is given up, or what takes its place", at: key.location,
      help: "Add ‘replaced_by’ with an entry's name, or ‘reason’ with a sentence.")
  }
}
