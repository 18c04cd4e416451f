import Catalog
import Diagnostics
import Documents

struct HuggingFacePreferred: EntryRule {
  var page: RulePage {
    RulePage(
      "huggingface-preferred", .note, "A model should have a source on Hugging Face",
      what:
        "Looks for the hub `huggingface` among the sources of language, embedding, rerank and audio models.",
      why: """
        It is the hub that Xinference takes by default. Engines of embedding and rerank models are worked out from its \
        specs alone; a language model is not found there unless another hub is chosen.
        """,
      failing: .record(
        .llm,
        """
        ⟦model_specs⟧:
        - model_format: pytorch
          model_size_in_billions: 7
          model_src:
            modelscope: {model_id: example-org/example, quantizations: [none]}
        """),
      passing: .record(.llm, "model_name: example\n"))
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    guard [.llm, .embedding, .rerank, .audio].contains(entry.type) else { return }
    let fields = entry.fields
    for record in fields.records
    where !record.sources.isEmpty
      && !fields.sources[record.sources].contains(where: { $0.hubWord == .huggingface })
    {
      let key: Field = record.specs.isEmpty ? .modelSrc : .modelSpecs
      findings.report(
        "The model has no source on ‘huggingface’", at: entry.location(key, of: record.mapping),
        help: "Add one if there is one; else say in the README which hub to choose.")
    }
  }
}
