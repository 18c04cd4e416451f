import Catalog
import Diagnostics
import Documents

struct UnservedFormat: EntryRule {
  var page: RulePage {
    RulePage(
      "unserved-format", .warning, "Each format must have an engine among those marked",
      what: """
        Once any of `virtualenv.packages` is marked for an engine, as in `; #engine# == "vllm"`, only the marked engines \
        are on offer. The rule looks for specs whose format none of them can load.
        """,
      why: "Such a spec is listed, and no engine can be chosen to launch it.",
      failing: .record(.llm, Self.example("⟦mlx⟧", "vllm")),
      passing: .record(.llm, Self.example("mlx", "MLX")))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .llm || entry.type == .embedding || entry.type == .rerank else { return }
    let fields = entry.fields
    for record in fields.records {
      let marked = fields.packages[record.packages].compactMap { $0.engine.flatMap { Engine($0) } }
      if marked.isEmpty { continue }
      for spec in fields.specs[record.specs] {
        guard let format = spec.format, let node = fields.given(.modelFormat, of: spec.mapping),
          !marked.contains(where: { $0.loads(format, of: entry.type) })
        else { continue }
        let able = Engine.all(for: entry.type).filter { $0.loads(format, of: entry.type) }.map(\.name)
        let names = able.isEmpty ? "" : " It is loaded by \(able.joined(separator: ", "))."
        findings.report(
          "No engine that ‘virtualenv’ marks loads the format ‘\(format.text)’", at: entry.location(node),
          help: "Mark packages for an engine that does, or remove the spec.\(names)")
      }
    }
  }

  private static func example(_ format: String, _ engine: String) -> String {
    """
    model_specs:
    - model_format: \(format)
      model_size_in_billions: 7
      model_src:
        huggingface: {model_id: example-org/example, quantizations: [4-bit]}
    virtualenv:
      packages: ['#\(engine.lowercased())_dependencies# ; #engine# == "\(engine)"']
    """
  }
}
