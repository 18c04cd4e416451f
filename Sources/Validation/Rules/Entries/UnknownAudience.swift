import Catalog
import Diagnostics
import Documents

struct UnknownAudience: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-audience", .error, "An audience must be a group of `hub.yaml`",
      what: "Compares the groups in `audience` with `audiences:` in `hub.yaml`.",
      why: "Nobody can see an entry that is private to a group that does not exist.",
      failing: .hub("visibility: private\naudience: [⟦staff⟧]\n"),
      passing: .files([
        "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n"),
        "models/llm/example/model.yaml": .entry(
          .llm, hub: "visibility: private\naudience: [staff]\n", model: ""),
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let groups = entry.context.settings.audiences.map(\.name.value)
    for group in entry.entry.hub.audience where !groups.contains(group.value) {
      let meant = Spelling.nearest(to: group.value, among: groups)
      findings.report(
        "hub.yaml has no audience ‘\(group.value)’", at: group.node.location,
        help: meant.map { "Did you mean ‘\($0)’?" } ?? "Add the group below ‘audiences:’ first.")
    }
  }
}
