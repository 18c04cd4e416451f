import Catalog
import Diagnostics
import Documents

struct AudienceMismatch: EntryRule {
  var page: RulePage {
    RulePage(
      "audience-mismatch", .warning, "A private entry needs an audience, and only a private one",
      what: "Looks for `visibility: private` without `audience`, and for `audience` with another visibility.",
      why: """
        A private entry without an audience is in no build at all. An audience on a public entry suggests a protection \
        that is not there.
        """,
      failing: .hub("visibility: ⟦private⟧\n"),
      passing: .hub("visibility: unlisted\n"),
      moreFailing: [
        .files([
          "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\naudiences: {staff: [ada]}\n"),
          "models/llm/example/model.yaml": .entry(.llm, hub: "audience: [⟦staff⟧]\n", model: ""),
        ])
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let hub = entry.entry.hub
    switch (hub.effectiveVisibility, hub.audience.first) {
    case (.private, nil):
      findings.report(
        "A private entry without an audience can be seen by nobody",
        at: (hub.visibility?.node ?? entry.entry.document.rootNode).location,
        help: "Name the groups that may see it in ‘audience:’.")
    case (.public, let group?), (.unlisted, let group?):
      findings.report(
        "The audience has no effect: everybody can see the entry", at: group.node.location,
        help: "Make the entry private, or remove the audience.")
    default: break
    }
  }
}
