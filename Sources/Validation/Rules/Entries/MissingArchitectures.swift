import Catalog
import Diagnostics
import Documents

struct MissingArchitectures: EntryRule {
  var page: RulePage {
    RulePage(
      "missing-architectures", .warning, "A language model should name its architectures",
      what: """
        Looks for `architectures`, the list in the repository's config.json, in records that neither have it nor a \
        `model_family` to take it from.
        """,
      why: "vLLM, SGLang, LMDeploy and TensorRT-LLM are offered only for architectures that they know.",
      failing: .record(.llm, "⟦model_name⟧: example\narchitectures: null\n"),
      passing: .record(.llm, "architectures: [LlamaForCausalLM]\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm else { return }
    for record in entry.fields.records {
      let mapping = record.mapping
      if let list = entry.fields.given(.architectures, of: mapping), entry.fields.document.count(of: list) > 0
      {
        continue
      }
      if entry.fields.given(.modelFamily, of: mapping) != nil { continue }
      findings.report(
        "The record names no architectures", at: entry.location(anchorOf: mapping),
        help: "Copy ‘architectures’ from the repository's config.json.")
    }
  }
}
