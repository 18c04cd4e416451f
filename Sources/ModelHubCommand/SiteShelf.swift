import BundledFiles
import Diagnostics
import FileTrees
import Site
import Validation

/// What the program knows itself and a site tells: its documentation, and its rules.
enum SiteShelf {
  /// The documents in the order in which sites show them, by part.
  private static let parts: [(title: String, paths: [String])] = [
    ("Start", ["tutorial", "roles/author", "roles/reviewer", "roles/admin"]),
    ("Working together", ["reviews", "upstream"]),
    ("Entries", ["authoring", "rules", "memory", "markdown"]),
    ("Programs and servers", ["api", "hosting", "cli"]),
    ("Your own look", ["templates", "template-data"]),
    ("Inside", ["architecture"]),
  ]

  /// The documentation that the program comes with.
  static var documents: [SiteDocument] {
    let files = BundledFiles.documents.files
    return parts.flatMap { part in
      part.paths.compactMap { path in
        files["\(path).md"].map { SiteDocument(part: part.title, path: path, markdown: $0) }
      }
    }
  }

  /// The rules, weighing what a registry's settings say.
  static func rules(_ severities: [String: String]) throws -> [SiteRule] {
    try RuleRegistry.all.map { rule in
      let page = rule.page
      return SiteRule(
        id: page.id, severity: severities[page.id] ?? page.severity.rawValue, title: page.title,
        markdown: try page.markdown())
    }
  }
}
