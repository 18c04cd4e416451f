import Catalog
import Diagnostics

struct YAMLSyntax: ReaderRule {
  var page: RulePage {
    RulePage(
      "yaml-syntax", .error, "A YAML file must be YAML",
      what: "Reads the file by YAML 1.2. Most often it is the indentation, or a text that needs quotes.",
      why: "A file that cannot be read has no entry in it, and whatever it was to say is not said.",
      failing: .files([
        "models/llm/example/model.yaml": .text("model:\n  model_name: example⟦:⟧ the second\n")
      ]),
      passing: .record(.llm, "model_description: 'Example: the second.'\n"),
      isBinding: true)
  }
}
