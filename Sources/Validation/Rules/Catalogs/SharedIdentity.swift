import Catalog
import Diagnostics
import Documents
import FileTrees

struct SharedIdentity: CatalogRule {
  var page: RulePage {
    RulePage(
      "shared-identity", .error, "An address or key must belong to one person",
      what: "Compares the e-mail addresses and signing keys of all people.",
      why:
        "Who submitted and who approved is told by address and key. With one for two, people could approve their own work.",
      failing: .files([
        "people/ada.yaml": .text("emails: [ada@example.org]\n"),
        "people/bob.yaml": .text("emails: [⟦Ada@example.org⟧]\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      passing: .files([
        "people/ada.yaml": .text("emails: [ada@example.org]\n"),
        "people/bob.yaml": .text("emails: [bob@example.org]\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      isBinding: true)
  }

  var isAboutEntries: Bool { false }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    var owners: [String: (person: Person, node: Node)] = [:]
    for person in catalog.context.people {
      let addresses = person.emails.map { (what: "The address", id: $0.value.lowercased(), node: $0.node) }
      let keys = person.keys.compactMap(\.key).map { key in
        (
          what: "The key", id: key.value.split(separator: " ").prefix(2).joined(separator: " "),
          node: key.node
        )
      }
      for (what, id, node) in addresses + keys {
        guard let first = owners[id] else {
          owners[id] = (person, node)
          continue
        }
        if first.person.login == person.login { continue }
        findings.report(
          "\(what) belongs to ‘\(first.person.login)’ as well", at: node.location,
          help: "Keep it with one of the two.",
          notes: [Note("The other person's", at: first.node.location)])
      }
    }
  }
}
