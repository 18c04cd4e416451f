import Catalog
import Diagnostics
import Documents

struct WrongFolder: EntryRule {
  static let id = "wrong-folder"

  var page: RulePage {
    RulePage(
      Self.id, .error, "A model must lie in the folder of its type",
      what: """
        Looks at what a record says of itself: abilities that only another type has, `dimensions` outside of `embedding`, \
        `source_url` outside of `world`, `multilingual` outside of `audio`.
        """,
      why: """
        The folder decides by which class Xinference reads the record. Read as another type it does not parse, and every \
        record after it in the downloaded list is lost.
        """,
      failing: .files([
        "models/llm/example/model.yaml": .text(
          """
          model:
            version: 2
            model_name: example
            model_family: whisper
            model_ability: [⟦audio2text⟧]
            multilingual: true
            model_src:
              huggingface: {model_id: example-org/example}
            updated_at: 1767225600

          """)
      ]),
      passing: .record(.audio, "model_ability: [audio2text]\n"),
      moreFailing: [.record(.rerank, "⟦dimensions⟧: 1024\n")])
  }

  func check(_ entry: CheckedEntry, _ findings: inout Findings) {
    for record in entry.fields.records {
      guard let (location, what, type) = contradiction(of: record, entry) else { continue }
      findings.report(
        "\(what) belongs to type ‘\(type.rawValue)’, and the entry lies below ‘\(entry.type.rawValue)’",
        at: location, help: "Move the folder to ‘models/\(type.rawValue)/\(entry.entry.name)’.")
    }
  }

  private func contradiction(
    of record: RecordFields, _ entry: CheckedEntry
  ) -> (Location, what: String, ModelType)? {
    if !record.abilities.isEmpty, record.abilities.isDisjoint(with: Self.abilities(of: entry.type)) {
      for type in ModelType.allCases where record.abilities.isSubset(of: Self.abilities(of: type)) {
        let list = entry.fields.value(.modelAbility, of: record.mapping)
        guard
          let first = list.flatMap({ entry.fields.elements(of: $0).first { entry.fields.word($0) != nil } })
        else {
          continue
        }
        return (entry.location(first), "The ability ‘\(entry.text(first))’", type)
      }
    }
    for (field, type) in Self.tellingFields where type != entry.type {
      guard let key = entry.fields.key(field, of: record.mapping) else { continue }
      return (entry.location(key), "The key ‘\(field.key)’", type)
    }
    return nil
  }

  private static let tellingFields: [(Field, ModelType)] = [
    (.dimensions, .embedding), (.sourceUrl, .world), (.multilingual, .audio),
  ]

  private static func abilities(of type: ModelType) -> WordSet {
    switch type {
    case .llm: WordSet([.chat, .tools, .vision, .audio, .omni, .reasoning, .hybrid, .generate, .embed])
    case .embedding: WordSet([.embedVision, .embedVideo, .embedAudio])
    case .rerank: WordSet([.rerankVision, .rerankVideo, .rerankAudio])
    case .image: WordSet([.text2image, .image2image, .inpainting, .ocr, .docanalyze])
    case .audio:
      WordSet([
        .text2audio, .text2audioZeroShot, .text2audioVoiceCloning, .text2audioVoiceDesign,
        .text2audioEmotionControl, .text2music, .audio2text, .speakerEmbedding,
      ])
    case .video: WordSet([.text2video, .image2video, .firstlastframe2video])
    case .world: WordSet([.image2world, .text2world])
    }
  }
}
