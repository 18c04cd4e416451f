import Catalog
import Diagnostics
import Documents

struct UnlaunchableGGUF: EntryRule {
  var page: RulePage {
    RulePage(
      "unlaunchable-gguf", .warning, "Each GGUF quantization must have a file or parts",
      what: """
        Looks at sources whose `model_file_name_template` is empty: each of their `quantizations` must be a key of \
        `quantization_parts`.
        """,
      why:
        "With neither a file name nor parts there is nothing to load. The quantization is offered and cannot start.",
      failing: .record(
        .llm,
        GGUFExample.source(
          """
          model_id: example-org/example-GGUF
          quantizations: [⟦none⟧, Q8_0]
          quantization_parts: {Q8_0: [00001-of-00002, 00002-of-00002]}
          model_file_name_template: ""
          model_file_name_split_template: example-{quantization}-{part}.gguf
          """)),
      passing: .record(
        .llm,
        GGUFExample.source(
          """
          model_id: example-org/example-GGUF
          quantizations: [Q8_0]
          quantization_parts: {Q8_0: [00001-of-00002, 00002-of-00002]}
          model_file_name_template: ""
          model_file_name_split_template: example-{quantization}-{part}.gguf
          """)))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for source in fields.sources {
      guard let template = fields.given(.modelFileNameTemplate, of: source.mapping),
        fields.document.bytes(of: template).isEmpty,
        let list = fields.given(.quantizations, of: source.mapping)
      else { continue }
      let parts = fields.value(.quantizationParts, of: source.mapping)
      for quantization in fields.elements(of: list) {
        if let parts, fields.document.key(entry.text(quantization), in: parts) != nil { continue }
        findings.report(
          "The quantization ‘\(entry.text(quantization))’ has neither a file name nor parts",
          at: entry.location(quantization),
          help: "Give its parts in ‘quantization_parts’, or remove it.",
          notes: [Note("The file name's template is empty", at: entry.location(template))])
      }
    }
  }
}
