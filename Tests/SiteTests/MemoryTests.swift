import Catalog
import Documents
import TestSupport
import Testing

@testable import Site

@Suite struct MemoryTests {
  /// A published size that an estimate is held against.
  struct Published: CustomTestStringConvertible, Sendable {
    let format: String
    let quantization: String
    let billions: String
    /// In bytes.
    let bytes: Double
    /// How far an estimate may be from it, as a part of it.
    var tolerance = 0.04
    var dimensions: (vocabulary: Int, width: Int)?

    var testDescription: String { "\(billions)B \(format) \(quantization)" }

    init(_ billions: String, _ format: String, _ quantization: String, gigabytes: Double) {
      (self.billions, self.format, self.quantization) = (billions, format, quantization)
      bytes = gigabytes * 1e9
    }

    /// The memory on the card that Qwen2.5's own measurements give, 2048 tokens in use, in units of 2³⁰.
    init(
      qwen billions: String, _ format: String, _ quantization: String, gibibytes: Double, width: Int,
      within tolerance: Double
    ) {
      (self.billions, self.format, self.quantization) = (billions, format, quantization)
      bytes = gibibytes * 1_073_741_824
      self.tolerance = tolerance
      dimensions = (width < 3000 ? 151_936 : 152_064, width)
    }
  }

  /// Sizes that others published; `docs/memory.md` cites them.
  ///
  /// They are llama.cpp's table of Llama 3.1 8B, the file listings of bartowski's builds of Llama 3.1 8B and 70B, and
  /// Qwen2.5's speed benchmark. Sizes are the exact ones of the models, so that
  /// the bits are tested and not how a model's name rounds.
  static let published: [Published] = [
    Published("8.03", "ggufv2", "IQ1_S", gigabytes: 1.87 * 1.073741824),
    Published("8.03", "ggufv2", "IQ2_XXS", gigabytes: 2.23 * 1.073741824),
    Published("8.03", "ggufv2", "IQ3_M", gigabytes: 3.52 * 1.073741824),
    Published("8.03", "ggufv2", "IQ4_XS", gigabytes: 4.17 * 1.073741824),
    Published("8.03", "ggufv2", "Q2_K", gigabytes: 2.95 * 1.073741824),
    Published("8.03", "ggufv2", "Q3_K_S", gigabytes: 3.41 * 1.073741824),
    Published("8.03", "ggufv2", "Q3_K_M", gigabytes: 4.018917664),
    Published("8.03", "ggufv2", "Q3_K_L", gigabytes: 4.321956128),
    Published("8.03", "ggufv2", "Q4_K_S", gigabytes: 4.69),
    Published("8.03", "ggufv2", "Q4_K_M", gigabytes: 4.92),
    Published("8.03", "ggufv2", "Q4_K_L", gigabytes: 5.31),
    Published("8.03", "ggufv2", "Q5_K_S", gigabytes: 5.6),
    Published("8.03", "ggufv2", "Q5_K_M", gigabytes: 5.73),
    Published("8.03", "ggufv2", "Q5_K_L", gigabytes: 6.06),
    Published("8.03", "ggufv2", "Q6_K", gigabytes: 6.6),
    Published("8.03", "ggufv2", "Q6_K_L", gigabytes: 6.85),
    Published("8.03", "ggufv2", "q8_0", gigabytes: 7.95 * 1.073741824),
    Published("8.03", "ggufv2", "F16", gigabytes: 14.96 * 1.073741824),
    Published("8.03", "pytorch", "none", gigabytes: 16.06889),
    Published("70.6", "ggufv2", "Q2_K", gigabytes: 26.4, within: 0.08),
    Published("70.6", "ggufv2", "Q3_K_M", gigabytes: 34.3),
    Published("70.6", "ggufv2", "Q4_K_M", gigabytes: 42.5),
    Published("70.6", "ggufv2", "Q5_K_M", gigabytes: 49.9),
    Published("405", "ggufv2", "Q4_K_M", gigabytes: 249.1),
    Published(qwen: "7.62", "pytorch", "none", gibibytes: 14.38, width: 3584, within: 0.05),
    Published(qwen: "7.62", "gptq", "Int8", gibibytes: 8.42, width: 3584, within: 0.05),
    Published(qwen: "7.62", "gptq", "Int4", gibibytes: 5.52, width: 3584, within: 0.06),
    Published(qwen: "7.62", "awq", "Int4", gibibytes: 5.39, width: 3584, within: 0.05),
    Published(qwen: "14.8", "pytorch", "none", gibibytes: 28.08, width: 5120, within: 0.05),
    Published(qwen: "14.8", "gptq", "Int8", gibibytes: 16.11, width: 5120, within: 0.05),
    Published(qwen: "14.8", "gptq", "Int4", gibibytes: 9.94, width: 5120, within: 0.07),
    Published(qwen: "1.54", "gptq", "Int4", gibibytes: 1.18, width: 1536, within: 0.1),
    Published(qwen: "0.49", "gptq", "Int8", gibibytes: 0.64, width: 896, within: 0.1),
  ]

