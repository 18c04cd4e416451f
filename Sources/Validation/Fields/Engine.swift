import Catalog

/// An engine that Xinference launches models with.
enum Engine: UInt8, CaseIterable, Sendable {
  case vllm, sglang, transformers, llamaCpp, mlx, lmdeploy, trtLLM, sentenceTransformers, flag, diffusers,
    pytorch

  /// The name as Xinference shows it.
  var name: String {
    switch self {
    case .vllm: "vLLM"
    case .sglang: "SGLang"
    case .transformers: "Transformers"
    case .llamaCpp: "llama.cpp"
    case .mlx: "MLX"
    case .lmdeploy: "LMDeploy"
    case .trtLLM: "TRT-LLM"
    case .sentenceTransformers: "sentence_transformers"
    case .flag: "flag"
    case .diffusers: "diffusers"
    case .pytorch: "PyTorch"
    }
  }

  /// The engine of a name, whose case does not count.
  init?(_ name: ArraySlice<UInt8>) {
    let lower = name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard let engine = Self.table.key(lower[...]) else { return nil }
    self = engine
  }

  private static let table = KeyTable<Engine> { $0.name.lowercased() }

  /// The engines that a type's packages can be marked for.
  static func all(for type: ModelType) -> [Engine] {
    switch type {
    case .llm: [.vllm, .sglang, .transformers, .llamaCpp, .mlx, .lmdeploy, .trtLLM]
    case .embedding, .rerank: [.sentenceTransformers, .flag, .vllm, .llamaCpp]
    case .image: [.diffusers, .transformers, .vllm, .sglang, .mlx, .llamaCpp]
    case .audio: [.transformers, .vllm, .pytorch, .mlx, .diffusers]
    case .video: [.diffusers, .mlx, .vllm, .sglang]
    case .world: [.pytorch]
    }
  }

  /// Tells whether the engine loads a format of a type's models.
  func loads(_ format: Word, of type: ModelType) -> Bool {
    switch (self, format) {
    case (.llamaCpp, .ggufv2), (.mlx, .mlx): true
    case (.sentenceTransformers, .pytorch), (.flag, .pytorch): true
    case (.vllm, .pytorch): true
    case (.vllm, .gptq), (.vllm, .awq), (.vllm, .fp4), (.vllm, .fp8), (.vllm, .bnb), (.vllm, .ggufv2):
      type == .llm
    case (.sglang, .pytorch), (.sglang, .gptq), (.sglang, .awq), (.sglang, .fp8), (.sglang, .bnb): true
    case (.transformers, .pytorch), (.transformers, .gptq), (.transformers, .awq), (.transformers, .bnb),
      (.transformers, .fp4):
      true
    case (.lmdeploy, .pytorch), (.lmdeploy, .awq), (.trtLLM, .pytorch), (.trtLLM, .awq): true
    default: false
    }
  }

  /// What `#system_NAME#` names as a rule: the server's own version is installed.
  static let systemPackages = ["numpy", "pandas", "torch", "torchaudio", "torchcodec", "torchvision"]
  /// What `#NAME_dependencies#` may name: an engine's default list.
  static let dependencyLists = [
    "diffusers", "llama_cpp", "mlx", "sentence_transformers", "sglang", "transformers", "trt_llm", "vllm",
  ]
}
