import Catalog
import Diagnostics
import Documents

struct MissingLicense: EntryRule {
  var page: RulePage {
    RulePage(
      "missing-license", .note, "An entry should name the model's licence",
      what:
        "Looks for `license` below `hub:`. An entry without a `hub:` block, such as one just imported, is let be.",
      why:
        "Without it nobody knows what the weights may be used for, and the entry is missing from every filter by licence.",
      failing: .hub("⟦license⟧: null\n"),
      passing: .hub("license: MIT\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard let block = entry.entry.hub.node, entry.entry.hub.license == nil, block["license"]?.string == nil
    else {
      return
    }
    let first = block.members.first { _ in true }?.key ?? block
    findings.report(
      "The entry names no licence", at: first.location,
      help: "Add `license:` with an SPDX identifier; the repository's card says which.")
  }
}
