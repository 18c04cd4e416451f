import Catalog

/// The engines of Xinference and what each can load.
enum Engine {
  /// The engines that a type's packages can be marked for; case does not count.
  static func names(for type: ModelType) -> [String] {
    switch type {
    case .llm: ["vLLM", "SGLang", "Transformers", "llama.cpp", "MLX", "LMDeploy", "TRT-LLM"]
    case .embedding, .rerank: ["sentence_transformers", "flag", "vllm", "llama.cpp"]
    case .image: ["diffusers", "transformers", "vLLM", "SGLang", "MLX", "llama.cpp"]
    case .audio: ["transformers", "vLLM", "PyTorch", "MLX", "diffusers"]
    case .video: ["diffusers", "MLX", "vLLM", "SGLang"]
    case .world: ["PyTorch"]
    }
  }

  /// The formats that an engine loads.
  static func formats(of engine: String, for type: ModelType) -> WordSet {
    switch engine.lowercased() {
    case "vllm":
      type == .llm ? WordSet([.pytorch, .gptq, .awq, .fp4, .fp8, .bnb, .ggufv2]) : WordSet([.pytorch])
    case "sglang": WordSet([.pytorch, .gptq, .awq, .fp8, .bnb])
    case "transformers": WordSet([.pytorch, .gptq, .awq, .bnb, .fp4])
    case "lmdeploy", "trt-llm": WordSet([.pytorch, .awq])
    case "llama.cpp": WordSet([.ggufv2])
    case "mlx": WordSet([.mlx])
    case "sentence_transformers", "flag": WordSet([.pytorch])
    default: WordSet()
    }
  }

  /// What `#system_NAME#` names as a rule: the server's own version is installed.
  static let systemPackages = ["numpy", "pandas", "torch", "torchaudio", "torchcodec", "torchvision"]
  /// What `#NAME_dependencies#` may name: an engine's default list.
  static let dependencyLists = [
    "diffusers", "llama_cpp", "mlx", "sentence_transformers", "sglang", "transformers", "trt_llm",
    "vllm",
  ]
}
