import Catalog
import Diagnostics

struct MissingReadme: EntryRule {
  var page: RulePage {
    RulePage(
      "missing-readme", .note, "An entry should have a README.md",
      what: "Looks for `README.md` in an entry's folder. A translation alone is not enough.",
      why:
        "The README is the model's page. Without one the page says what the fields say, and nobody learns what the model is good for.",
      failing: .files(
        ["models/llm/example/model.yaml": .record(.llm, ""), "models/llm/example/README.md": .absent],
        at: "models/llm/example"),
      passing: .readme("# Example\n\nA model for examples.\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    if entry.entry.readmes.contains("README.md") { return }
    findings.report(
      "The entry has no README.md", at: Location(path: entry.folderPath),
      help: "`modelhub readme \(entry.entry.name)` makes one from the fields, for you to complete.")
  }
}
