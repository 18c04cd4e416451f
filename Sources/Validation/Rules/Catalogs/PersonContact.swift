import Catalog
import Diagnostics
import Documents
import FileTrees

struct PersonContact: CatalogRule {
  var page: RulePage {
    RulePage(
      "person-contact", .error, "A person's addresses and links must be such",
      what: "Looks at `emails` and `links` in people's files: `name@host`, and web addresses.",
      why:
        "Commits are matched with people by address. Other kinds of link can run scripts in the reader's page.",
      failing: .files([
        "people/ada.yaml": .text("emails: [⟦ada at example.org⟧]\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      passing: .files([
        "people/ada.yaml": .text("emails: [ada@example.org]\nlinks: {web: 'https://example.org/'}\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]))
  }

  var isAboutEntries: Bool { false }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    for person in catalog.context.people {
      for email in person.emails where !isAddress(email.value) {
        findings.report(
          "‘\(email.value)’ is no e-mail address", at: email.node.location,
          help: "Write it as commits carry it.")
      }
      for link in person.links where !WebAddress.isValid(link.value.value) {
        findings.report(
          "The link ‘\(link.name.value)’ is no web address", at: link.value.node.location,
          help: "Write the whole address, from ‘https://’ on.")
      }
    }
  }

  private func isAddress(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.value > 0x20 && $0.value != 0x7F && !"<>\"\\,;".unicodeScalars.contains($0)
    }
  }
}
