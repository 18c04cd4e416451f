import Catalog
import Diagnostics
import Documents

struct ReasoningTags: EntryRule {
  var page: RulePage {
    RulePage(
      "reasoning-tags", .warning, "Reasoning and its two tags must come together",
      what: """
        A record with the ability `reasoning` needs `reasoning_start_tag` and `reasoning_end_tag`; a record with the tags \
        needs the ability; and neither tag does without the other.
        """,
      why:
        "Xinference splits the thoughts from the answer at the tags. Without them the thoughts end up in the answer.",
      failing: .record(.llm, "model_ability: [chat, ⟦reasoning⟧]\n"),
      passing: .record(
        .llm,
        """
        model_ability: [chat, reasoning]
        reasoning_start_tag: <think>
        reasoning_end_tag: </think>
        """),
      moreFailing: [
        .record(.llm, "⟦reasoning_start_tag⟧: <think>\nreasoning_end_tag: </think>\n"),
        .record(.llm, "model_ability: [chat, reasoning]\n⟦reasoning_start_tag⟧: <think>\n"),
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    for record in entry.fields.records { check(record, entry, &findings) }
  }

  private func check(_ record: RecordFields, _ entry: CheckedEntry, _ findings: inout Findings) {
    let start = entry.fields.given(.reasoningStartTag, of: record.mapping)
    let end = entry.fields.given(.reasoningEndTag, of: record.mapping)
    switch (record.abilities.contains(.reasoning), start != nil, end != nil) {
    case (false, false, false), (true, true, true): break
    case (true, false, false):
      findings.report(
        "The model has ‘reasoning’, and no tags that enclose it",
        at: entry.location(ability: .reasoning, of: record),
        help: "Add ‘reasoning_start_tag’ and ‘reasoning_end_tag’, such as `<think>` and `</think>`.")
    case (false, true, true):
      findings.report(
        "The record has reasoning tags, and ‘model_ability’ no ‘reasoning’",
        at: entry.location(.reasoningStartTag, of: record.mapping),
        help: "Add the ability, or remove the tags.")
    case (_, true, false), (_, false, true):
      let (present, absent): (Field, Field) =
        start != nil ? (.reasoningStartTag, .reasoningEndTag) : (.reasoningEndTag, .reasoningStartTag)
      findings.report(
        "‘\(present.key)’ stands without ‘\(absent.key)’", at: entry.location(present, of: record.mapping),
        help: "Give both.")
    }
  }
}
