import Catalog
import Diagnostics

struct MissingRepository: ReaderRule {
  static let id = "missing-repository"

  var page: RulePage {
    RulePage(
      Self.id, .warning, "A repository must be there",
      what:
        "With `--online`, asks the hub for each `model_id`, with each quantization filled in where it is a template.",
      why: "A repository that was renamed or removed cannot be downloaded; the launch fails.",
      failing: .record(.llm, OnlineExample.source("model_id: ⟦example-org/missing⟧")),
      passing: .record(.llm, OnlineExample.source("model_id: example-org/example")))
  }
}
