import Catalog
import Diagnostics

struct MissingRevision: ReaderRule {
  static let id = "missing-revision"

  var page: RulePage {
    RulePage(
      Self.id, .warning, "A revision must be one of its repository",
      what: "With `--online`, asks the hub for each `model_revision`.",
      why: "A commit that does not exist cannot be downloaded; a branch may have been deleted.",
      failing: .record(
        .llm, OnlineExample.source("model_id: example-org/example\nmodel_revision: ⟦missing⟧")),
      passing: .record(
        .llm,
        OnlineExample.source(
          "model_id: example-org/example\nmodel_revision: 0123456789abcdef0123456789abcdef01234567")))
  }
}
