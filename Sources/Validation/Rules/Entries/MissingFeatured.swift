import Catalog
import Diagnostics
import Documents

struct MissingFeatured: EntryRule {
  var page: RulePage {
    RulePage(
      "missing-featured", .note, "A record should say whether it is featured",
      what: "Looks for records without `featured`.",
      why:
        "Xinference shows featured models first. Nearly every record says yes or no; one that does not was forgotten.",
      failing: .record(.llm, "⟦version⟧: 2\nfeatured: null\n"),
      passing: .record(.llm, "featured: false\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.fields.records where entry.fields.given(.featured, of: record.mapping) == nil {
      findings.report(
        "The record does not say whether it is featured", at: entry.location(anchorOf: record.mapping),
        help: "Add `featured: false`, or `true` for one that newcomers should see first.")
    }
  }
}
