import Catalog
import Diagnostics
import Documents

struct ControlNetName: EntryRule {
  var page: RulePage {
    RulePage(
      "controlnet-name", .error, "A control net must have a name that can be a model's",
      what: "Looks at `model_name` of the items of `controlnet` in image records.",
      why:
        "The name becomes part of paths and of upstream's documentation, whose workflow refuses other characters.",
      failing: .record(.image, Self.example("⟦canny & depth⟧")),
      passing: .record(.image, Self.example("canny-depth")))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.fields.records {
      guard let list = entry.fields.given(.controlnet, of: record.mapping) else { continue }
      for item in Node(entry.fields.document, list).elements {
        guard let name = item["model_name"], let text = name.string, !ModelName.isValid(text) else {
          continue
        }
        findings.report(
          "‘\(text)’ cannot be a control net's name", at: name.location,
          help: "A name starts with a letter or digit and goes on with letters, digits, ‘.’, ‘_’ and ‘-’.")
      }
    }
  }

  private static func example(_ name: String) -> String {
    """
    controlnet:
    - model_name: \(name)
      model_family: controlnet
      model_id: example-org/example-controlnet
      model_revision: 0123456789abcdef0123456789abcdef01234567
    """
  }
}
