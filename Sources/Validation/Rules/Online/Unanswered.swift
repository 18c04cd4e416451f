import Catalog
import Diagnostics

struct Unanswered: ReaderRule {
  static let id = "unanswered"

  var page: RulePage {
    RulePage(
      Self.id, .note, "Whatever is asked for online should answer",
      what:
        "Tells, with `--online`, that a hub or server did not answer, or answered in a way that tells nothing.",
      why: "What was not found out is not the same as what is fine.",
      failing: .record(.llm, OnlineExample.source("model_id: ⟦example-org/silent⟧")),
      passing: .record(.llm, OnlineExample.source("model_id: example-org/example")))
  }
}
