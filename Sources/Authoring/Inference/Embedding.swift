import ModelFacts

extension RecordInference {
  static func embedding(_ repositories: Repositories) -> BlockDraft {
    var record = BlockDraft()
    let dimensions = repositories.first { $0.sentences?.dimensions } ?? repositories.first(hiddenSize)
    record.set("dimensions", dimensions, { .number($0) })
    record.set("max_tokens", repositories.first(inputLimit), { .number($0) })
    record.set("language", repositories.first { $0.card?.languages }, Literal.strings)
    setSenses(&record, repositories, prefix: "embed")
    set(&record, specs: SpecGrouping(describesSizes: false).specs(repositories))
    if let packages = Packages.sentences(repositories.formats) {
      record.set("virtualenv", packages, .rule("the engines that run these formats"))
    }
    return record
  }

  static func reranker(_ repositories: Repositories) -> BlockDraft {
    var record = BlockDraft()
    record.set("type", rerankerType(repositories), Literal.string)
    record.set("max_tokens", repositories.first(inputLimit), { .number($0) })
    record.set("language", repositories.first { $0.card?.languages }, Literal.strings)
    setSenses(&record, repositories, prefix: "rerank")
    set(&record, specs: SpecGrouping(describesSizes: false).specs(repositories))
    if let packages = Packages.sentences(repositories.formats) {
      record.set("virtualenv", packages, .rule("the engines that run these formats"))
    }
    return record
  }

  /// A scorer of its own is `normal`; one that is asked like a language model needs a person's word.
  private static func rerankerType(_ repositories: Repositories) -> Fact<String>? {
    guard let classes = repositories.first(\.architectures) else { return nil }
    if classes.value.contains(where: { $0.hasPrefix("LayerWise") }) {
      return classes.map { _ in "LLM-based layerwise" }
    }
    return classes.value.contains { $0.hasSuffix("ForSequenceClassification") }
      ? classes.map { _ in "normal" } : nil
  }

  /// Pictures and sound beside the text.
  private static func setSenses(_ record: inout BlockDraft, _ repositories: Repositories, prefix: String) {
    let senses = [
      ("vision", repositories.first { $0.config?.vision }),
      ("audio", repositories.first { $0.config?.audio }),
    ]
    let found = senses.compactMap { sense in sense.1.map { ("\(prefix)_\(sense.0)", $0.provenance) } }
    if !found.isEmpty { record.set("model_ability", .strings(found.map(\.0)), .found(found.map(\.1))) }
  }

  private static func hiddenSize(_ facts: RepositoryFacts) -> Fact<Int>? {
    guard let size = facts.config?.dimensions?.hiddenSize else { return nil }
    return Fact(size, Provenance(facts.origin.place, file: "config.json", key: "hidden_size"))
  }

  /// What sentence-transformers cuts at, else what the tokenizer lets through, else what the positions allow.
  private static func inputLimit(_ facts: RepositoryFacts) -> Fact<Int>? {
    if let limit = facts.sentences?.inputLimit ?? facts.inputLimit { return limit }
    // RoBERTa's positions start behind its padding token.
    let isRoBERTa = facts.config?.modelType?.value.contains("roberta") ?? false
    return facts.contextLength?.map { isRoBERTa ? $0 - 2 : $0 }
  }
}
