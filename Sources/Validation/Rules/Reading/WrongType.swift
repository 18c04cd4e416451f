import Diagnostics

struct WrongType: ReaderRule {
  var page: RulePage {
    RulePage(
      "wrong-type", .error, "A setting must be of the type that it asks for",
      what:
        "Looks at the values in settings, people and `hub:` blocks: a string, a list of strings, a number, a mapping.",
      why: "A value of another type cannot be used, so the default would hold in silence.",
      failing: .hub("tags: ⟦moe⟧\n"),
      passing: .hub("tags: [moe]\n"),
      isBinding: true)
  }
}
