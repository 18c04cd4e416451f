import Catalog
import Diagnostics
import Documents

struct UnknownMaintainer: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-maintainer", .error, "A maintainer must be a person of the registry",
      what: "Compares the logins in `maintainers` with the files in `people/`.",
      why: "Questions and reviews go to the maintainers. A misspelt one is never asked.",
      failing: .hub("maintainers: [⟦eda⟧]\n"),
      passing: .hub("maintainers: [ada]\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for login in entry.entry.hub.maintainers where !entry.context.logins.contains(login.value) {
      let meant = Spelling.nearest(to: login.value, among: entry.context.logins.sorted())
      findings.report(
        "Nobody has the login ‘\(login.value)’", at: login.node.location,
        help: meant.map { "Did you mean ‘\($0)’?" }
          ?? "`modelhub people join` adds a person; it is a file in people/.")
    }
  }
}
