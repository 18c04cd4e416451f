import Catalog
import Diagnostics
import Documents

struct ChatWithoutTemplate: EntryRule {
  var page: RulePage {
    RulePage(
      "chat-without-template", .error, "A model that chats must have a chat template",
      what:
        "Looks for `chat_template` in records with the ability `chat`. An empty one is another rule's affair.",
      why: "vLLM and Transformers stop with an assertion at the first message.",
      failing: .record(.llm, "model_ability: [⟦chat⟧]\nchat_template: null\n"),
      passing: .record(.llm, "model_ability: [chat]\nchat_template: '{{ messages }}'\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    for record in entry.fields.records
    where record.abilities.contains(.chat) && entry.fields.given(.chatTemplate, of: record.mapping) == nil {
      findings.report(
        "The model has ‘chat’ and no ‘chat_template’", at: entry.location(ability: .chat, of: record),
        help: "Take the template from the repository's tokenizer_config.json, or remove the ability.")
    }
  }
}
