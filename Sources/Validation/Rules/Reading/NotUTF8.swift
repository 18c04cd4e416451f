import Catalog
import Diagnostics

struct NotUTF8: ReaderRule {
  var page: RulePage {
    RulePage(
      "not-utf-8", .error, "A text must be UTF-8",
      what: "Looks for bytes that are no UTF-8 in model files, people's files, `hub.yaml` and READMEs.",
      why: """
        A file in another encoding, or an archive under a text's name, comes out as garbage or not at all. JSON is \
        UTF-8 by its standard.
        """,
      failing: .files(
        ["models/llm/example/model.yaml": .bytes(Array("model_name: caf".utf8) + [0xE9, 0x0A])],
        at: "models/llm/example/model.yaml"),
      passing: .record(.llm, "model_description: A model from the café.\n"),
      isBinding: true)
  }
}
