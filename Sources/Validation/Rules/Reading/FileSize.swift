import Catalog
import Diagnostics

struct FileSize: ReaderRule {
  var page: RulePage {
    RulePage(
      "file-size", .error, "A model file must not have more than 4 MiB",
      what: "Looks at the size of model files, people's files, `hub.yaml` and READMEs.",
      why: "The largest real entry has 200 kB. A larger file is data that belongs elsewhere.",
      failing: .files(
        ["models/llm/example/model.yaml": .repeated("# A comment, again and again.\n", 150_000)],
        at: "models/llm/example/model.yaml"),
      passing: .record(.llm, "model_name: example\n"),
      isBinding: true)
  }
}
