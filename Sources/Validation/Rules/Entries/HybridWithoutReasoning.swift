import Catalog
import Diagnostics
import Documents

struct HybridWithoutReasoning: EntryRule {
  var page: RulePage {
    RulePage(
      "hybrid-without-reasoning", .warning, "A hybrid model must also have `reasoning`",
      what: "Looks for the ability `hybrid` without `reasoning`.",
      why:
        "`hybrid` says that thinking can be switched off; there is nothing to switch off in a model that does not think.",
      failing: .record(.llm, "model_ability: [chat, ⟦hybrid⟧]\n"),
      passing: .record(
        .llm,
        """
        model_ability: [chat, reasoning, hybrid]
        reasoning_start_tag: <think>
        reasoning_end_tag: </think>
        """))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.fields.records
    where record.abilities.contains(.hybrid) && !record.abilities.contains(.reasoning) {
      findings.report(
        "The model has ‘hybrid’ and no ‘reasoning’", at: entry.location(ability: .hybrid, of: record),
        help: "Add ‘reasoning’ and its tags, or remove ‘hybrid’.")
    }
  }
}
