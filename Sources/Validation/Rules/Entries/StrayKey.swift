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
    for record in entry.fields.records {
      for field in [Field.isBuiltIn, .promptStyle] {
        report(field, of: record.mapping, "nothing reads ‘\(field.key)’", "Remove it.", entry, &findings)
      }
      if entry.fields.key(.modelSrc, of: record.mapping) != nil {
        for field in [Field.ggufModelId, .ggufQuantizations, .ggufModelFileNameTemplate] {
          report(
            field, of: record.mapping, "‘\(field.key)’ at the top of a record applies to every hub",
            "Move it into the source that has it.", entry, &findings)
        }
      }
    }
    for spec in entry.fields.specs where entry.fields.key(.modelSrc, of: spec.mapping) != nil {
      report(
        .quantizations, of: spec.mapping, "‘quantizations’ beside ‘model_src’ is dropped",
        "Remove it; each source has its own.", entry, &findings)
    }
  }

  private func report(
    _ field: Field, of mapping: FieldMapping, _ message: String, _ help: String, _ entry: CheckedEntry,
    _ findings: inout Findings
  ) {
    guard let key = entry.fields.key(field, of: mapping) else { return }
    findings.report(message.prefix(1).uppercased() + message.dropFirst(), at: entry.location(key), help: help)
  }
}
