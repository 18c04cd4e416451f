import Catalog
import Diagnostics
import Documents

struct EmptyChatTemplate: EntryRule {
  var page: RulePage {
    RulePage(
      "empty-chat-template", .note, "A chat template should say something",
      what: "Looks for a `chat_template` that is an empty text, in records with the ability `chat`.",
      why: """
        The prompt is then made by the engine or by the model's own code. Some models mean it so; for others it is a \
        template that got lost, and the answers are poor for no visible reason.
        """,
      failing: .record(.llm, "chat_template: ⟦''⟧\n"),
      passing: .record(.llm, "chat_template: '{{ messages }}'\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    for record in entry.fields.records where record.abilities.contains(.chat) {
      guard let template = entry.fields.given(.chatTemplate, of: record.mapping),
        entry.fields.document.bytes(of: template).isEmpty, entry.fields.document.kind(of: template) == .string
      else { continue }
      findings.report(
        "The chat template is empty", at: entry.location(template),
        help: "If the engine is meant to make the prompt, allow this finding with that reason.")
    }
  }
}
