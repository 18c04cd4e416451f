import Catalog
import Diagnostics
import Documents

struct UnlistedQuantization: EntryRule {
  var page: RulePage {
    RulePage(
      "unlisted-quantization", .warning, "A quantization that has parts must stand in `quantizations`",
      what: "Compares the keys of `quantization_parts` with the list `quantizations` of the same source.",
      why: """
        Users choose from `quantizations`. What stands only in `quantization_parts` is described in full, and nobody can \
        launch it.
        """,
      failing: .record(.llm, Self.example("⟦Q8_0⟧: [00001-of-00002, 00002-of-00002]", "[Q4_K_M]")),
      passing: .record(.llm, Self.example("Q8_0: [00001-of-00002, 00002-of-00002]", "[Q4_K_M, Q8_0]")))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for source in fields.sources {
      guard let parts = fields.value(.quantizationParts, of: source.mapping) else { continue }
      let unlisted = Node(fields.document, parts).members.filter { member in
        guard let list = fields.value(.quantizations, of: source.mapping) else { return true }
        return !fields.elements(of: list).contains { fields.haveSameText($0, member.key.id) }
      }
      guard let first = unlisted.first else { continue }
      let names = unlisted.map { "‘\($0.name)’" }
      let shown =
        names.prefix(6).joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
      let verb = names.count == 1 ? "has" : "have"
      findings.report(
        "\(shown) \(verb) parts, but cannot be chosen: ‘quantizations’ does not list \(names.count == 1 ? "it" : "them")",
        at: entry.location(first.key.id),
        help: "Add to ‘quantizations’ what can be launched; remove the rest.")
    }
  }

  private static func example(_ parts: String, _ quantizations: String) -> String {
    """
    model_specs:
    - model_format: ggufv2
      model_size_in_billions: 7
      model_src:
        huggingface:
          model_id: example-org/example-GGUF
          quantizations: \(quantizations)
          quantization_parts:
            \(parts)
          model_file_name_template: example-{quantization}.gguf
          model_file_name_split_template: example-{quantization}-{part}.gguf
    virtualenv:
      packages: ['#llama_cpp_dependencies# ; #engine# == "llama.cpp"']
    """
  }
}
