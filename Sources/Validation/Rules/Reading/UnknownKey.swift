import Diagnostics

struct UnknownKey: ReaderRule {
  var page: RulePage {
    RulePage(
      "unknown-key", .error, "Settings, people and `hub:` blocks must not have keys that mean nothing",
      what:
        "Compares keys with those that the tool knows. Keys below `model:` are Xinference's affair, and are not meant.",
      why: "A misspelt rule would pass for one that is off, and nobody would notice.",
      failing: .hub("⟦visibilty⟧: public\n"),
      passing: .hub("visibility: public\n"),
      isBinding: true)
  }
}
