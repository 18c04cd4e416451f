import Documents
import TestSupport
import Testing

@testable import ModelFacts

@Suite struct ModelSizeTests {
  @Test(
    "every size in upstream's records reads, and is written as it stands there",
    .enabled(if: UpstreamRecords.isThere, "needs ../shared/upstream-split"))
  func upstreamSizes() throws {
    var count = 0
    for record in UpstreamRecords.all("llm") {
      for spec in record["model_specs"]?.elements.map({ $0 }) ?? [] {
        for key in ["model_size_in_billions", "activated_size_in_billions"] {
          guard let node = spec[key] else { continue }
          let size = try #require(ModelSize(recordText: node.text), "\(node.text)")
          #expect(size.recordText == node.text)
          #expect(size.isWhole || node.kind == .string)
          count += 1
        }
      }
    }
    #expect(count > 1000)
  }

  @Test(
    "the size in a repository's name is upstream's, but for the names that round or lie",
    .enabled(if: UpstreamRecords.isThere, "needs ../shared/upstream-split"))
  func sizesInNames() throws {
    var (said, unlike): (Int, Set<String>) = (0, [])
    for record in UpstreamRecords.all("llm") {
      for (spec, _, source) in UpstreamRecords.sources(record) {
        let size = try #require(spec["model_size_in_billions"].flatMap { ModelSize(recordText: $0.text) })
        let name = RepositoryOrigin(place: source["model_id"]?.text ?? "").name
        guard let found = SizeInName(name).total else { continue }
        said += 1
        if found != size { unlike.insert("\(name): \(size.recordText)") }
      }
    }
    #expect(said > 1500)
    #expect(unlike.count <= 45, "\(unlike.sorted())")
  }

  @Test(
    "counts are rounded as model cards round",
    arguments: [
      (32_763_876_352, "33"), (7_615_616_512, "7_6"), (1_543_714_304, "1_5"), (494_032_768, "0_49"),
      (46_702_792_704, "47"), (1_000_000_000, "1"), (999_999, "0_001"), (684_531_386_000, "685"), (0, "0"),
    ])
  func rounding(parameters: Int, text: String) {
    #expect(ModelSize(parameters: parameters).recordText == text)
  }

  @Test(
    "names are taken apart",
    arguments: [
      ("Qwen3-30B-A3B-Instruct-2507-FP8", "30", "3"), ("qwen1_5-0_5b-chat", "0_5", nil), ("phi-2", nil, nil),
      ("Mixtral-8x7B-v0.1", nil, nil), ("SmolLM-135M", "0_135", nil), ("Kimi-K2-1T", "1000", nil),
      ("gemma-3n-E4B-it", nil, nil), ("Llama-2-7b-chat-hf", "7", nil), ("a3b", nil, nil), ("x7b", nil, nil),
    ] as [(String, String?, String?)])
  func names(name: String, total: String?, active: String?) {
    let size = SizeInName(name)
    #expect(size.total?.recordText == total)
    #expect(size.active?.recordText == active)
  }
}
