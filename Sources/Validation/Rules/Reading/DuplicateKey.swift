import Catalog
import Diagnostics

struct DuplicateKey: ReaderRule {
  var page: RulePage {
    RulePage(
      "duplicate-key", .error, "A key must stand only once in a mapping",
      what: "Looks for a key that a mapping has already.",
      why: "Readers differ on which of the two counts. Whoever edits one of them may see no effect at all.",
      failing: .record(.llm, "context_length: 32768\n⟦context_length⟧: 131072\n"),
      passing: .record(.llm, "context_length: 131072\n"),
      isBinding: true)
  }
}
