import Catalog
import Diagnostics
import Documents

struct DifferingHubs: EntryRule {
  var page: RulePage {
    RulePage(
      "differing-hubs", .note, "The hubs of a spec should offer the same quantizations",
      what: "Compares the lists `quantizations` of a spec's sources, whatever their order.",
      why:
        "Users switch between hubs by the speed of their lines, and find then that theirs is missing. Often it is an oversight.",
      failing: .record(.llm, Self.example("[Int4, Int8]", "⟦[Int4]⟧")),
      passing: .record(.llm, Self.example("[Int4, Int8]", "[Int8, Int4]")))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for spec in fields.specs where spec.sources.count > 1 {
      let lists = fields.sources[spec.sources].compactMap { fields.given(.quantizations, of: $0.mapping) }
      guard let first = lists.first else { continue }
      for other in lists.dropFirst() where !haveSameItems(first, other, fields) {
        let missing = names(in: first, missingIn: other, entry)
        let extra = names(in: other, missingIn: first, entry)
        let parts = [missing.isEmpty ? nil : "lacks \(missing)", extra.isEmpty ? nil : "adds \(extra)"]
        findings.report(
          "This hub \(parts.compactMap(\.self).joined(separator: " and "))", at: entry.location(other),
          help: "If the hub really differs, leave it so.",
          notes: [Note("Compared with these", at: entry.location(first))])
      }
    }
  }

  private func haveSameItems(_ left: NodeID, _ right: NodeID, _ fields: EntryFields) -> Bool {
    guard fields.document.count(of: left) == fields.document.count(of: right) else { return false }
    var sameOrder = true
    for (one, other) in zip(fields.elements(of: left), fields.elements(of: right)) where sameOrder {
      sameOrder = fields.haveSameText(one, other)
    }
    if sameOrder { return true }
    return fields.elements(of: left).allSatisfy { item in
      fields.elements(of: right).contains { fields.haveSameText($0, item) }
    }
  }

  private func names(in list: NodeID, missingIn other: NodeID, _ entry: CheckedEntry) -> String {
    entry.fields.elements(of: list)
      .filter { item in !entry.fields.elements(of: other).contains { entry.fields.haveSameText($0, item) } }
      .map { "‘\(entry.text($0))’" }.joined(separator: ", ")
  }

  private static func example(_ first: String, _ second: String) -> String {
    """
    model_specs:
    - model_format: gptq
      model_size_in_billions: 7
      model_src:
        huggingface:
          model_id: example-org/example-gptq
          model_revision: 0123456789abcdef0123456789abcdef01234567
          quantizations: \(first)
        modelscope: {model_id: example-org/example-gptq, quantizations: \(second)}
    """
  }
}
