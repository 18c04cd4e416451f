import Documents

/// What a config says of quantized weights.
public struct ConfigQuantization: Sendable {
  /// The method's name: `gptq`, `awq`, `fp8`, `compressed-tensors`, …; `mlx` for weights of MLX.
  public let method: Fact<String>
  /// Bits a weight; `nil` where it is not said.
  public let bits: Fact<Int>?
  /// Whether weights are numbers with a fraction rather than whole ones; `nil` where it is not said.
  public let isFloat: Bool?

  init?(_ config: ModelConfig) {
    let file = config.file
    let key = ["quantization_config", config.textScope + "quantization_config", "compression_config"]
      .first { file[$0]?.kind == .object }
    if let key, let method = file.fact(["\(key).quant_method"], \.filledText) {
      self.method = method.map { $0.lowercased() }
      (bits, isFloat) = Self.details(file, key)
      return
    }
    // MLX names no method: it writes its own key, and since 2025 a copy of it under the other.
    guard let key = file["quantization"]?.kind == .object ? "quantization" : key,
      let bits = file.fact(["\(key).bits"], \.count)
    else { return nil }
    method = Fact("mlx", file.provenance(key))
    self.bits = bits
    isFloat = (file["\(key).mode"]?.string).map { $0.contains("fp") }
  }

  private static func details(_ file: FactFile, _ key: String) -> (Fact<Int>?, Bool?) {
    if let algorithm = file["\(key).quant_algo"]?.string {
      return (
        file.fact(["\(key).quant_algo"]) { _ in algorithm.contains("4") ? 4 : 8 }, algorithm.contains("FP")
      )
    }
    if file["\(key).load_in_4bit"]?.bool == true {
      return (file.fact(["\(key).load_in_4bit"]) { _ in 4 }, nil)
    }
    if file["\(key).load_in_8bit"]?.bool == true {
      return (file.fact(["\(key).load_in_8bit"]) { _ in 8 }, nil)
    }
    // compressed-tensors describes groups of layers; the first speaks for all.
    if let group = file["\(key).config_groups"]?.members.first(where: { _ in true }) {
      let path = "\(key).config_groups.\(group.name).weights"
      return (file.fact(["\(path).num_bits"], \.count), file["\(path).type"]?.string.map { $0 == "float" })
    }
    return (file.fact(["\(key).bits", "\(key).w_bit", "\(key).weight_bits"], \.count), nil)
  }
}
