import Catalog
import Diagnostics

struct MisplacedEntry: ReaderRule {
  var page: RulePage {
    RulePage(
      "misplaced-entry", .error, "In a sharded catalog an entry must lie in the shard of its name",
      what:
        "Compares the shard with the first two letters of the entry's name, where `hub.yaml` has `layout: sharded`.",
      why: "Entries are looked up by their paths; one in the wrong shard is not found.",
      failing: .files(
        [
          "hub.yaml": .text("layout: sharded\nroles: {admins: [ada], reviewers: {llm: [ada]}}\n"),
          "models/llm/ab/example/model.yaml": .record(.llm, ""),
        ], at: "models/llm/ab/example"),
      passing: .files([
        "hub.yaml": .text("layout: sharded\nroles: {admins: [ada], reviewers: {llm: [ada]}}\n"),
        "models/llm/ex/example/model.yaml": .record(.llm, ""),
        "models/llm/ex/example/README.md": .text("# Example\n\nA model for examples.\n"),
      ]),
      isBinding: true)
  }
}
