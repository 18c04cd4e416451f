import Diagnostics

struct JSONSyntax: ReaderRule {
  var page: RulePage {
    RulePage(
      "json-syntax", .error, "A JSON file must be JSON, to the letter",
      what: """
        Reads `model.json` by RFC 8259: double quotes, no comments, no comma after the last item, one value in the file.
        """,
      why: "Xinference reads the file with a strict reader. Whatever follows the first fault is lost to it.",
      failing: .files([
        "models/llm/example/model.json": .exact("[{\"model_name\": \"example\",⟦}⟧]\n")
      ]),
      passing: .files([
        "models/llm/example/model.json": .exact(ExampleBase.json)
      ]),
      isBinding: true)
  }
}
