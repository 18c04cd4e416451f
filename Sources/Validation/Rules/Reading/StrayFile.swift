import Diagnostics

struct StrayFile: ReaderRule {
  var page: RulePage {
    RulePage(
      "stray-file", .warning, "A file must have its place in the catalog's layout",
      what: """
        Looks for files below `models/` and `people/` that are no part of an entry or of a person: an entry is a model \
        file, `README.md` and its translations, and pictures below `assets/`. Names that start with a dot are let be.
        """,
      why:
        "A stray file is never shown or published. As a rule its name is misspelt, or it was added by accident.",
      failing: .files(
        ["models/llm/example/readme.md": .text("# Example\n")], at: "models/llm/example/readme.md"),
      passing: .readme("# Example\n\nA model for examples.\n"))
  }
}
