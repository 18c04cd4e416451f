import Catalog
import Diagnostics
import Documents

struct SplitFileName: EntryRule {
  var page: RulePage {
    RulePage(
      "split-file-name", .warning, "Weights in parts need a template that names the parts",
      what: """
        Looks for `model_file_name_split_template`, with `{quantization}` and `{part}` in it, wherever \
        `quantization_parts` lists any.
        """,
      why: "Xinference makes the parts' file names from the template, and stops with an error without it.",
      failing: .record(
        .llm,
        GGUFExample.source(
          """
          model_id: example-org/example-GGUF
          quantizations: [Q8_0]
          ⟦quantization_parts⟧: {Q8_0: [00001-of-00002, 00002-of-00002]}
          model_file_name_template: example-{quantization}.gguf
          """)),
      passing: .record(
        .llm,
        GGUFExample.source(
          """
          model_id: example-org/example-GGUF
          quantizations: [Q8_0]
          quantization_parts: {Q8_0: [00001-of-00002, 00002-of-00002]}
          model_file_name_template: example-{quantization}.gguf
          model_file_name_split_template: example-{quantization}-{part}.gguf
          """)),
      moreFailing: [
        .record(
          .llm,
          GGUFExample.source(
            """
            model_id: example-org/example-GGUF
            quantizations: [Q8_0]
            quantization_parts: {Q8_0: [00001-of-00002, 00002-of-00002]}
            model_file_name_template: example-{quantization}.gguf
            model_file_name_split_template: ⟦example-{quantization}.gguf⟧
            """))
      ])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for source in fields.sources {
      guard let key = fields.key(.quantizationParts, of: source.mapping),
        fields.document.count(of: fields.document.value(ofKey: key)) > 0
      else { continue }
      guard let template = fields.given(.modelFileNameSplitTemplate, of: source.mapping) else {
        findings.report(
          "The weights are in parts, and no ‘model_file_name_split_template’ names them",
          at: entry.location(key),
          help: "Add it, with `{quantization}` and `{part}` in it.")
        continue
      }
      let text = entry.text(template)
      guard let missing = ["{part}", "{quantization}"].first(where: { !text.contains($0) }) else { continue }
      findings.report(
        "The template of the parts' names lacks ‘\(missing)’", at: entry.location(template),
        help: "Without it all parts, or all quantizations, have one and the same name.")
    }
  }
}