  private func dimensions(_ vocabulary: Int, _ width: Int, more: String = "") throws -> ModelDimensions {
    let entry = try TestSite.entry(
      "llm", "e",
      """
      [{"model_name": "e", "model_metadata": {"vocab_size": \(vocabulary), "hidden_size": \(width),
        "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4\(more)}}]
      """)
    return try #require(ModelDimensions(entry.records.first?.node["model_metadata"]))
  }

  @Test("weights are reckoned close to what publishers of builds say", arguments: published)
  func weights(published: Published) throws {
    let size = try #require(ModelSize(Text(published.billions.utf8)))
    let bits = try #require(
      WeightBits(format: Text(published.format.utf8), quantization: Text(published.quantization.utf8)))
    let stated = published.dimensions
    let dimensions = try stated.map { try self.dimensions($0.vocabulary, $0.width) }
    let estimate = MemoryEstimate(size, bits, dimensions, contextTokens: nil)
    let error = (Double(estimate.weights) - published.bytes) / published.bytes
    #expect(abs(error) < published.tolerance, "\(memoryText(estimate.weights).string): off by \(error)")
  }

  @Test("the cache of keys and values grows with layers, heads and their width, at 16 bits")
  func cache() throws {
    // Qwen2.5-7B: 28 layers of 4 heads, 3584 / 28 wide; keys and values of 2 bytes.
    #expect(try dimensions(152_064, 3584).cacheBytesPerToken == 28 * 4 * 128 * 2 * 2)
    let stated = try dimensions(152_064, 3584, more: #", "head_dim": 64"#)
    #expect(stated.cacheBytesPerToken == 28 * 4 * 64 * 2 * 2)
    #expect(try dimensions(152_064, 3584, more: #", "architecture_type": "mla""#).cacheBytesPerToken == nil)
    let mixed = try dimensions(152_064, 3584, more: #", "architecture_type": "hybrid_attention""#)
    #expect(mixed.attention == .mixed)
  }

  @Test("a build that states no dimensions has those of another of its size, and of no other size")
  func dimensionsBySize() throws {
    let entry = try TestSite.entry(
      "llm", "e",
      """
      [{"model_name": "e", "context_length": 4096, "model_specs": [
        {"model_format": "pytorch", "model_size_in_billions": 7, "model_metadata": {"vocab_size": 152064,
          "hidden_size": 3584, "num_hidden_layers": 28, "num_attention_heads": 28, "num_key_value_heads": 4},
          "model_src": {"huggingface": {"model_id": "a/b", "quantizations": ["none"]}}},
        {"model_format": "ggufv2", "model_size_in_billions": 7,
          "model_src": {"huggingface": {"model_id": "a/c", "quantizations": ["Q8_0"]}}},
        {"model_format": "ggufv2", "model_size_in_billions": 8,
          "model_src": {"huggingface": {"model_id": "a/d", "quantizations": ["Q8_0"]}}}]}]
      """)
    let cache = 28 * 4 * 128 * 2 * 2 * 4096
    let builds = SpecTable(entry).groups.flatMap(\.blocks).flatMap(\.rows).flatMap(\.quantizations)
    let caches = try builds.map { build in
      let memory = try #require(build.memory)
      return memory.needed / 11 * 10 - memory.weights
    }
    for (found, expected) in zip(caches, [cache, cache, 0]) { #expect(abs(found - expected) < 100) }
    #expect(caches.count == 3)
    #expect(ModelFacts(entry).leastMemory == builds[1].memory?.needed)
  }

  @Test("metadata that cannot be true says nothing, and no size is too large to reckon with")
  func extremes() throws {
    let huge = try TestSite.entry(
      "llm", "e",
      """
      [{"model_name": "e", "model_specs": [{"model_format": "ggufv2", "model_size_in_billions": 999999999999,
        "model_metadata": {"vocab_size": 16777216, "hidden_size": 16777216, "num_hidden_layers": 16777216,
        "num_attention_heads": 16777216, "num_key_value_heads": 16777216, "head_dim": 16777216},
        "model_src": {"huggingface": {"model_id": "a/b", "quantizations": ["F32"]}}}]}]
      """)
    #expect(try #require(ModelFacts(huge).leastMemory) > 0)
    #expect(
      ModelDimensions(of: try #require(huge.records[0].node["model_specs"]?.elements.first { _ in true }))?
        .cacheBytesPerToken == nil)
    for number in ["0", "-1", "1e9", "99999999999", "\"many\"", "null"] {
      let entry = try TestSite.entry(
        "llm", "e", #"[{"model_name": "e", "m": {"vocab_size": \#(number), "hidden_size": 8}}]"#)
      #expect(ModelDimensions(entry.records[0].node["m"]) == nil)
    }
  }

  @Test(
    "names of quantizations are read in any case, with what publishers put before and after them",
    arguments: [
      ("ggufv2", "q4_k_m", 4894), ("ggufv2", "UD-Q4_K_XL", 4894), ("ggufv2", "i1-IQ2_M", 2929),
      ("ggufv2", "Q3_K_XL", 4760), ("ggufv2", "UD-Q3_K_XL", 4004), ("ggufv2", "MXFP4_MOE", 4250),
      ("ggufv2", "UD-IQ4_NL_XL", 4682), ("mlx", "4bit", 4500), ("mlx", "8bit-MXFP8", 8250),
      ("mlx", "bf16", 16_000), ("gptq", "Int4-W4A16", 4156), ("awq", "AWQ", 4156), ("fp8", "none", 8000),
      ("bnb", "4-bit", 4127), ("pytorch", "none", 16_000), ("fp4", "FP4", 4500),
    ])
  func names(format: String, quantization: String, thousandths: Int) {
    let bits = WeightBits(format: Text(format.utf8), quantization: Text(quantization.utf8))
    #expect(bits?.thousandths == thousandths)
  }

  @Test(
    "every quantization in upstream's language models is known, but for those that name no bits",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func upstream() throws {
    var unknown: Set<String> = []
    for entry in try TestSite.entries(CatalogReader(TestSite.upstream)) where entry.type == .llm {
      let specs = try #require(entry.records[0].node["model_specs"])
      for spec in specs.elements {
        let format = try #require(spec["model_format"]).bytes
        for source in try #require(spec["model_src"]).members {
          for name in try #require(source.value["quantizations"]).elements
          where WeightBits(format: format, quantization: name.bytes) == nil {
            unknown.insert("\(format.string) \(name.text)")
          }
        }
      }
    }
    #expect(unknown == ["ggufv2 none"])
  }

  @Test("an unknown quantization or format has no estimate")
  func unknown() {
    #expect(WeightBits(format: Text("ggufv2"), quantization: Text("Q9_Z")) == nil)
    #expect(WeightBits(format: Text("onnx"), quantization: Text("none")) == nil)
    #expect(WeightBits(format: Text("pytorch"), quantization: Text("best")) == nil)
  }

  @Test(
    "memory is told in numbers that people remember",
    arguments: [
      (0, "0 MB"), (99_000_000, "99 MB"), (640_400_000, "640 MB"), (4_920_000_000, "4.9 GB"),
      (9_960_000_000, "10 GB"), (1_234_500_000_000, "1,235 GB"),
    ])
  func words(bytes: Int, text: String) { #expect(memoryText(bytes).string == text) }

  @Test("a model is found by each memory that its smallest build fits in")
  func facet() throws {
    let entries = try TestSite.entries(CatalogReader(FixtureCatalog.tree))
    let alpha = try #require(entries.first { $0.name == "alpha-1.5.chat" })
    let facts = ModelFacts(alpha)
    // The 4-bit build of 0.6B.
    #expect(facts.leastMemory == (600_000_000 / 8 * 4500 / 1000) / 10 * 11)
    let values = FacetValues(alpha, facts, .current).all.filter { $0.facet == .memory }
    #expect(values.map(\.label.string).first == "4 GB")
    #expect(values.count == MemorySizes.all.count)
  }
}

extension MemoryTests.Published {
  init(
    _ billions: String, _ format: String, _ quantization: String, gigabytes: Double, within tolerance: Double
  ) {
    self.init(billions, format, quantization, gigabytes: gigabytes)
    self.tolerance = tolerance
  }
}
