/// How many bits a weight takes in a quantization.
///
/// The figures and where they come from are in `docs/memory.md`.
struct WeightBits: Equatable {
  /// Thousandths of a bit for each weight of the quantized matrices.
  let thousandths: Int
  /// Whether the matrices that turn tokens into vectors and back keep 16 bits.
  let keepsEmbeddings: Bool

  /// Reads a format and a quantization's name; nothing where the pair is not known here.
  init?(format: Text, quantization: Text) {
    let known: (bits: Int, keepsEmbeddings: Bool)? =
      switch true {
      case format.is("ggufv2"): Self.gguf(quantization).map { ($0, false) }
      case format.is("mlx"): Self.mlx(quantization).map { ($0, false) }
      case format.is("gptq"), format.is("awq"): (Self.grouped(Self.width(in: quantization) ?? 4), true)
      case format.is("fp8"): (8000, true)
      case format.is("fp4"): (4500, true)
      case format.is("bnb"): (Self.width(in: quantization) == 8 ? 8000 : 4127, true)
      case format.is("pytorch"): Self.pytorch(quantization)
      default: nil
      }
    guard let known else { return nil }
    thousandths = known.bits
    keepsEmbeddings = known.keepsEmbeddings
  }

  private static func pytorch(_ name: Text) -> (Int, Bool)? {
    if name.isEmpty || name.is("none") { return (16_000, false) }
    if name.folded.prefix(3).is("fp8") { return (8000, true) }
    return width(in: name).map { (grouped($0), true) }
  }

  /// A scale of 16 bits and a zero point as wide as a weight for each group of 128 weights.
  private static func grouped(_ width: Int) -> Int { width * 1000 + (16 + width) * 1000 / 128 }

  /// The digit that Xinference itself looks for in the names of GPTQ and AWQ builds.
  private static func width(in name: Text) -> Int? {
    name.first { (UInt8(ascii: "2")...UInt8(ascii: "8")).contains($0) }.map { Int($0 - UInt8(ascii: "0")) }
  }

  /// `4bit`: a scale and a bias of 16 bits for each group of 64 weights.
  private static func mlx(_ name: Text) -> Int? {
    let folded = name.folded[...]
    if folded.is("none") || folded.is("bf16") || folded.is("fp16") { return 16_000 }
    if folded.is("mxfp4") { return 4250 }
    if folded.is("nvfp4") { return 4500 }
    if folded.suffix(5).is("mxfp8") { return 8250 }
    guard folded.suffix(3).is("bit"), let width = width(in: folded) else { return nil }
    return width * 1000 + 500
  }

  private static func gguf(_ name: Text) -> Int? {
    var name = name.folded[...]
    let isDynamic = name.prefix(3).is("ud-")
    if isDynamic || name.prefix(3).is("i1-") { name = name.dropFirst(3) }
    if !isDynamic, let bits = llamaCpp[key(name)] { return bits }
    // Recipes that vary from model to model are taken for the plain type that they start from.
    if name.suffix(3).is("_xl") { name = name.dropLast(3) }
    if name.suffix(4).is("_moe") { name = name.dropLast(4) }
    return llamaCpp[key(name)]
  }

  /// What llama.cpp calls its types, by the FNV-1a hash of the name in lower case.
  private static let llamaCpp: [UInt64: Int] = {
    let named: [(StaticString, Int)] = [
      ("iq1_s", 2004), ("iq1_m", 2146), ("iq2_xxs", 2382), ("iq2_xs", 2588), ("iq2_s", 2740),
      ("iq2_m", 2929), ("iq3_xxs", 3255), ("iq3_xs", 3498), ("iq3_s", 3661), ("iq3_m", 3763),
      ("iq4_xs", 4460), ("iq4_nl", 4682), ("tq1_0", 1690), ("tq2_0", 2060), ("q1_0", 1130),
      ("q2_k_s", 2970), ("q2_k_xs", 2970), ("q2_k", 3159), ("q2_k_l", 3680), ("q3_k_s", 3643),
      ("q3_k_m", 4004), ("q3_k", 4004), ("q3_k_l", 4298), ("q3_k_xl", 4760), ("q4_0", 4640),
      ("q4_1", 5090), ("q4_k_s", 4667), ("q4_k_m", 4894), ("q4_k", 4894), ("q4", 4894),
      ("q4_k_l", 5290), ("q5_0", 5570), ("q5_1", 6040), ("q5_k_s", 5570), ("q5_k_m", 5704),
      ("q5_k", 5704), ("q5_k_l", 6040), ("q6_k_s", 6563), ("q6_k", 6563), ("q6", 6563), ("q6_k_l", 6830),
      ("q8_0", 8501), ("q8_k", 8501), ("mxfp4", 4250), ("fp16", 16_000), ("f16", 16_000),
      ("bf16", 16_000), ("f32", 32_000), ("fp32", 32_000),
    ]
    return Dictionary(named.map { (key(Text($0)), $1) }, uniquingKeysWith: { first, _ in first })
  }()

  private static func key(_ name: Text) -> UInt64 {
    name.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
