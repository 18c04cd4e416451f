import Catalog
import Diagnostics

struct EmptyDocument: ReaderRule {
  var page: RulePage {
    RulePage(
      "empty-document", .error, "A file must hold something",
      what: "Looks for files with nothing in them but blanks and comments.",
      why: "An empty file is as a rule what is left of one that was lost while it was written.",
      failing: .files(
        ["models/llm/example/model.yaml": .exact("")], at: "models/llm/example/model.yaml"),
      passing: .record(.llm, "model_name: example\n"),
      isBinding: true)
  }
}
