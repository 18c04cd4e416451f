import Diagnostics

struct UntitledReadme: EntryRule {
  var page: RulePage {
    RulePage(
      "untitled-readme", .warning, "A README must begin with its title",
      what: "Looks whether the first heading is one of the first level: a line that starts with `# `.",
      why: "The title heads the model's page, its entry in the search, and what screen readers announce.",
      failing: .readme("⟦## Usage⟧\n\nHow to use the model.\n"),
      passing: .readme("# Example\n\n## Usage\n\nHow to use the model.\n"),
      moreFailing: [.readme("⟦A model for examples.⟧\n")],
      morePassing: [.readme("Example\n=======\n\nA model for examples.\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes where !readme.hasTitle {
      findings.report(
        "The README has no title", at: readme.location(readme.firstLine),
        help: "Begin with `# ` and the model's name.")
    }
  }
}
