import ModelFacts

/// What a record's `virtualenv` must install for the engines that run its formats.
enum Packages {
  static func llm(_ formats: Set<WeightFormat>) -> Literal? {
    let needsTransformers = !formats.isDisjoint(with: [.pytorch, .gptq, .awq, .bnb, .fp4])
    let needsVLLM = !formats.isDisjoint(with: [.pytorch, .gptq, .awq, .bnb, .fp4, .fp8])
    return packages([
      (needsTransformers, ["#transformers_dependencies# ; #engine# == \"Transformers\""]),
      (formats.contains(.ggufv2), [llamaCpp]),
      (formats.contains(.mlx), ["#mlx_dependencies# ; #engine# == \"MLX\""]),
      (needsVLLM, vllm),
    ])
  }

  /// For embeddings and rerankers.
  static func sentences(_ formats: Set<WeightFormat>) -> Literal? {
    let names = ["#sentence_transformers_dependencies#", "#system_torchvision#", "#system_torch#"]
    return packages([
      (formats.contains(.pytorch), names.map { "\($0) ; #engine# == \"sentence_transformers\"" }),
      (formats.contains(.ggufv2), [llamaCpp]),
      (formats.contains(.pytorch), vllm),
    ])
  }

  static func diffusers() -> Literal? {
    packages([
      (true, ["#diffusers_dependencies# ; #engine# == \"diffusers\"", "#system_torch#", "#system_numpy#"])
    ])
  }

  static func speech(isMLX: Bool) -> Literal? {
    packages([
      (!isMLX, ["transformers", "accelerate", "#system_torch#", "#system_numpy#"]),
      (isMLX, ["#mlx_dependencies# ; #engine# == \"MLX\"", "#system_numpy# ; #engine# == \"MLX\""]),
    ])
  }

  private static let llamaCpp = "#llama_cpp_dependencies# ; #engine# == \"llama.cpp\""
  private static let vllm = [
    "#vllm_dependencies# ; #engine# == \"vllm\"", "#system_numpy# ; #engine# == \"vllm\"",
  ]

  private static func packages(_ groups: [(isNeeded: Bool, names: [String])]) -> Literal? {
    let names = groups.filter(\.isNeeded).flatMap(\.names)
    return names.isEmpty ? nil : .mapping([.init("packages", .strings(names))])
  }
}
