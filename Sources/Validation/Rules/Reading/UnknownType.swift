import Catalog
import Diagnostics

struct UnknownType: ReaderRule {
  var page: RulePage {
    RulePage(
      "unknown-type", .error, "The folders below `models/` must be types that Xinference knows",
      what: "Compares the names with llm, embedding, rerank, image, audio, video and world.",
      why: "Nothing reads the entries of a type that does not exist.",
      failing: .files(
        ["models/llms/example/model.yaml": .record(.llm, "")], at: "models/llms"),
      passing: .files(["models/llm/example/model.yaml": .record(.llm, "")]),
      isBinding: true)
  }
}
