import Catalog
import Diagnostics
import Markdown

struct RefusedLink: EntryRule {
  var page: RulePage {
    RulePage(
      "refused-link", .warning, "A link must be a web address, a mail address, or relative",
      what: "Looks for links and images with a scheme other than `https:`, `http:` and `mailto:`.",
      why:
        "Other schemes can run scripts or open programs. The site leaves the link's words and drops the link.",
      failing: .readme("# Example\n\n[Fetch the weights](⟦ftp://example.org/weights⟧) for examples.\n"),
      passing: .readme("# Example\n\n[Fetch the weights](https://example.org/weights) for examples.\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for readme in entry.readmes {
      for link in readme.page?.links ?? [] {
        guard case .refused = ReadmeLink(link.destination, from: entry.entry.folder) else { continue }
        findings.report(
          "The site does not follow ‘\(link.destination.prefix { $0 != ":" }):’",
          at: readme.location(of: link),
          help: "Link to a web page, or write the address as text.")
      }
    }
  }
}
