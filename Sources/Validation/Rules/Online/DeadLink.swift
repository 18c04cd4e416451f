import Diagnostics

struct DeadLink: ReaderRule {
  static let id = "dead-link"

  var page: RulePage {
    RulePage(
      Self.id, .warning, "A web address must lead to a page",
      what: "With `--online`, asks for the pages that READMEs and `links` below `hub:` lead to.",
      why: "Pages move. A link that ends nowhere is worse than none.",
      failing: .readme("# Example\n\nSee [the paper](⟦https://example.org/missing⟧) for more.\n"),
      passing: .readme("# Example\n\nSee [the paper](https://example.org/paper) for more.\n"))
  }
}
