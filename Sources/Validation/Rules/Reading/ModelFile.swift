import Catalog
import Diagnostics

struct ModelFile: ReaderRule {
  var page: RulePage {
    RulePage(
      "model-file", .error, "An entry must have exactly one model file",
      what: "Looks for `model.yaml` and `model.json` in an entry's folder.",
      why: "Without one there is no model. With both nobody knows which one counts.",
      failing: .files(
        [
          "models/llm/example/model.yaml": .record(.llm, ""),
          "models/llm/example/model.json": .exact("[]\n"),
        ], at: "models/llm/example"),
      passing: .record(.llm, "model_name: example\n"),
      moreFailing: [
        .files(["models/llm/example/model.yml": .text("model: {}\n")], at: "models/llm/example")
      ],
      isBinding: true)
  }
}
