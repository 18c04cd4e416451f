import Catalog
import Diagnostics
import Documents

struct ImplausibleTime: EntryRule {
  var page: RulePage {
    RulePage(
      "implausible-updated-at", .error, "The time of the last change must be a time that has been",
      what:
        "Looks for an `updated_at` that is no whole number of seconds since 1970, lies before 2020, or after tomorrow.",
      why: """
        Xinference takes the record with the larger number, for ever: one that lies in the future, or is in milliseconds, \
        can never be replaced by a correction. A text in its place keeps Xinference from starting.
        """,
      failing: .record(.llm, "updated_at: ⟦1767225600000⟧\n"),
      passing: .record(.llm, "updated_at: 1767225600\n"),
      moreFailing: [.record(.llm, "updated_at: ⟦'1767225600'⟧\n"), .record(.llm, "updated_at: ⟦1⟧\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.fields.records {
      guard let node = entry.fields.given(.updatedAt, of: record.mapping) else { continue }
      let seconds = Node(entry.fields.document, node).int
      guard let (message, help) = fault(seconds, today: entry.context.today) else { continue }
      findings.report(message, at: entry.location(node), help: help)
    }
  }

  private func fault(_ seconds: Int?, today: CalendarDate) -> (message: String, help: String)? {
    guard let seconds else {
      return ("‘updated_at’ is no whole number", "Write the seconds since 1970; `date +%s` prints them.")
    }
    let tomorrow = (today.daysSince1970 + 2) * 86400
    if seconds > tomorrow * 500 {
      return ("‘updated_at’ is in milliseconds", "Write the seconds since 1970: \(seconds / 1000).")
    }
    if seconds > tomorrow {
      return (
        "‘updated_at’ lies in the future, on \(CalendarDate(secondsSince1970: seconds))",
        "No correction would ever win against it; write the time of the change."
      )
    }
    guard seconds < 1_577_836_800 else { return nil }
    return (
      "‘updated_at’ lies before there was Xinference", "Write the seconds since 1970; `date +%s` prints them."
    )
  }
}
