import Catalog
import Diagnostics
import Documents

struct UnknownPlaceholder: EntryRule {
  var page: RulePage {
    RulePage(
      "unknown-placeholder", .warning, "A template must use only placeholders that are filled in",
      what: """
        Looks at what stands in braces in ids and file names: `{quantization}` everywhere, `{part}` in \
        `model_file_name_split_template`, `{lightning_version}` in `lightning_model_file_name_template`.
        """,
      why:
        "Any other stays as it is, and the download looks for a file or repository with braces in its name.",
      failing: .record(
        .llm,
        GGUFExample.source(
          """
          model_id: example-org/example-GGUF
          quantizations: [Q4_K_M]
          model_file_name_template: ⟦example-{quant}.gguf⟧
          """)),
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
    let fields = entry.fields
    for source in fields.sources {
      for (field, allowed) in Self.templates {
        guard let node = fields.value(field, of: source.mapping), fields.document.kind(of: node) == .string
        else {
          continue
        }
        for text in Placeholder.all(in: fields.document.bytes(of: node)) where !allowed.contains(text) {
          let name = String(decoding: text, as: UTF8.self)
          let names = allowed.map { String(decoding: $0, as: UTF8.self) }
          let meant = Spelling.nearest(to: name, among: names) ?? names[0]
          findings.report(
            "‘{\(name)}’ in ‘\(field.key)’ is not filled in", at: entry.location(node),
            help: "Did you mean ‘{\(meant)}’?")
        }
      }
    }
  }

  private static let templates: [(Field, [ArraySlice<UInt8>])] = [
    (.modelId, ["quantization"]),
    (.modelFileNameTemplate, ["quantization"]),
    (.modelFileNameSplitTemplate, ["quantization", "part"]),
    (.ggufModelId, ["quantization"]),
    (.ggufModelFileNameTemplate, ["quantization"]),
    (.lightningModelFileNameTemplate, ["lightning_version"]),
  ].map { ($0, $1.map { Array($0.utf8)[...] }) }
}
