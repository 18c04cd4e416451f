import Catalog
import Diagnostics
import Documents

struct MissingUpdatedAt: EntryRule {
  var page: RulePage {
    RulePage(
      "missing-updated-at", .warning, "A record should say when it last changed",
      what: "Looks for records without `updated_at`, the number of seconds since 1970 of their last change.",
      why: """
        Xinference merges what it downloads by this number, the newest wins. A downloaded record that lacks it keeps \
        Xinference from starting. `modelhub` writes the number when a change is published, and never exports a \
        record without it; by hand nothing needs to be done for a new entry.
        """,
      failing: .record(.llm, "⟦model_name⟧: example\nupdated_at: null\n"),
      passing: .record(.llm, "updated_at: 1767225600\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.entry.records {
      if let value = record.node["updated_at"], value.kind != .null { continue }
      let place = record.node.members.first { _ in true }?.key ?? record.node
      findings.report(
        "The record has no ‘updated_at’", at: place.location,
        help: "`modelhub review publish` writes it; `modelhub set` does so at once.")
    }
  }
}
