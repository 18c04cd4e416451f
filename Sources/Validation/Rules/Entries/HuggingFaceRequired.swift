import Catalog
import Diagnostics
import Documents

struct HuggingFaceRequired: EntryRule {
  var page: RulePage {
    RulePage(
      "huggingface-required", .error, "Image and video models must have a source on Hugging Face",
      what: "Looks for the hub `huggingface` among the sources of image and video records.",
      why: """
        Xinference takes the first source on Hugging Face of each such model when it starts. With none there, a model \
        that it does not know yet keeps it from starting.
        """,
      failing: .record(
        .image,
        """
        ⟦model_src⟧:
          modelscope: {model_id: example-org/example, model_revision: master}
        """),
      passing: .record(
        .image,
        """
        model_src:
          huggingface:
            model_id: example-org/example
            model_revision: 0123456789abcdef0123456789abcdef01234567
        """))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard entry.type == .image || entry.type == .video else { return }
    let fields = entry.fields
    for record in fields.records
    where !record.sources.isEmpty
      && !fields.sources[record.sources].contains(where: { $0.hubWord == .huggingface })
    {
      let key: Field = record.specs.isEmpty ? .modelSrc : .modelSpecs
      findings.report(
        "The record has no source on ‘huggingface’", at: entry.location(key, of: record.mapping),
        help: "Add one; a model that is only elsewhere cannot be offered yet.")
    }
  }
}
