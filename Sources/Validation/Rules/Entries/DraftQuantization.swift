import Catalog
import Diagnostics
import Documents

struct DraftQuantization: EntryRule {
  var page: RulePage {
    RulePage(
      "draft-quantization", .error, "A draft model's template needs quantizations to fill in",
      what: """
        Looks for `{draft_quantization}` in `draft_model_id` and `draft_model_file_name_template` of sources that have no \
        `draft_quantizations`, and for other placeholders in these two.
        """,
      why: "The placeholder is never filled in, and the launch stops with an error.",
      failing: .record(.llm, Self.example("draft_model_id: ⟦example-org/draft-{draft_quantization}⟧")),
      passing: .record(
        .llm,
        Self.example("draft_model_id: example-org/draft-{draft_quantization}\ndraft_quantizations: [Q4_0]")),
      moreFailing: [
        .record(
          .llm,
          Self.example("draft_model_id: ⟦example-org/draft-{quantization}⟧\ndraft_quantizations: [Q4_0]"))
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for source in fields.sources {
      for field in [Field.draftModelId, .draftModelFileNameTemplate] {
        guard let node = fields.given(field, of: source.mapping) else { continue }
        let holders = Placeholder.all(in: fields.document.bytes(of: node)).map {
          String(decoding: $0, as: UTF8.self)
        }
        if let other = holders.first(where: { $0 != "draft_quantization" }) {
          findings.report(
            "‘{\(other)}’ is not filled in here", at: entry.location(node),
            help: "A draft model's template knows `{draft_quantization}` only.")
        } else if !holders.isEmpty, fields.given(.draftQuantizations, of: source.mapping) == nil {
          findings.report(
            "‘{draft_quantization}’ has no ‘draft_quantizations’ to take the place of",
            at: entry.location(node), help: "List them, or write the name out.")
        }
      }
    }
  }

  private static func example(_ draft: String) -> String {
    """
    model_specs:
    - model_format: pytorch
      model_size_in_billions: 7
      model_src:
        huggingface:
          model_id: example-org/example
          quantizations: [none]
          \(draft.split(separator: "\n").joined(separator: "\n      "))
    """
  }
}
