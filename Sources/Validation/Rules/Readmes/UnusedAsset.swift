import Catalog
import Diagnostics
import Markdown

struct UnusedAsset: EntryRule {
  var page: RulePage {
    RulePage(
      "unused-asset", .warning, "A file below `assets/` must be used by a README",
      what: "Compares the files below `assets/` with the links and images of the entry's READMEs.",
      why:
        "An unused picture is copied into the site and kept in git for ever. As a rule its name changed in the README.",
      failing: .files(
        [
          "models/llm/example/assets/memory.png": .bytes([0x89, 0x50, 0x4E, 0x47])
        ], at: "models/llm/example/assets/memory.png"),
      passing: .files([
        "models/llm/example/README.md": .text(
          "# Example\n\nA model for examples.\n\n![Memory](assets/memory.png)\n"),
        "models/llm/example/assets/memory.png": .bytes([0x89, 0x50, 0x4E, 0x47]),
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    if entry.entry.assets.isEmpty { return }
    var used: Set<String> = []
    for link in entry.readmes.flatMap({ $0.page?.links ?? [] }) {
      guard case .local(.own(let path)) = ReadmeLink(link.destination, from: entry.entry.folder) else {
        continue
      }
      used.insert(path)
    }
    for asset in entry.entry.assets where !used.contains(asset) {
      findings.report(
        "No README uses the file", at: Location(path: "\(entry.folderPath)/\(asset)"),
        help: "Show it, or remove it.")
    }
  }
}
