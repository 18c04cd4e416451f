import ModelFacts

/// One repository's weights in one format, as `model_src` describes them.
struct SourceDraft {
  let format: WeightFormat
  let size: ModelSize?
  let activeSize: ModelSize?
  let hub: Hub
  let id: String
  let revision: String?
  let quantizations: [String]
  /// The model's files, where they are GGUF.
  let gguf: GGUFFileNames?
  let projectors: [String]
  /// `model_metadata`, where the config tells enough.
  let metadata: Literal?

  /// What a repository has: weights in their own format, GGUF files, or both.
  ///
  /// A repository whose hub or id is not known has nothing that a record can point to.
  static func sources(_ facts: RepositoryFacts, among repositories: Repositories) -> [SourceDraft] {
    let sizes = repositories.sizes(of: facts)
    guard let hub = facts.origin.hub, let id = facts.origin.id else { return [] }
    var sources: [SourceDraft] = []
    if let weights = facts.weights {
      sources.append(
        SourceDraft(
          facts, hub, id, sizes, weights.format.value, quantizations: [weights.quantization.value], gguf: nil)
      )
    }
    for model in facts.gguf.models where isOfSameModel(model, facts.gguf.models[0]) {
      sources.append(
        SourceDraft(
          facts, hub, id, sizes, .ggufv2, quantizations: model.quantizations.map(\.name), gguf: model))
    }
    return sources
  }

  private init(
    _ facts: RepositoryFacts, _ hub: Hub, _ id: String, _ sizes: (total: ModelSize?, active: ModelSize?),
    _ format: WeightFormat, quantizations: [String], gguf: GGUFFileNames?
  ) {
    self.format = format
    self.hub = hub
    self.id = id
    self.quantizations = quantizations
    self.gguf = gguf
    (size, activeSize) = sizes
    revision = facts.origin.revision
    projectors = gguf == nil ? [] : facts.gguf.projectors
    metadata = ModelMetadata.literal(facts, hub, id)
  }

  /// Files of one model whose names differ by a dot or a dash are two specs of it; others are other models.
  private static func isOfSameModel(_ left: GGUFFileNames, _ right: GGUFFileNames) -> Bool {
    func letters(_ model: GGUFFileNames) -> String { model.template.filter { $0.isLetter || $0.isNumber } }
    return letters(left) == letters(right)
  }

  /// The source's mapping, without what only language models have.
  func literal(id: String? = nil, revision: String?, quantizations: [String]? = nil) -> Literal {
    var members = [Literal.Member("quantizations", .strings(quantizations ?? self.quantizations))]
    let split = gguf?.quantizations.filter { !$0.parts.isEmpty } ?? []
    if !split.isEmpty {
      members.append(.init("quantization_parts", .mapping(split.map { .init($0.name, .strings($0.parts)) })))
    }
    members.append(.init("model_id", .string(id ?? self.id)))
    if let revision { members.append(.init("model_revision", .string(revision))) }
    if let gguf {
      members.append(.init("model_file_name_template", .string(gguf.template)))
      if let splitTemplate = gguf.splitTemplate {
        members.append(.init("model_file_name_split_template", .string(splitTemplate)))
      }
    }
    return .mapping(members)
  }
}

/// `model_metadata`: what decides how much memory a language model takes.
enum ModelMetadata {
  static func literal(_ facts: RepositoryFacts, _ hub: Hub, _ id: String) -> Literal? {
    guard let size = facts.config?.dimensions, let digest = facts.configDigest else { return nil }
    var members = [
      Literal.Member("vocab_size", .number(size.vocabulary)),
      Literal.Member("num_attention_heads", .number(size.heads)),
    ]
    if let heads = size.keyValueHeads { members.append(.init("num_key_value_heads", .number(heads))) }
    if let width = size.headWidth { members.append(.init("head_dim", .number(width))) }
    if let revision = facts.origin.revision,
      let address = hub.address(of: "config.json", in: id, revision: revision)
    {
      members.append(.init("config_source", .string(address)))
    }
    members.append(.init("config_sha256", .string(digest)))
    if let kind = size.kind { members.append(.init("architecture_type", .string(kind.rawValue))) }
    members.append(.init("hidden_size", .number(size.hiddenSize)))
    members.append(.init("intermediate_size", .number(size.intermediateSize)))
    members.append(.init("num_hidden_layers", .number(size.layers)))
    return .mapping(members)
  }
}
