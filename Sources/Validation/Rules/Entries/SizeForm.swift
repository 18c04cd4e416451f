import Catalog
import Diagnostics
import Documents

struct SizeForm: EntryRule {
  var page: RulePage {
    RulePage(
      "size-form", .error, "A size in billions must be a whole number, or digits around an underscore",
      what: """
        Looks at `model_size_in_billions` and `activated_size_in_billions`: `7` is fine, and so is `0_6`, which stands for \
        0.6. Other forms are not, and the active size must not be larger than the size.
        """,
      why: """
        Xinference refuses a record whose size is `0.6` or `7b`, and every record after it in the list. An active size of \
        `1.5` is cut to 1 without a word.
        """,
      failing: .record(.llm, Self.example("⟦0.6⟧")),
      passing: .record(.llm, Self.example("0_6")),
      moreFailing: [
        .record(.llm, Self.example("⟦7b⟧")),
        .record(.llm, Self.example("30\n  activated_size_in_billions: ⟦1.5⟧")),
        .record(.llm, Self.example("3\n  activated_size_in_billions: ⟦30⟧")),
      ],
      morePassing: [.record(.llm, Self.example("30\n  activated_size_in_billions: 3"))])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for spec in entry.fields.specs {
      let size = entry.fields.given(.modelSizeInBillions, of: spec.mapping)
      let active = entry.fields.given(.activatedSizeInBillions, of: spec.mapping)
      for node in [size, active].compactMap(\.self) where !isWellFormed(node, entry) {
        let text = entry.text(node)
        let fixed = suggestion(text)
        findings.report(
          "‘\(text)’ is no size that Xinference takes", at: entry.location(node),
          help: "Write 7 for seven billions, 0_6 for 0.6.",
          fixes: fixed.map { entry.fixes(replacing: node, by: $0) } ?? [])
      }
      guard let size, let active, let total = ModelRecord.billions(entry.text(size)),
        let part = ModelRecord.billions(entry.text(active)), part > total
      else { continue }
      findings.report(
        "The active size is larger than the size", at: entry.location(active),
        help: "The active size is what one token passes through.",
        notes: [Note("The size is here", at: entry.location(size))])
    }
  }

  private func isWellFormed(_ node: NodeID, _ entry: CheckedEntry) -> Bool {
    let kind = entry.fields.document.kind(of: node)
    guard kind == .number || kind == .string else { return true }
    let text = entry.fields.document.bytes(of: node)
    var underscores = 0
    for byte in text {
      if byte == UInt8(ascii: "_") {
        underscores += 1
      } else if !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        return false
      }
    }
    return underscores <= 1 && text.first != UInt8(ascii: "_") && text.last != UInt8(ascii: "_")
      && !text.isEmpty
  }

  /// `0.6` as `0_6`, `7b` as `7`; nothing where it takes a guess.
  private func suggestion(_ text: String) -> String? {
    let number = text.last == "b" || text.last == "B" ? text.dropLast() : text[...]
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }) else {
      return nil
    }
    return parts.joined(separator: "_")
  }

  private static func example(_ size: String) -> String {
    """
    model_specs:
    - model_format: pytorch
      model_size_in_billions: \(size)
      model_src:
        huggingface: {model_id: example-org/example, quantizations: [none]}
    """
  }
}
