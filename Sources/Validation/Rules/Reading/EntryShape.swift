import Catalog
import Diagnostics

struct EntryShape: ReaderRule {
  var page: RulePage {
    RulePage(
      "entry-shape", .error, "An entry must be a list of records, or a mapping with `model:`",
      what: """
        Looks at the outermost structure of a model file: `hub:` with what the hub knows and `model:` with one record or \
        a list of records, or a bare list of records as upstream has it.
        """,
      why: "What stands elsewhere would be passed over in silence.",
      failing: .files([
        "models/llm/example/model.yaml": .text("⟦model_name: example\nversion: 2⟧\n")
      ]),
      passing: .record(.llm, "model_name: example\nversion: 2\n"),
      moreFailing: [
        .files(["models/llm/example/model.yaml": .text("model: ⟦[]⟧\n")])
      ],
      isBinding: true)
  }
}
