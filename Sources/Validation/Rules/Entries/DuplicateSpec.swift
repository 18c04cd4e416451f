import Catalog
import Diagnostics
import Documents

struct DuplicateSpec: EntryRule {
  var page: RulePage {
    RulePage(
      "duplicate-spec", .warning, "A quantization must be offered once for a hub, format and size",
      what: """
        Compares the specs of a record: two with the same `model_format` and `model_size_in_billions` must not list the \
        same quantization for the same hub.
        """,
      why:
        "Xinference takes the first spec that fits. The second can never be chosen, whatever it points to.",
      failing: .record(
        .llm,
        """
        model_specs:
        - model_format: gptq
          model_size_in_billions: 7
          model_src:
            huggingface: {model_id: example-org/example-gptq, quantizations: [Int4, Int8]}
        - model_format: gptq
          model_size_in_billions: 7
          model_src:
            huggingface: {model_id: example-org/example-gptq-8bit, quantizations: [⟦Int8⟧]}
        """),
      passing: .record(
        .llm,
        """
        model_specs:
        - model_format: gptq
          model_size_in_billions: 7
          model_src:
            huggingface: {model_id: example-org/example-gptq, quantizations: [Int4]}
        - model_format: gptq
          model_size_in_billions: 7
          model_src:
            huggingface: {model_id: example-org/example-gptq-8bit, quantizations: [Int8]}
        """))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for record in fields.records where record.specs.count > 1 {
      for later in record.specs.dropFirst() {
        let alike = (record.specs.lowerBound..<later).filter {
          areAlike(fields.specs[$0], fields.specs[later], fields)
        }
        if alike.isEmpty { continue }
        for source in fields.sources[fields.specs[later].sources] {
          check(source, against: alike, entry, &findings)
        }
      }
    }
  }

  private func areAlike(_ left: SpecFields, _ right: SpecFields, _ fields: EntryFields) -> Bool {
    guard left.format == right.format else { return false }
    let leftSize = fields.value(.modelSizeInBillions, of: left.mapping)
    let rightSize = fields.value(.modelSizeInBillions, of: right.mapping)
    guard let leftSize, let rightSize else { return leftSize == nil && rightSize == nil }
    return fields.haveSameText(leftSize, rightSize)
  }

  private func check(
    _ source: SourceFields, against specs: [Int], _ entry: CheckedEntry, _ findings: inout Findings
  ) {
    let fields = entry.fields
    guard let offered = fields.value(.quantizations, of: source.mapping) else { return }
    let taken = specs.flatMap { fields.sources[fields.specs[$0].sources] }
      .filter { fields.haveSameText($0.hub, source.hub) }
      .compactMap { fields.value(.quantizations, of: $0.mapping) }
    let clashes = fields.elements(of: offered).compactMap { copy -> (original: NodeID, copy: NodeID)? in
      for list in taken {
        if let original = fields.elements(of: list).first(where: { fields.haveSameText($0, copy) }) {
          return (original, copy)
        }
      }
      return nil
    }
    guard let first = clashes.first else { return }
    let names = clashes.map { "‘\(entry.text($0.copy))’" }.joined(separator: ", ")
    let verb = clashes.count == 1 ? "is" : "are"
    findings.report(
      "\(names) on \(entry.text(source.hub)) \(verb) in an earlier spec of this format and size",
      at: entry.location(first.copy),
      help: "Xinference takes the first spec that fits: keep each quantization in one of them.",
      notes: [Note("The first one is here", at: entry.location(first.original))])
  }
}
