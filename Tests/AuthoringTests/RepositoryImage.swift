import Catalog
import Documents
import ModelFacts
import TestSupport

@testable import Authoring

/// Makes the files of a repository out of what an upstream entry says of it.
///
/// Makers lay the same facts out in several ways; the repository's name decides which way is taken here, so that every
/// way occurs.
struct RepositoryImage {
  private let type: ModelType
  private let record: Node
  private let source: UpstreamSource
  private let way: Int
  private var texts: [String: String] = [:]
  private var bytes: [String: [UInt8]] = [:]
  private var sizes: [String: Int] = [:]

  init(_ type: ModelType, _ record: Node, _ source: UpstreamSource) {
    self.type = type
    self.record = record
    self.source = source
    way = source.id.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    fill()
  }

  var repository: MemoryRepository {
    let commit = source.hub == .modelscope ? "master" : source.revision
    let origin = RepositoryOrigin(hub: source.hub, id: source.id, revision: commit, place: source.id)
    return MemoryRepository(origin, texts.mapValues { Array($0.utf8) }.merging(bytes) { $1 }, sizes: sizes)
  }

  private mutating func fill() {
    card()
    switch type {
    case .llm where source.format == "ggufv2": gguf()
    case .llm:
      config()
      tokenizer()
      sizes["model-00001-of-00002.safetensors"] = 5 << 30
      if source.format == "pytorch" { weightIndex() }
    case .embedding, .rerank:
      if source.format == "ggufv2" { gguf() } else { sentences() }
    case .image, .video: pipeline()
    case .audio: speech()
    case .world: sizes["model.ckpt"] = 1 << 30
    }
  }

  private func strings(_ key: String) -> [String] { record[key]?.elements.compactMap(\.string) ?? [] }

  private var abilities: [String] { strings("model_ability") }

  // MARK: Files

  private mutating func card() {
    let languages = strings("model_lang") + strings("language")
    var matter: [Literal.Member] = [.init("license", .string("apache-2.0"))]
    if !languages.isEmpty { matter.append(.init("language", .strings(languages))) }
    if source.format == "fp8" || source.format == "awq" {
      matter.append(.init("base_model_relation", .string("quantized")))
    }
    let yaml = String(decoding: YAMLWriter.file(Literal.mapping(matter).document().rootNode), as: UTF8.self)
    texts["README.md"] = "---\n\(yaml)---\n\n# \(source.id)\n\n\(record["model_description"]?.string ?? "")\n"
  }

  private mutating func config() {
    var text: [Literal.Member] = []
    if let length = record["context_length"] {
      text.append(.init("max_position_embeddings", Literal(length)))
    }
    let metadata =
      source.source["model_metadata"]
      ?? source.quantization.flatMap { source.source["model_metadata_by_quantization"]?[$0] }
    let keys = [
      "vocab_size", "num_attention_heads", "num_key_value_heads", "head_dim", "hidden_size",
      "intermediate_size",
      "num_hidden_layers",
    ]
    for key in keys { if let value = metadata?[key] { text.append(.init(key, Literal(value))) } }
    switch metadata?["architecture_type"]?.string {
    case "moe": text.append(.init("num_experts", .number(64)))
    case "mla": text.append(.init("kv_lora_rank", .number(512)))
    case "hybrid_attention":
      text.append(.init("layer_types", .strings(["linear_attention", "full_attention"])))
    default: break
    }
    var members: [Literal.Member] = []
    if let classes = record["architectures"] { members.append(.init("architectures", Literal(classes))) }
    let family = record["model_type"]?.string ?? Self.families[record["model_name"]?.string ?? ""]
    if let family { members.append(.init("model_type", .string(family))) }
    if abilities.contains("vision") {
      members.append(.init("vision_config", .mapping([.init("depth", .number(27))])))
    }
    if abilities.contains("audio") {
      members.append(.init("audio_config", .mapping([.init("depth", .number(27))])))
    }
    if abilities.contains("omni") { members.append(.init("talker_config", .mapping([]))) }
    let isNested = abilities.contains("vision") && way % 2 == 0
    members += isNested ? [.init("text_config", .mapping(text))] : text
    members += quantization
    texts["config.json"] = json(.mapping(members))
  }

  /// The families in the real configs of models whose records do not name theirs.
  private static let families = [
    "glm-5": "glm_moe_dsa", "glm-5.1": "glm_moe_dsa", "glm-5.2": "glm_moe_dsa",
    "DeepSeek-V3.2": "deepseek_v32",
  ]

  private mutating func weightIndex() {
    guard let size = source.spec["model_size_in_billions"].flatMap({ ModelSize(recordText: $0.text) }) else {
      return
    }
    let count = Literal.number(size.millions * 1_000_000)
    let metadata = Literal.mapping([.init("total_parameters", count), .init("total_size", .number(1 << 40))])
    texts["model.safetensors.index.json"] = json(.mapping([.init("metadata", metadata)]))
  }

