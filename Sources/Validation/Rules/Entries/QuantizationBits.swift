import Catalog
import Diagnostics
import Documents

struct QuantizationBits: EntryRule {
  var page: RulePage {
    RulePage(
      "quantization-bits", .warning, "The names of gptq and awq quantizations must tell the bits",
      what:
        "Looks for one of the digits 3, 4, 8 in the names of `gptq` quantizations, and for 4 or 8 in those of `awq`.",
      why: "vLLM and SGLang read the bit width off the name, and are not offered where they find none.",
      failing: .record(.llm, Self.example("awq", "⟦AWQ-Lite⟧")),
      passing: .record(.llm, Self.example("awq", "Int4")))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    let fields = entry.fields
    for spec in fields.specs where spec.format == .gptq || spec.format == .awq {
      let digits: [UInt8] = spec.format == .gptq ? Array("348".utf8) : Array("48".utf8)
      for source in fields.sources[spec.sources] {
        guard let list = fields.given(.quantizations, of: source.mapping) else { continue }
        for name in fields.elements(of: list)
        where !fields.document.bytes(of: name).contains(where: digits.contains) {
          findings.report(
            "The quantization ‘\(entry.text(name))’ does not tell its bits", at: entry.location(name),
            help: "Name it after them, such as `Int4`; the repository's name can differ.")
        }
      }
    }
  }

  private static func example(_ format: String, _ quantization: String) -> String {
    """
    model_specs:
    - model_format: \(format)
      model_size_in_billions: 7
      model_src:
        huggingface: {model_id: example-org/example-AWQ, quantizations: [\(quantization)]}
    """
  }
}
