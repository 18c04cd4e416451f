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
      why: "Xinference takes the first spec that fits. The second can never be chosen, whatever it points to.",
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
        for earlier in record.specs.lowerBound..<later
        where areAlike(fields.specs[earlier], fields.specs[later], fields) {
          compareSources(fields.specs[earlier], fields.specs[later], entry, &findings)
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

  private func compareSources(
    _ earlier: SpecFields, _ later: SpecFields, _ entry: CheckedEntry, _ findings: inout Findings
  ) {
    let fields = entry.fields
    for source in fields.sources[later.sources] {
      guard let offered = fields.value(.quantizations, of: source.mapping) else { continue }
      for first in fields.sources[earlier.sources] where fields.haveSameText(first.hub, source.hub) {
        guard let taken = fields.value(.quantizations, of: first.mapping) else { continue }
        let clashes = fields.elements(of: offered).compactMap { later -> (NodeID, NodeID)? in
          fields.elements(of: taken).first { fields.haveSameText($0, later) }.map { ($0, later) }
        }
        guard let (original, copy) = clashes.first else { continue }
        let names = clashes.map { "‘\(entry.text($0.1))’" }.joined(separator: ", ")
        let verb = clashes.count == 1 ? "is" : "are"
        findings.report(
          "\(names) on \(entry.text(source.hub)) \(verb) in an earlier spec of this format and size",
          at: entry.location(copy),
          help: "Xinference takes the first spec that fits: keep each quantization in one of them.",
          notes: [Note("The first one is here", at: entry.location(original))])
      }
    }
  }
}
