import ModelFacts

extension RecordInference {
  static func languageModel(_ repositories: Repositories) -> BlockDraft {
    var record = BlockDraft()
    record.set("context_length", repositories.first(\.contextLength), { .number($0) })
    record.set("model_lang", repositories.first { $0.card?.languages }, Literal.strings)
    record.set("architectures", repositories.union(\.architectures), Literal.strings)
    record.set("model_type", repositories.first { $0.config?.modelType }, Literal.string)
    set(&record, specs: SpecGrouping(describesSizes: true).specs(repositories))
    let abilities = LanguageAbilities(repositories)
    if !abilities.words.isEmpty {
      record.set("model_ability", .strings(abilities.words), .found(abilities.places))
    }
    if let template = repositories.first(\.chatTemplate) {
      record.set("chat_template", template, Literal.string)
      record.set("stop_token_ids", repositories.first(\.stopIDs), { .list($0.map { .number($0) }) })
      record.set("stop", repositories.first(\.stopTexts), Literal.strings)
      if let tags = abilities.reasoningTags {
        record.set("reasoning_start_tag", .string(tags.start), .found([template.provenance]))
        record.set("reasoning_end_tag", .string(tags.end), .found([template.provenance]))
      }
      if let parser = abilities.toolParser {
        record.set("tool_parser", .string(parser), .found([template.provenance]))
      }
    }
    if let packages = Packages.llm(repositories.formats) {
      record.set("virtualenv", packages, .rule("the engines that run these formats"))
    }
    return record
  }
}

/// What a language model can do, and the files that show it.
struct LanguageAbilities {
  private(set) var words: [String] = []
  private(set) var places: [Provenance] = []
  private(set) var reasoningTags: (start: String, end: String)?
  private(set) var toolParser: String?

  init(_ repositories: Repositories) {
    if let found = repositories.first(\.chatTemplate) {
      add("chat", found.provenance)
      let template = ChatTemplate(found.value)
      reasoningTags = template.reasoningTags
      if template.takesTools {
        toolParser = template.toolParser(family: repositories.first { $0.config?.modelType }?.value)
      }
      if reasoningTags != nil { add("reasoning", found.provenance) }
      if reasoningTags != nil, template.hasThinkingSwitch { add("hybrid", found.provenance) }
      // A parser that Xinference does not have would leave calls in the text: that is no ability to offer.
      if toolParser != nil { add("tools", found.provenance) }
    } else if let repository = repositories.all.first {
      add("generate", Provenance(repository.origin.place, key: "no chat template"))
    }
    if let vision = repositories.first({ $0.config?.vision }) { add("vision", vision.provenance) }
    if let audio = repositories.first({ $0.config?.audio }) { add("audio", audio.provenance) }
    if let speech = repositories.first({ $0.config?.speech }) { add("omni", speech.provenance) }
  }

  private mutating func add(_ word: String, _ place: Provenance) {
    words.append(word)
    if !places.contains(place) { places.append(place) }
  }
}
