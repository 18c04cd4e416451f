import Diagnostics

struct BadValue: ReaderRule {
  var page: RulePage {
    RulePage(
      "bad-value", .error, "A setting must be one of the values that it allows",
      what: "Looks at words from a fixed list and at dates in settings, people and `hub:` blocks.",
      why: "A word that is not in the list cannot be used, so the default would hold in silence.",
      failing: .hub("visibility: ⟦hidden⟧\n"),
      passing: .hub("visibility: unlisted\n"),
      moreFailing: [.hub("lifecycle: {deprecated: ⟦2026-02-30⟧, reason: Old.}\n")],
      isBinding: true)
  }
}
