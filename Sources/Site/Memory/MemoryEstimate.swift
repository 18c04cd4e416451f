/// What a build of a model takes in memory, reckoned from its size, its quantization and its dimensions.
///
/// An estimate: `docs/memory.md` has the formula, its sources, and how far it is from published figures.
struct MemoryEstimate {
  /// The bytes of the weights.
  let weights: Int
  /// The bytes of the weights, of a cache for ``promptTokens``, and a tenth on top for what the engine works
  /// with.
  let needed: Int

  /// The tokens that the need is reckoned for.
  static let promptTokens = 8192

  init(_ size: ModelSize, _ bits: WeightBits, _ dimensions: ModelDimensions?, contextTokens: Int?) {
    // No model is larger, and no product below overflows.
    let parameters = min(size.millions, 100_000_000) * 1_000_000
    weights = Self.weights(parameters, bits, dimensions)
    let tokens = min(contextTokens ?? Self.promptTokens, Self.promptTokens)
    let cache = (dimensions?.cacheBytesPerToken ?? 0) * tokens
    needed = (weights + cache) / 10 * 11
  }

  private static func weights(_ parameters: Int, _ bits: WeightBits, _ dimensions: ModelDimensions?) -> Int {
    let kept = bits.keepsEmbeddings ? embeddings(parameters, dimensions) : 0
    return (parameters - kept) / 8 * bits.thousandths / 1000 + kept * 2
  }

  /// The weights that turn tokens into vectors and vectors back into tokens.
  ///
  /// Small models use one matrix for both; the metadata does not say which do, so a model whose two matrices
  /// would be more than a fifth of it is taken to have one.
  private static func embeddings(_ parameters: Int, _ dimensions: ModelDimensions?) -> Int {
    guard let dimensions else { return 0 }
    let (matrix, overflows) = dimensions.vocabulary.multipliedReportingOverflow(by: dimensions.width)
    guard !overflows, matrix <= parameters / 2 else { return 0 }
    return 2 * matrix > parameters / 5 ? matrix : 2 * matrix
  }
}

/// The memories of cards and machines that people have, in gigabytes.
enum MemorySizes {
  static let all = [4, 6, 8, 12, 16, 24, 32, 48, 64, 80, 96, 128, 192, 256, 384, 512, 640, 1024]

  /// The smallest that holds so many bytes; nothing where none does.
  static func smallest(holding bytes: Int) -> Int? { all.first { $0 * 1_000_000_000 >= bytes } }
}

extension [UInt8] {
  /// Appends a number of bytes as readers are told it: `640 MB`, `4.9 GB`, `43 GB`.
  mutating func append(memory bytes: Int) {
    let megabytes = (Swift.max(0, bytes) + 500_000) / 1_000_000
    guard megabytes >= 1000 else {
      append(decimal: megabytes < 100 ? megabytes : (megabytes + 5) / 10 * 10)
      return append(" MB")
    }
    let tenths = (megabytes + 50) / 100
    if tenths < 100 {
      append(decimal: tenths / 10)
      append(".")
      append(decimal: tenths % 10)
    } else {
      append(grouped: (megabytes + 500) / 1000)
    }
    append(" GB")
  }
}

/// A number of bytes as readers are told it.
func memoryText(_ bytes: Int) -> Text {
  var text: [UInt8] = []
  text.append(memory: bytes)
  return text[...]
}
