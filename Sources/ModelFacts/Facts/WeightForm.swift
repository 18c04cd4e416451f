/// The formats of weights that Xinference tells apart.
public enum WeightFormat: String, Hashable, Sendable, CaseIterable {
  /// As they were trained, in safetensors or PyTorch's own files.
  case pytorch
  /// Quantized by GPTQ, or read by the same kernels.
  case gptq
  /// Quantized by AWQ.
  case awq
  /// Numbers of eight bits with a fraction.
  case fp8
  /// Numbers of four bits with a fraction.
  case fp4
  /// Quantized by bitsandbytes.
  case bnb
  /// llama.cpp's files.
  case ggufv2
  /// For Apple's MLX.
  case mlx
}

/// How the weights of a repository are stored, GGUF files apart.
public struct WeightForm: Sendable {
  /// The format.
  public let format: Fact<WeightFormat>
  /// The quantization, spelled as the repository's name has it where it has it.
  public let quantization: Fact<String>

  /// Tells the form from the config where it names a method, else from the name and the card.
  init(_ origin: RepositoryOrigin, config: ModelConfig?, card: ModelCard?, gptqBits: Fact<Int>?) {
    let names = NameWords(origin)
    let (format, bits) = Self.format(names, config, card, gptqBits)
    self.format = format
    quantization =
      names.quantization(format.value).map { Fact($0, names.provenance) }
      ?? Self.standard(format, bits)
  }

  private static func format(
    _ names: NameWords, _ config: ModelConfig?, _ card: ModelCard?, _ gptqBits: Fact<Int>?
  ) -> (Fact<WeightFormat>, Fact<Int>?) {
    if let stored = config?.quantization {
      let isCopy = card?.isQuantizedCopy ?? false
      return (stored.method.map { _ in format(stored, names, isCopy) }, stored.bits)
    }
    if let gptqBits { return (gptqBits.map { _ in .gptq }, gptqBits) }
    if let word = names.format { return (Fact(word, names.provenance), nil) }
    if let library = card?.library, library.value == "mlx" { return (library.map { _ in .mlx }, nil) }
    let source = config?.architectures?.provenance ?? names.provenance
    return (Fact(.pytorch, source), nil)
  }

  private static func format(_ stored: ConfigQuantization, _ names: NameWords, _ isCopy: Bool) -> WeightFormat
  {
    switch stored.method.value {
    case "gptq", "gptqmodel": return .gptq
    case "awq": return .awq
    case "bitsandbytes": return .bnb
    case "mlx": return .mlx
    default: break
    }
    if let format = names.format { return format }
    // Weights that were trained in few bits are the model itself, not a quantized copy of it.
    let isFloat = stored.isFloat ?? stored.method.value.contains("fp")
    if isFloat { return isCopy ? (stored.bits?.value ?? 8 <= 4 ? .fp4 : .fp8) : .pytorch }
    return stored.bits == nil && !isCopy ? .pytorch : .gptq
  }

  private static func standard(_ format: Fact<WeightFormat>, _ bits: Fact<Int>?) -> Fact<String> {
    let source = bits?.provenance ?? format.provenance
    switch format.value {
    case .gptq, .awq: return Fact("Int\(bits?.value ?? 4)", source)
    case .fp8: return Fact("fp8", source)
    case .fp4: return Fact("FP4", source)
    case .bnb: return Fact("\(bits?.value ?? 4)-bit", source)
    case .mlx: return Fact(bits.map { "\($0.value)bit" } ?? "none", source)
    case .pytorch, .ggufv2: return Fact("none", source)
    }
  }
}

/// The words of a repository's name that tell of its weights.
struct NameWords {
  let provenance: Provenance
  private let name: String
  private let words: [Substring]
  private let owner: String

  init(_ origin: RepositoryOrigin) {
    provenance = Provenance(origin.place, key: "name")
    name = origin.name
    words = name.split { "-._ ".contains($0) }
    owner = origin.id?.split(separator: "/").first?.lowercased() ?? ""
  }

  var format: WeightFormat? {
    if owner == "mlx-community" { return .mlx }
    for word in words.reversed() {
      switch word.lowercased() {
      case "mlx": return .mlx
      case "gptq": return .gptq
      case "awq": return .awq
      case "fp8": return .fp8
      case "fp4", "nvfp4", "mxfp4": return .fp4
      case "bnb": return .bnb
      default: break
      }
    }
    return nil
  }

  /// The end of the name, from the word that tells one quantized copy from another: `Int4`, `Int4-Int8Mix`, `4bit`.
  func quantization(_ format: WeightFormat) -> String? {
    let tells = { (word: Substring) in Self.tells(word.lowercased(), format) }
    guard
      let start = words.last(where: { !tells($0) && !Self.isVariant($0) })?.endIndex
        ?? words.first?.startIndex,
      let first = words.first(where: { $0.startIndex >= start && tells($0) })
    else { return nil }
    return String(name[first.startIndex...])
  }

  private static func tells(_ word: String, _ format: WeightFormat) -> Bool {
    switch format {
    case .gptq, .awq: namesBits(word) || word.hasPrefix("w4a") || word.hasPrefix("w8a")
    case .mlx: namesBits(word) || ["bf16", "fp16", "mxfp4", "mxfp8", "nvfp4"].contains(word)
    case .fp8: word == "fp8"
    case .fp4: ["fp4", "nvfp4", "mxfp4"].contains(word)
    case .pytorch, .ggufv2, .bnb: false
    }
  }

  /// What may follow such a word and belong to it.
  private static func isVariant(_ word: Substring) -> Bool {
    ["int8mix", "lite", "medium", "compact", "fp16mix"].contains(word.lowercased())
  }

  /// `4bit`, `8bits`, `int4`.
  private static func namesBits(_ word: String) -> Bool {
    let digits = word.filter(\.isDigit)
    guard digits.count == 1 else { return false }
    return word == "int" + digits || word == digits + "bit" || word == digits + "bits"
  }
}