  private var quantization: [Literal.Member] {
    let name =
      source.quantization ?? source.source["quantizations"]?.elements.first { _ in true }?.string ?? ""
    let bits = name.lowercased().contains("8") ? 8 : name.contains("3") ? 3 : 4
    func member(_ method: String, _ extra: [Literal.Member] = []) -> [Literal.Member] {
      [.init("quantization_config", .mapping([.init("quant_method", .string(method))] + extra))]
    }
    switch source.format {
    case "gptq", "awq": return member(source.format, [.init("bits", .number(bits))])
    case "fp8": return member("fp8")
    case "fp4": return member("modelopt", [.init("quant_algo", .string("NVFP4"))])
    case "bnb": return member("bitsandbytes", [.init("load_in_4bit", .bool(true))])
    case "mlx" where name.hasSuffix("bit"):
      return [
        .init(
          "quantization",
          .mapping([.init("group_size", .number(64)), .init("bits", .number(String(name.prefix(1))))]))
      ]
    default: return []
    }
  }

  private mutating func tokenizer() {
    var members: [Literal.Member] = []
    if let template = record["chat_template"]?.string, !template.isEmpty {
      switch way % 4 {
      case 0: texts["chat_template.jinja"] = template
      case 1: texts["chat_template.json"] = json(.mapping([.init("chat_template", .string(template))]))
      case 2:
        let named = Literal.mapping([.init("name", .string("default")), .init("template", .string(template))])
        members.append(.init("chat_template", .list([named])))
      default: members.append(.init("chat_template", .string(template)))
      }
    }
    let ids = record["stop_token_ids"]?.elements.compactMap(\.int) ?? []
    let texts = strings("stop")
    let tokens = zip(ids, texts).map { id, text in
      Literal.Member(String(id), .mapping([.init("content", .string(text)), .init("special", .bool(true))]))
    }
    members.append(.init("added_tokens_decoder", .mapping(tokens)))
    if let end = texts.last {
      members.append(
        .init("eos_token", way % 3 == 0 ? .mapping([.init("content", .string(end))]) : .string(end)))
    }
    self.texts["tokenizer_config.json"] = json(.mapping(members))
    if !ids.isEmpty {
      let value: Literal = ids.count == 1 ? .number(ids[0]) : .list(ids.map { .number($0) })
      self.texts["generation_config.json"] = json(.mapping([.init("eos_token_id", value)]))
    }
  }

  private mutating func gguf() {
    let files = source.ggufFiles
    for file in files { sizes[file] = 4 << 30 }
    for projector in source.source["multimodal_projectors"]?.elements.compactMap(\.string) ?? [] {
      sizes[projector] = 1 << 30
    }
    let length = record["context_length"]?.int ?? record["max_tokens"]?.int ?? 4096
    let header = GGUFBytes([
      ("general.architecture", .string("llama")), ("llama.context_length", .uint32(UInt32(length))),
    ])
    for file in files { bytes[file] = header.bytes }
  }

  private mutating func sentences() {
    let limit = record["max_tokens"].map { Literal($0) } ?? .number(512)
    if let dimensions = record["dimensions"] {
      texts["modules.json"] = "[]"
      texts["1_Pooling/config.json"] = json(
        .mapping([.init("word_embedding_dimension", Literal(dimensions))]))
      texts["sentence_bert_config.json"] = json(.mapping([.init("max_seq_length", limit)]))
    } else {
      texts["tokenizer_config.json"] = json(.mapping([.init("model_max_length", limit)]))
    }
    let kind = record["type"]?.string ?? "normal"
    let architecture =
      kind == "normal" ? "XLMRobertaForSequenceClassification" : "LayerWiseMiniCPMForCausalLM"
    texts["config.json"] = json(
      .mapping([
        .init("architectures", .strings([architecture])), .init("model_type", .string("xlm-roberta")),
      ]))
    sizes["model.safetensors.index.json"] = nil
    sizes["pytorch_model.bin"] = 1 << 30
  }

  private mutating func pipeline() {
    sizes["transformer/diffusion_pytorch_model.safetensors"] = 1 << 30
    if let pipeline = Self.pipelines[record["model_name"]?.string ?? ""] {
      texts["model_index.json"] = json(.mapping([.init("_class_name", .string(pipeline))]))
    }
  }

  /// The classes in the real repositories' `model_index.json`.
  static let pipelines = [
    "FLUX.1-schnell": "FluxPipeline", "stable-diffusion-xl-base-1.0": "StableDiffusionXLPipeline",
    "Qwen-Image": "QwenImagePipeline", "stable-diffusion-inpainting": "StableDiffusionInpaintPipeline",
    "CogVideoX-2b": "CogVideoXPipeline", "Wan2.1-i2v-14B-480p": "WanImageToVideoPipeline",
  ]

  private mutating func speech() {
    let isMLX = record["engine"]?.string == "MLX"
    switch record["model_family"]?.string {
    case "whisper":
      let words = Literal.number(record["multilingual"]?.bool == true ? 51866 : 51864)
      texts["config.json"] = json(
        isMLX
          ? .mapping([.init("n_mels", .number(128)), .init("n_vocab", words)])
          : .mapping([
            .init("architectures", .strings(["WhisperForConditionalGeneration"])),
            .init("model_type", .string("whisper")), .init("vocab_size", words),
          ]))
      sizes[isMLX ? "weights.npz" : "model.safetensors.bin"] = 1 << 30
    case "CosyVoice":
      texts["cosyvoice2.yaml"] = "sample_rate: 24000\n"
      texts["README.md"] = "---\nlicense: apache-2.0\nlanguage: [zh, en, ja, ko]\n---\n"
      sizes["llm.pt"] = 1 << 30
    default: break
    }
  }

  private func json(_ literal: Literal) -> String {
    String(decoding: JSONWriter.file(literal.document().rootNode), as: UTF8.self)
  }
}
