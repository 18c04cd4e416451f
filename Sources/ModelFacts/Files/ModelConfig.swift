import Documents

/// A model's `config.json`, as transformers writes it.
///
/// What a model of several parts says of the one that writes text stands in a mapping of its own; both are looked at.
public struct ModelConfig: Sendable {
  /// The file.
  public let file: FactFile
  /// Where the text model's own values stand: `text_config` and its like, with the dot; empty at the top.
  let textScope: String

  /// Looks at a file as a config.
  public init(_ file: FactFile) {
    self.file = file
    textScope =
      [
        "text_config", "thinker_config.text_config", "llm_config", "language_config", "thinker_config",
        "language_model_config",
      ].first { file[$0]?.kind == .object }.map { $0 + "." } ?? ""
  }

  /// The classes that run it.
  public var architectures: Fact<[String]>? { file.fact(["architectures"], \.texts) }

  /// The family's short name, such as `qwen3_moe`.
  public var modelType: Fact<String>? { file.fact(["model_type"], \.filledText) }

  /// The longest input in tokens.
  public var contextLength: Fact<Int>? {
    value([
      "max_position_embeddings", "n_positions", "max_sequence_length", "seq_length", "max_seq_len", "n_ctx",
      "model_max_length",
    ])
  }

  /// Whether it takes pictures.
  public var vision: Fact<Bool>? {
    here([
      "vision_config", "visual", "thinker_config.vision_config", "vision_tower", "mm_vision_tower",
      "vit_config",
      "visual_tokenizer_config", "vision_encoder_config", "image_token_id", "image_token_index",
    ])
  }

  /// Whether it takes sound.
  public var audio: Fact<Bool>? {
    here(["audio_config", "thinker_config.audio_config", "audio_token_id", "audio_token_index"])
  }

  /// Whether it speaks as well.
  public var speech: Fact<Bool>? { here(["talker_config", "token2wav_config", "tts_config"]) }

  /// Whether only some of its parameters work on a token.
  public var experts: Fact<Int>? {
    value([
      "num_experts", "n_routed_experts", "num_local_experts", "moe_num_experts", "num_routed_experts",
      "moe_topk",
    ])
  }

  /// How the weights are stored, where they are quantized.
  public var quantization: ConfigQuantization? { ConfigQuantization(self) }

  /// The number types of the weights: `bfloat16`.
  public var numberType: Fact<String>? {
    file.fact(["torch_dtype", "dtype", textScope + "torch_dtype", textScope + "dtype"], \.filledText)
  }

  /// Numbers that size the memory that a model takes; `nil` where one that must be there is not.
  public var dimensions: ModelDimensions? { ModelDimensions(self) }

  /// The number of the first of some keys that has one above zero, for what only one family of models says.
  public func value(ofAny keys: [String]) -> Int? { value(keys)?.value }

  /// The first of some keys that has a number above zero, the text model's own first.
  func value(_ keys: [String]) -> Fact<Int>? {
    let scoped = textScope.isEmpty ? [] : keys.map { textScope + $0 }
    return file.fact(scoped + keys, \.count)
  }

  private func here(_ keys: [String]) -> Fact<Bool>? {
    file.fact(keys) { $0.kind == .null || $0.bool == false ? nil : true }
  }
}

/// What decides how much memory a language model takes, as `model_metadata` holds it.
public struct ModelDimensions: Hashable, Sendable {
  /// How attention and experts are laid out, where that is not the common way.
  public enum Kind: String, Hashable, Sendable {
    /// Pictures or sound beside the text.
    case multimodal
    /// Keys and values compressed to a latent vector.
    case mla
    /// Some layers without full attention.
    case hybridAttention = "hybrid_attention"
    /// A mixture of experts.
    case moe
  }

  /// Words in the vocabulary.
  public let vocabulary: Int
  /// Attention heads.
  public let heads: Int
  /// Heads of keys and values.
  public let keyValueHeads: Int?
  /// The width of a head.
  public let headWidth: Int?
  /// The width between the layers.
  public let hiddenSize: Int
  /// The width inside a layer.
  public let intermediateSize: Int
  /// Layers.
  public let layers: Int
  /// What is not the common way.
  public let kind: Kind?

  init?(_ config: ModelConfig) {
    guard let vocabulary = config.value(["vocab_size", "padded_vocab_size"]),
      let heads = config.value(["num_attention_heads", "n_head", "n_heads", "num_heads"]),
      let hiddenSize = config.value(["hidden_size", "n_embd", "d_model"]),
      let layers = config.value(["num_hidden_layers", "n_layer", "num_layers", "n_layers"])
    else { return nil }
    self.vocabulary = vocabulary.value
    self.heads = heads.value
    self.hiddenSize = hiddenSize.value
    self.layers = layers.value
    keyValueHeads =
      config.value(["num_key_value_heads", "multi_query_group_num", "num_kv_heads", "n_head_kv"])?.value
    headWidth = config.value(["head_dim", "kv_channels"])?.value
    let inner = config.value([
      "intermediate_size", "ffn_hidden_size", "n_inner", "ffn_dim", "moe_intermediate_size",
    ])
    // Where none is said, transformers takes four times the width.
    intermediateSize = inner?.value ?? 4 * hiddenSize.value
    kind = Self.kind(config)
  }

  private static func kind(_ config: ModelConfig) -> Kind? {
    if config.vision != nil || config.audio != nil { return .multimodal }
    if config.value(["kv_lora_rank"]) != nil { return .mla }
    let layers = config.file[config.textScope + "layer_types"]?.texts ?? []
    if layers.contains(where: { $0.hasPrefix("linear") }) || config.value(["full_attention_interval"]) != nil
    {
      return .hybridAttention
    }
    return config.experts == nil ? nil : .moe
  }
}
