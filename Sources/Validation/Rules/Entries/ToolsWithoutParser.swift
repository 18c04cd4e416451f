import Catalog
import Diagnostics
import Documents

struct ToolsWithoutParser: EntryRule {
  var page: RulePage {
    RulePage(
      "tools-without-parser", .warning, "A model that calls tools needs a parser for the calls",
      what: "Looks for `tool_parser` in records with the ability `tools`.",
      why:
        "Models write tool calls in formats of their own. Without the right parser a call arrives as plain text.",
      failing: .record(.llm, "model_ability: [chat, ⟦tools⟧]\n"),
      passing: .record(.llm, "model_ability: [chat, tools]\ntool_parser: qwen\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    for record in entry.fields.records
    where record.abilities.contains(.tools) && entry.fields.given(.toolParser, of: record.mapping) == nil {
      findings.report(
        "The model has ‘tools’ and no ‘tool_parser’", at: entry.location(ability: .tools, of: record),
        help: "Name the parser: \(ToolParser.names.joined(separator: ", ")).")
    }
  }
}
