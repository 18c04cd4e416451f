import Catalog
import Diagnostics
import Documents
import FileTrees

struct UnknownLogin: CatalogRule {
  var page: RulePage {
    RulePage(
      "unknown-login", .error, "A role must be given to a person of the registry",
      what: "Compares the logins in `roles:` and `audiences:` of `hub.yaml` with the files in `people/`.",
      why: "A role of a person who does not exist is a role of whoever takes the login next.",
      failing: .files([
        "hub.yaml": .text("roles: {admins: [ada, ⟦bob⟧], reviewers: {llm: [ada]}}\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      passing: .files([
        "hub.yaml": .text("roles: {admins: [ada], reviewers: {llm: [ada]}}\n"),
        "models/llm/example/model.yaml": .record(.llm, ""),
      ]),
      isBinding: true)
  }

  var isAboutEntries: Bool { false }

  func check(_ catalog: CatalogSurvey, _ findings: inout Findings) throws(FileTreeError) {
    let settings = catalog.context.settings
    let logins =
      settings.roles.admins + settings.roles.reviewers.flatMap(\.logins)
      + settings.audiences.flatMap(\.members)
    for login in logins where !catalog.context.logins.contains(login.value) {
      let meant = Spelling.nearest(to: login.value, among: catalog.context.logins.sorted())
      findings.report(
        "Nobody has the login ‘\(login.value)’", at: login.node.location,
        help: meant.map { "Did you mean ‘\($0)’?" } ?? "Add ‘people/\(login.value).yaml’ first.")
    }
  }
}
