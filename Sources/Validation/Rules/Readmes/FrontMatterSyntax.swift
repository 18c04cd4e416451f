import Diagnostics

struct FrontMatterSyntax: EntryRule {
  var page: RulePage {
    RulePage(
      "front-matter", .warning, "The front matter of a README must be YAML",
      what: "Reads the block between the `---` lines at the start of a README.",
      why: "Hubs that show the same README read it, and show nothing of a block that is broken.",
      failing: .readme(
        "---\nlicense: apache-2.0: yes⟦⟧\n---\n# Example\n\nA model for examples.\n".replacing("⟦⟧", with: "")
          .replacing("0: y", with: "0⟦:⟧ y")),
      passing: .readme("---\nlicense: apache-2.0\n---\n# Example\n\nA model for examples.\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      for fault in readme.frontMatterFaults {
        findings.report(
          fault.message, at: readme.location(fault.location.range), help: fault.help,
          notes: fault.notes.map { Note($0.message, at: readme.location($0.location.range)) })
      }
    }
  }
}
