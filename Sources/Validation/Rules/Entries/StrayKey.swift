import Catalog
import Diagnostics
import Documents

struct StrayKey: EntryRule {
  var page: RulePage {
    RulePage(
      "stray-key", .warning, "A key must stand where something reads it",
      what: """
        Looks for keys that are known leftovers: `is_built_in` and `prompt_style`; `quantizations` beside `model_src` \
        instead of in a source; `gguf_…` and `lightning_…` at the top of a record that has `model_src`.
        """,
      why: """
        Nothing reads the first two. Quantizations beside the sources are dropped in silence. GGUF fields at the top apply \
        to every hub, with the one hub's repository.
        """,
      failing: .record(.llm, "⟦prompt_style⟧: {style_name: CHATML}\n"),
      passing: .record(.llm, "stop: [</s>]\n"),
      moreFailing: [
        .record(
          .llm,
          """
          model_specs:
          - model_format: pytorch
            model_size_in_billions: 7
            ⟦quantizations⟧: [none]
            model_src:
              huggingface: {model_id: example-org/example, quantizations: [none]}
          """),
        .record(.image, "⟦gguf_model_id⟧: example-org/example-gguf\n"),
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for record in fields.records {
      for field in [Field.isBuiltIn, .promptStyle] {
        guard let key = fields.key(field, of: record.mapping) else { continue }
        findings.report("Nothing reads ‘\(field.key)’", at: entry.location(key), help: "Remove it.")
      }
      guard entry.type == .image, fields.key(.modelSrc, of: record.mapping) != nil else { continue }
      for field in [Field.ggufModelId, .ggufQuantizations, .ggufModelFileNameTemplate] {
        guard let key = fields.key(field, of: record.mapping) else { continue }
        findings.report(
          "‘\(field.key)’ at the top of a record applies to every hub", at: entry.location(key),
          help: "Move it into the source that has it.")
      }
    }
    for spec in fields.specs where fields.key(.modelSrc, of: spec.mapping) != nil {
      guard let key = fields.key(.quantizations, of: spec.mapping) else { continue }
      findings.report(
        "‘quantizations’ beside ‘model_src’ is dropped", at: entry.location(key),
        help: "Remove it; each source has its own.")
    }
  }
}
