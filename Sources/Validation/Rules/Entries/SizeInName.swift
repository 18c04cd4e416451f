import Catalog
import Diagnostics
import Documents

struct SizeInName: EntryRule {
  var page: RulePage {
    RulePage(
      "size-in-name", .warning, "A size in the name must be a size on offer",
      what: """
        Reads sizes such as `7B` or `0.6b` off the model's name, and `A3B` as the active size of a mixture of experts, and \
        compares them with `model_size_in_billions` and `activated_size_in_billions` of the specs. What rounds to the \
        same is fine.
        """,
      why: "Users choose by the name. Memory estimates and filters go by the field.",
      failing: .files([
        "models/llm/example-7B/model.yaml": .record(
          .llm,
          """
          model_specs:
          - model_format: pytorch
            model_size_in_billions: ⟦70⟧
            model_src:
              huggingface: {model_id: example-org/example-7B, quantizations: [none]}
          """)
      ]),
      passing: .files([
        "models/llm/example-7B/model.yaml": .record(
          .llm,
          """
          model_specs:
          - model_format: pytorch
            model_size_in_billions: 7
            model_src:
              huggingface: {model_id: example-org/example-7B, quantizations: [none]}
          """)
      ]))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let named = NamedSize.all(in: entry.entry.name)
    if named.isEmpty { return }
    for record in entry.fields.records {
      for size in named {
        let field = size.isActive ? Field.activatedSizeInBillions : .modelSizeInBillions
        let nodes = entry.fields.specs[record.specs].compactMap { entry.fields.given(field, of: $0.mapping) }
        let sizes = nodes.compactMap { ModelRecord.billions(entry.text($0)) }
        guard let first = nodes.first, !sizes.isEmpty, !sizes.contains(where: size.agrees) else { continue }
        findings.report(
          "The name says \(size.text), and no spec has that size", at: entry.location(first),
          help: "Correct ‘\(field.key)’, or the name.")
      }
    }
  }
}

/// A size that a name tells.
struct NamedSize {
  /// As the name has it: `7B`, `A3B`.
  let text: String
  /// In billions of parameters.
  let billions: Double
  /// Whether it is the active size of a mixture of experts.
  let isActive: Bool

  /// Tells whether a size in a field can be meant.
  func agrees(_ size: Double) -> Bool { abs(size - billions) <= max(0.51, billions * 0.12) }

  /// The sizes that a name tells, in order.
  static func all(in name: String) -> [NamedSize] {
    name.split { $0 == "-" || $0 == "_" }.compactMap { part in
      guard part.last == "b" || part.last == "B" else { return nil }
      let digits = part.dropLast()
      let isActive = digits.first == "A" || digits.first == "a"
      let number = isActive ? digits.dropFirst() : digits
      guard let first = number.first, first.isNumber, number.allSatisfy({ $0.isNumber || $0 == "." }),
        let billions = Double(String(number))
      else { return nil }
      return NamedSize(text: String(part), billions: billions, isActive: isActive)
    }
  }
}
