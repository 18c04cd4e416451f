import Catalog
import Diagnostics

struct YAMLFeature: ReaderRule {
  var page: RulePage {
    RulePage(
      "yaml-feature", .error, "A file must use only the part of YAML that says what JSON can say",
      what: """
        Refuses anchors and aliases, tags, merge keys, several documents in one file, keys that are no words, and \
        numbers such as `.inf`.
        """,
      why: """
        Xinference reads JSON, so these would have to be resolved on the way: what a reviewer reads would not be what \
        is published. Aliases can also make a file of a few lines expand to gigabytes.
        """,
      failing: .files([
        "models/llm/example/model.yaml": .text("model:\n  stop: ⟦&⟧stop [</s>]\n  model_name: example\n")
      ]),
      passing: .record(.llm, "stop: [</s>]\n"),
      isBinding: true)
  }
}
