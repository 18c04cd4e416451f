import ModelFacts

extension RecordInference {
  /// A record for each engine: repositories for MLX make one of their own, with a cache of its own.
  static func audio(_ name: String, _ repositories: Repositories) -> [BlockDraft] {
    let isMLX = { (facts: RepositoryFacts) in facts.weights?.format.value == .mlx }
    let plain = Repositories(all: repositories.all.filter { !isMLX($0) })
    let mlx = Repositories(all: repositories.all.filter(isMLX))
    var records: [BlockDraft] = []
    if !plain.all.isEmpty || mlx.all.isEmpty { records.append(record(plain, engine: nil, repositories)) }
    if !mlx.all.isEmpty {
      var record = record(mlx, engine: "MLX", repositories)
      if !records.isEmpty {
        record.set(
          "cache_name", .string("\(name)-mlx"), .rule("two repositories must not share a cache folder"))
      }
      records.append(record)
    }
    return records
  }

  private static func record(
    _ own: Repositories, engine: String?, _ repositories: Repositories
  ) -> BlockDraft {
    var record = BlockDraft()
    let kind = own.all.lazy.compactMap(SpeechKind.init).first
    if let kind {
      record.set("model_family", .string(kind.family), .found([kind.place]))
      record.set("model_ability", .strings(kind.abilities), .found([kind.place]))
    }
    if let engine {
      record.set("engine", .string(engine), .rule("the weights are for MLX"))
      record.set("model_format", .string("mlx"), .rule("the weights are for MLX"))
    } else if let engine = kind?.engine, let place = kind?.place {
      record.set("engine", .string(engine), .found([place]))
      record.set("model_format", .string("pytorch"), .found([place]))
    }
    record.set("multilingual", repositories.first(SpeechKind.isMultilingual), Literal.bool)
    if let (sources, source) = plainSources(own) { record.set("model_src", sources, source) }
    if kind?.family == "whisper", let packages = Packages.speech(isMLX: engine != nil) {
      record.set("virtualenv", packages, .rule("the engine that runs Whisper"))
    }
    return record
  }
}

/// A kind of speech model that Xinference can run, known by its config's family or by a file that no other has.
struct SpeechKind {
  let family: String
  let abilities: [String]
  let engine: String?
  let place: Provenance

  init?(_ facts: RepositoryFacts) {
    if let type = facts.config?.modelType, let known = Self.byModelType[type.value] {
      self.init(known, type.provenance)
      return
    }
    if facts.config?.value(ofAny: ["n_mels", "n_audio_ctx"]) != nil {
      self.init(Self.whisper, Provenance(facts.origin.place, file: "config.json", key: "n_mels"))
      return
    }
    let paths = Set(facts.files.map(\.path)).union(facts.marks)
    guard let mark = Self.byFile.first(where: { paths.contains($0.file) }) else { return nil }
    let parts = mark.file.split(separator: ":").map(String.init)
    self.init(mark.kind, Provenance(facts.origin.place, file: parts[0], key: parts.count > 1 ? "model" : nil))
  }

  /// Whisper's vocabulary has a token more where it knows more than English; others say it in their cards.
  static func isMultilingual(_ facts: RepositoryFacts) -> Fact<Bool>? {
    let place = facts.origin.place
    let isWhisper =
      facts.config?.modelType?.value == "whisper" || facts.config?.value(ofAny: ["n_mels"]) != nil
    if isWhisper, let words = facts.config?.value(ofAny: ["vocab_size", "n_vocab"]) {
      return Fact(words >= 51865, Provenance(place, file: "config.json", key: "vocab_size"))
    }
    return facts.card?.languages?.map { $0.count > 1 || $0 == ["multilingual"] }
  }

  private typealias Kind = (family: String, abilities: [String], engine: String?)

  private init(_ kind: Kind, _ place: Provenance) {
    (family, abilities, engine) = kind
    self.place = place
  }

  private static let whisper: Kind = ("whisper", ["audio2text"], "transformers")
  private static let funasr: Kind = ("funasr", ["audio2text"], nil)
  private static let cloning = ["text2audio", "text2audio_zero_shot", "text2audio_voice_cloning"]

  private static let byModelType: [String: Kind] = [
    "whisper": whisper, "qwen3_asr": ("qwen3_asr", ["audio2text"], "transformers"),
    "qwen3_tts": ("qwen3_tts", ["text2audio"], "PyTorch"), "voxcpm": ("VoxCPM", cloning, nil),
    "voxcpm2": ("VoxCPM", cloning, nil),
  ]

  private static let byFile: [(file: String, kind: Kind)] = [
    ("cosyvoice.yaml", ("CosyVoice", ["text2audio", "text2audio_zero_shot"], nil)),
    ("cosyvoice2.yaml", ("CosyVoice", cloning, nil)),
    ("cosyvoice3.yaml", ("CosyVoice", cloning, nil)),
    ("kokoro-v1_0.pth", ("Kokoro", ["text2audio", "text2audio_zero_shot"], "PyTorch")),
    ("kokoro-v1_1-zh.pth", ("Kokoro-zh", ["text2audio", "text2audio_zero_shot"], nil)),
    ("s2mel.pth", ("IndexTTS2", cloning + ["text2audio_emotion_control"], nil)),
    ("campplus_cn_common.bin", ("campplus", ["speaker_embedding"], nil)),
    ("F5TTS_v1_Base/model_1250000.safetensors", ("F5-TTS", cloning, "PyTorch")),
    ("config.yaml:SenseVoiceSmall", funasr), ("config.yaml:Paraformer", funasr),
    ("config.yaml:BiCifParaformer", funasr), ("config.yaml:SeacoParaformer", funasr),
    ("config.yaml:ContextualParaformer", funasr), ("config.yaml:FunASRNano", funasr),
  ]
}
