import Catalog
import Diagnostics
import Documents

struct MissingFileName: EntryRule {
  var page: RulePage {
    RulePage(
      "missing-file-name", .error, "A GGUF source must say which file to load",
      what: """
        Looks for `model_file_name_template` in each source of a `ggufv2` spec, or in the spec itself. An empty one \
        will do where all weights are in parts.
        """,
      why:
        "A GGUF repository holds a file a quantization. Xinference refuses the whole record without the template.",
      failing: .record(
        .llm, GGUFExample.source("⟦model_id⟧: example-org/example-GGUF\nquantizations: [Q4_K_M]")),
      passing: .record(
        .llm,
        GGUFExample.source(
          """
          model_id: example-org/example-GGUF
          quantizations: [Q4_K_M]
          model_file_name_template: example-{quantization}.gguf
          """)))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard [.llm, .embedding, .rerank].contains(entry.type) else { return }
    let fields = entry.fields
    for spec in fields.specs where spec.format == .ggufv2 {
      for source in fields.sources[spec.sources]
      where fields.given(.modelFileNameTemplate, for: source) == nil {
        findings.report(
          "The GGUF source has no ‘model_file_name_template’", at: entry.location(anchorOf: source.mapping),
          help: "Add it, with `{quantization}` in the place of the quantization's name.")
      }
    }
  }
}
