import Diagnostics

struct UnusedAllowance: ReaderRule {
  static let id = "unused-allowance"

  var page: RulePage {
    RulePage(
      Self.id, .warning, "A finding that is allowed must be there",
      what: "Looks for items of `allow:` that no finding needed.",
      why:
        "What is allowed and no longer happens hides the day on which it happens again, for another reason.",
      failing: .hub("allow: [{rule: ⟦missing-license⟧, reason: The authors have not said.}]\n"),
      passing: .hub("license: null\nallow: [{rule: missing-license, reason: The authors have not said.}]\n"))
  }

  static func finding(_ rule: String, at location: Location) -> Diagnostic {
    Diagnostic(
      id, "The rule ‘\(rule)’ finds nothing here", severity: .warning, at: location,
      help: "Remove the item from ‘allow:’.")
  }
}
