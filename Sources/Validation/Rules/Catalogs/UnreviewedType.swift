import Catalog
import Diagnostics
import Documents
import FileTrees

struct UnreviewedType: CatalogRule {
  var page: RulePage {
    RulePage(
      "unreviewed-type", .warning, "Each type that has entries must have a reviewer",
      what: "Looks at `roles.reviewers` of `hub.yaml` for each type of which the registry has an entry.",
      why: "Without a reviewer no change of such an entry can ever be approved.",
      failing: .files([
        "hub.yaml": .text("roles: {admins: [ada], ⟦reviewers⟧: {llm: [ada]}}\n"),
        "models/image/example/model.yaml": .record(.image, ""),
      ]),
      passing: .files([
        "hub.yaml": .text("roles: {admins: [ada], reviewers: {image: [ada]}}\n"),
        "models/image/example/model.yaml": .record(.image, ""),
      ]))
  }

  var isAboutEntries: Bool { false }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    // A folder of models without hub.yaml has no reviews at all.
    guard let document = catalog.context.settings.document else { return }
    let root = document.rootNode
    let roles = document.key("roles", in: root.id).map { Node(document, $0) }
    let reviewers = root["roles"].flatMap { document.key("reviewers", in: $0.id) }.map { Node(document, $0) }
    for type in ModelType.allCases where try catalog.context.names.hasEntries(of: type) {
      guard catalog.context.settings.roles.reviewers(of: type).isEmpty else { continue }
      let place = reviewers ?? roles
      findings.report(
        "The registry has models of type \(type.rawValue), and nobody reviews them",
        at: place?.location ?? Location(document.source, 0..<0),
        help: "Add `\(type.rawValue): [login]` below ‘roles: reviewers:’.")
    }
  }
}
