import Catalog
import Diagnostics
import Markdown

struct BrokenAnchor: EntryRule {
  var page: RulePage {
    RulePage(
      "broken-anchor", .warning, "A link within a README must lead to a heading of it",
      what: "Compares links such as `#usage` with the ids that the headings get, and with ids in raw HTML.",
      why: "A click that does nothing makes the reader doubt the rest.",
      failing: .readme("# Example\n\nSee [how to use it](⟦#usage⟧).\n\n## Launching\n\nText.\n"),
      passing: .readme("# Example\n\nSee [how to use it](#usage).\n\n## Usage\n\nText.\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      guard let page = readme.page else { continue }
      for link in page.links {
        guard case .anchor(let id) = ReadmeLink(link.destination, from: entry.entry.folder), !id.isEmpty
        else {
          continue
        }
        let wanted = id.lowercased()
        if page.headings.contains(where: { $0.id == id || $0.id == wanted }) { continue }
        if page.containsHTML, page.html.contains(sequence: Array("id=\"\(id)\"".utf8)) { continue }
        let meant = Spelling.nearest(to: wanted, among: page.headings.map(\.id))
        findings.report(
          "No heading has the id ‘\(id)’", at: readme.location(of: link),
          help: meant.map { "Did you mean ‘#\($0)’?" }
            ?? "The id is the heading in lower case, with dashes for blanks.")
      }
    }
  }
}
