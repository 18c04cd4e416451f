import Catalog
import Diagnostics
import Documents

struct UnknownToolParser: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-tool-parser", .warning, "A tool parser must be one that Xinference has",
      what: "Compares `tool_parser` with the names that Xinference registers.",
      why:
        "With an unknown name Xinference warns when the model is loaded, and tool calls arrive as plain text.",
      failing: .record(.llm, "model_ability: [chat, tools]\ntool_parser: ⟦deepseek_v3⟧\n"),
      passing: .record(.llm, "model_ability: [chat, tools]\ntool_parser: deepseek-v3\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.fields.records {
      guard let node = entry.fields.given(.toolParser, of: record.mapping),
        entry.fields.document.kind(of: node) == .string
      else { continue }
      let name = entry.text(node)
      if ToolParser.names.contains(name) { continue }
      let meant = Spelling.nearest(to: name, among: ToolParser.names)
      // A name that differs by its dashes alone is no guess.
      let alike = ToolParser.names.first { ToolParser.bare($0) == ToolParser.bare(name) }
      findings.report(
        "Xinference has no tool parser ‘\(name)’", at: entry.location(node),
        help: meant.map { "Did you mean ‘\($0)’?" } ?? "It has \(ToolParser.names.joined(separator: ", ")).",
        fixes: alike.map { entry.fixes(replacing: node, by: $0) } ?? [])
    }
  }
}

/// The tool parsers that Xinference 4.1 registers.
enum ToolParser {
  static let names = [
    "deepseek-r1", "deepseek-v3", "deepseek-v3.1", "deepseek-v3.2", "deepseek-v4", "deepseek-v4.1", "gemma",
    "glm4", "glm5", "kimi-k3", "llama3", "minicpm5", "minimax", "minimax_m3", "qwen",
  ]

  /// A name without case, dashes and the like.
  static func bare(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
}
