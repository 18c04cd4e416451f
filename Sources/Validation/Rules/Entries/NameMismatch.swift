import Catalog
import Diagnostics
import Documents

struct NameMismatch: EntryRule {
  var page: RulePage {
    RulePage(
      "name-mismatch", .error, "A record's name must be the name of its folder",
      what: """
        Compares the folder's name with each record's `model_name`, or with its `model_family` where a record has no \
        `model_name`, as some world models have not.
        """,
      why: """
        The folder's name is the entry's address: its page, its file upstream, and what other entries refer to. \
        Upstream refuses a file whose records have another name.
        """,
      failing: .record(.llm, "model_name: ⟦exmaple⟧\n"),
      passing: .record(.llm, "model_name: example\n"),
      moreFailing: [.record(.llm, "model_name: ⟦null⟧\n")],
      isBinding: true)
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.entry.records {
      guard let node = record.nameNode else {
        findings.report(
          "The record has no ‘model_name’", at: record.node.location,
          help: "Add `model_name: \(entry.entry.name)`, which is the folder's name.")
        continue
      }
      guard let name = node.string else {
        findings.report(
          "The record's name is \(node.kind), not a string", at: node.location,
          help: node.kind == .number ? "Put it in quotes." : nil)
        continue
      }
      if name == entry.entry.name { continue }
      findings.report(
        "The record is named ‘\(name)’, its folder ‘\(entry.entry.name)’", at: node.location,
        help: "Rename one of the two; `modelhub rename` renames both, and keeps the old name as an alias.")
    }
  }
}
