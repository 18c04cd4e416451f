import Catalog
import Diagnostics
import Documents

struct UnpinnedRevision: EntryRule {
  var page: RulePage {
    RulePage(
      "unpinned-revision", .note, "A source should name the commit that was reviewed",
      what: """
        Looks for sources on Hugging Face without `model_revision`, or with one that is a branch rather than the 40 \
        hexadecimal digits of a commit. An entry is told once. Other hubs are let be: ModelScope has no such ids.
        """,
      why: """
        Whoever owns the repository can change a branch at any time. Packaged models may run code from it, so what is \
        loaded next year need not be what was reviewed.
        """,
      failing: .record(.llm, Self.example("⟦main⟧")),
      passing: .record(.llm, Self.example("0123456789abcdef0123456789abcdef01234567")))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    let fields = entry.fields
    var unpinned: [SourceFields] = []
    var total = 0
    for source in fields.sources where source.hubWord == .huggingface {
      total += 1
      if let revision = fields.given(.modelRevision, for: source),
        isCommit(fields.document.bytes(of: revision))
      {
        continue
      }
      unpinned.append(source)
    }
    guard let first = unpinned.first else { return }
    let count = unpinned.count == 1 && total == 1 ? "The source" : "\(unpinned.count) of \(total) sources"
    let verb = unpinned.count == 1 ? "is" : "are"
    let place = fields.given(.modelRevision, of: first.mapping).map { entry.location($0) }
    findings.report(
      "\(count) on huggingface \(verb) not pinned to a commit",
      at: place ?? entry.location(.modelId, of: first.mapping),
      help: "Add ‘model_revision’ with the commit that was reviewed.")
  }

  private func isCommit(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 40
      && text.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
      }
  }

  private static func example(_ revision: String) -> String {
    """
    model_specs:
    - model_format: pytorch
      model_size_in_billions: 7
      model_src:
        huggingface: {model_id: example-org/example, model_revision: \(revision), quantizations: [none]}
    """
  }
}
