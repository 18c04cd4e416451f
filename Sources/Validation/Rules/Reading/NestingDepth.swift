import Catalog
import Diagnostics

struct NestingDepth: ReaderRule {
  var page: RulePage {
    RulePage(
      "nesting-depth", .error, "Lists and mappings must not be nested more than 64 levels deep",
      what: "Counts the brackets and indentations that are open at once.",
      why: "No model needs a tenth of that; what does is a mistake, or meant to exhaust a reader.",
      failing: .files(
        ["models/llm/example/model.json": .repeated("[", 65)], at: "models/llm/example/model.json"),
      passing: .record(.llm, "cache_config: {allow_patterns: [a.safetensors]}\n"),
      isBinding: true)
  }
}
