import Catalog
import Diagnostics
import Documents

struct VisionWithoutProjector: EntryRule {
  var page: RulePage {
    RulePage(
      "vision-without-projector", .warning, "GGUF weights of a vision model need their projectors",
      what:
        "Looks for `multimodal_projectors` in the `ggufv2` sources of a record that has the ability `vision`.",
      why: """
        In GGUF the part that turns pictures into tokens is a file of its own. Without its name llama.cpp gets the text \
        and never sees the pictures.
        """,
      failing: .record(
        .llm,
        "model_ability: [chat, vision]\n"
          + GGUFExample.source(
            """
            ⟦model_id⟧: example-org/example-GGUF
            quantizations: [Q4_K_M]
            model_file_name_template: example-{quantization}.gguf
            """)),
      passing: .record(
        .llm,
        "model_ability: [chat, vision]\n"
          + GGUFExample.source(
            """
            model_id: example-org/example-GGUF
            quantizations: [Q4_K_M]
            model_file_name_template: example-{quantization}.gguf
            multimodal_projectors: [mmproj-F16.gguf]
            """)))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    let fields = entry.fields
    for spec in fields.specs
    where spec.format == .ggufv2 && fields.records[spec.record].abilities.contains(.vision) {
      for source in fields.sources[spec.sources] {
        if let list = fields.given(.multimodalProjectors, for: source), fields.document.count(of: list) > 0 {
          continue
        }
        findings.report(
          "The model has ‘vision’, and this GGUF source on \(entry.text(source.hub)) no ‘multimodal_projectors’",
          at: entry.location(.modelId, of: source.mapping),
          help: "List the projector's files, such as `mmproj-F16.gguf`, as the repository names them.")
      }
    }
  }
}
