import Catalog
import Diagnostics
import Documents

struct ParserWithoutTools: EntryRule {
  var page: RulePage {
    RulePage(
      "parser-without-tools", .warning, "A tool parser needs the ability `tools`",
      what: "Looks for `tool_parser` in records whose `model_ability` does not list `tools`.",
      why: "Users look for models by ability. One that can call tools and does not say so is not found.",
      failing: .record(.llm, "model_ability: [chat]\n⟦tool_parser⟧: qwen\n"),
      passing: .record(.llm, "model_ability: [chat, tools]\ntool_parser: qwen\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    for record in entry.fields.records where !record.abilities.contains(.tools) {
      guard entry.fields.given(.toolParser, of: record.mapping) != nil else { continue }
      findings.report(
        "The record has a ‘tool_parser’, and ‘model_ability’ no ‘tools’",
        at: entry.location(.toolParser, of: record.mapping), help: "Add the ability, or remove the parser.")
    }
  }
}
