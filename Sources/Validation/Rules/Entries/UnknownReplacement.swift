import Catalog
import Diagnostics
import Documents
import FileTrees

struct UnknownReplacement: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-replacement", .error, "What replaces an entry must be another entry",
      what: "Compares `replaced_by` with the names of all entries; `type/name` will do as well as the name.",
      why:
        "Readers are sent to the replacement's page. One that does not exist is a dead link at the worst place.",
      failing: .hub("lifecycle: {deprecated: 2026-01-01, replaced_by: ⟦exampel-2⟧}\n"),
      passing: .files([
        "models/llm/example/model.yaml": .entry(
          .llm, hub: "lifecycle: {deprecated: 2026-01-01, replaced_by: example-2}\n", model: ""),
        "models/llm/example-2/model.yaml": .record(.llm, ""),
      ]),
      moreFailing: [.hub("lifecycle: {deprecated: 2026-01-01, replaced_by: ⟦example⟧}\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) throws(FileTreeError) {
    guard let replacement = entry.entry.hub.lifecycle?.replacedBy else { return }
    let names = entry.context.names
    guard let folder = try names.folder(referredToAs: replacement.value) else {
      let meant = Spelling.nearest(to: replacement.value, among: try names.all().map(\.name))
      findings.report(
        "There is no entry ‘\(replacement.value)’", at: replacement.node.location,
        help: meant.map { "Did you mean ‘\($0)’?" }
          ?? "Name an entry of this registry, or give a ‘reason’ instead.")
      return
    }
    if folder == entry.entry.folder {
      findings.report(
        "The entry is to be replaced by itself", at: replacement.node.location, help: "Name the other entry.")
    }
  }
}
