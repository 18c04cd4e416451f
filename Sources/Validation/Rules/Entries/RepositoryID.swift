import Catalog
import Diagnostics
import Documents

struct RepositoryID: EntryRule {
  var page: RulePage {
    RulePage(
      "repository-id", .warning, "A repository's id must be an owner and a name",
      what:
        "Looks at `model_id` and the other ids of repositories: two parts with a slash between them, each of letters, digits, `.`, `_`, `-`.",
      why: "The hubs know no other form. What is not of this form is not found when the model is launched.",
      failing: .record(.llm, Self.example("⟦example-org/Example/example-7b⟧")),
      passing: .record(.llm, Self.example("example-org/example-7b")),
      moreFailing: [.record(.llm, Self.example("⟦https://huggingface.co/example-org/example⟧"))])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    for source in fields.sources {
      for field in [Field.modelId, .draftModelId, .ggufModelId, .lightningModelId] {
        guard let node = fields.given(field, of: source.mapping), fields.document.kind(of: node) == .string,
          !isWellFormed(fields.document.bytes(of: node))
        else { continue }
        let isAddress = entry.text(node).contains("://")
        findings.report(
          "‘\(entry.text(node))’ is no id of a repository", at: entry.location(node),
          help: isAddress ? "Leave the address of the hub out." : "An id is `owner/name`.")
      }
    }
  }

  /// `owner/name`; what stands in braces is filled in later.
  private func isWellFormed(_ id: ArraySlice<UInt8>) -> Bool {
    var slashes = 0
    var length = 0
    for byte in id {
      switch byte {
      case UInt8(ascii: "/"):
        if length == 0 { return false }
        slashes += 1
        length = 0
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "{"), UInt8(ascii: "}"):
        length += 1
      default: return false
      }
    }
    return slashes == 1 && length > 0
  }

  private static func example(_ id: String) -> String {
    """
    model_specs:
    - model_format: pytorch
      model_size_in_billions: 7
      model_src:
        huggingface: {model_id: "\(id)", quantizations: [none]}
    """.replacing("\"⟦", with: "⟦\"").replacing("⟧\"", with: "\"⟧")
  }
}
