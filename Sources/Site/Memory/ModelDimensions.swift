import Documents

/// What `model_metadata` says of a language model's inside.
struct ModelDimensions: Equatable {
  /// How keys and values of earlier tokens are kept.
  enum Attention: Equatable {
    /// In full, in all layers.
    case full
    /// In full, in some layers: what is reckoned for all is the most that it can be.
    case mixed
    /// Compressed, by numbers that the metadata does not have.
    case latent
  }

  let vocabulary: Int
  let width: Int
  let layers: Int
  /// The heads that keep keys and values.
  let cacheHeads: Int
  let headWidth: Int
  let attention: Attention

  /// Reads the metadata; nothing where a number is missing or out of all bounds.
  init?(_ node: Node?) {
    guard let node, node.kind == .object,
      let vocabulary = Self.count("vocab_size", of: node), let width = Self.count("hidden_size", of: node),
      let layers = Self.count("num_hidden_layers", of: node),
      let heads = Self.count("num_attention_heads", of: node)
    else { return nil }
    self.vocabulary = vocabulary
    self.width = width
    self.layers = layers
    cacheHeads = Self.count("num_key_value_heads", of: node) ?? heads
    headWidth = Self.count("head_dim", of: node) ?? max(1, width / heads)
    let kind = node["architecture_type"]?.bytes ?? []
    attention = kind.is("mla") ? .latent : kind.is("hybrid_attention") ? .mixed : .full
  }

  /// Large enough for any model, small enough that no product below overflows.
  private static let most = 1 << 24

  private static func count(_ key: String, of node: Node) -> Int? {
    guard let number = node[key]?.int, (1...most).contains(number) else { return nil }
    return number
  }

  /// The bytes that one token takes in the cache of keys and values, at 16 bits; nothing where it is
  /// compressed.
  var cacheBytesPerToken: Int? {
    guard attention != .latent else { return nil }
    let (heads, overflows) = cacheHeads.multipliedReportingOverflow(by: headWidth)
    let (all, overflowsToo) = heads.multipliedReportingOverflow(by: 4 * layers)
    return overflows || overflowsToo || all > Self.most ? nil : all
  }
}

extension ModelDimensions {
  /// The dimensions of a spec: its own, or those of the first source that states some.
  init?(of spec: Node) {
    if let own = ModelDimensions(spec["model_metadata"]) {
      self = own
      return
    }
    guard let sources = spec["model_src"], sources.kind == .object else { return nil }
    for source in sources.members.prefix(4) where source.value.kind == .object {
      let stated =
        ModelDimensions(source.value["model_metadata"])
        ?? ModelDimensions(source.value["model_metadata_by_quantization"]?.members.first { _ in true }?.value)
      guard let stated else { continue }
      self = stated
      return
    }
    return nil
  }
}

/// The dimensions of a record's specs, with those that another build of the same size states where a spec has none.
struct DimensionsBySize {
  private var own: [(spec: NodeID, sizes: ModelSizes?, dimensions: ModelDimensions?)] = []

  /// More specs than this have what they state themselves, and nothing of others.
  private static let most = 256

  init(_ record: Node) {
    guard let specs = record["model_specs"], specs.kind == .array else { return }
    for spec in specs.elements.prefix(Self.most) where spec.kind == .object {
      own.append((spec.id, ModelSizes(spec), ModelDimensions(of: spec)))
    }
  }

  /// The dimensions of a spec of that size.
  func callAsFunction(of spec: Node, _ sizes: ModelSizes) -> ModelDimensions? {
    let stated =
      own.first { $0.spec == spec.id }.map(\.dimensions) ?? ModelDimensions(of: spec)
    return stated ?? own.first { $0.dimensions != nil && $0.sizes == sizes }?.dimensions
  }
}
