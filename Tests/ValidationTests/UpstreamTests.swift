import Catalog
import Diagnostics
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Validation

/// What is wrong with Xinference's own data, as the record of it says (skipped where the data is not there).
@Suite("Xinference's own models", .enabled(if: UpstreamCatalog.isThere))
struct UpstreamTests {
  private static let findings = Result { try TestCatalog.findings(UpstreamCatalog.tree) }

  /// How often a rule finds something in which entry.
  private func counts(_ rule: String) throws -> [String: Int] {
    let found = try Self.findings.get().filter { $0.rule == rule }
    return Dictionary(grouping: found) { String($0.location.path.split(separator: "/")[2]) }.mapValues(
      \.count)
  }

  @Test("have no error at all: what upstream ships can be built, checked and proposed")
  func noErrors() throws {
    #expect(TestCatalog.lines(try Self.findings.get().filter { $0.severity == .error }) == [])
  }

  @Test("have exactly the known faults")
  func knownFaults() throws {
    #expect(
      try counts("unlisted-quantization") == [
        "Kimi-K2.5": 2, "MiniMax-M2.5": 2, "MiniMax-M2.7": 2, "MiniMax-M3": 2, "glm-5": 2, "glm-5.1": 2,
        "llama-2": 1,
        "llama-2-chat": 1, "qwen3.5": 8, "qwen3.6": 2,
      ])
    #expect(
      try counts("unlaunchable-gguf") == ["Kimi-K2.5": 2, "MiniMax-M2.7": 2, "MiniMax-M3": 2, "glm-5.1": 2])
    #expect(
      try counts("duplicate-spec") == [
        "llama-3.1-instruct": 4, "mistral-nemo-instruct": 4, "mistral-large-instruct": 2, "MiniCPM-V-2.6": 2,
        "MiniCPM-V-4.5": 2, "qwen2-instruct": 1,
      ])
    #expect(
      try counts("unserved-format") == [
        "qwen3.5": 8, "qwen3.6": 1, "Kimi-K2.5": 1, "DeepSeek-V4-Flash": 1, "DeepSeek-V4-Pro": 1,
      ])
    #expect(try counts("unknown-tool-parser") == ["deepseek-v3": 1])
    #expect(
      Set(try counts("tools-without-parser").keys) == [
        "Baichuan-M2", "glm-4.1v-thinking", "glm4-0414", "internlm3-instruct", "llama-3.3-instruct",
        "marco-o1",
        "minicpm5-1b", "seed-oss",
      ])
    #expect(
      Set(try counts("parser-without-tools").keys) == ["gpt-oss", "deepseek-v3", "deepseek-r1-distill-llama"])
    #expect(try counts("repository-id") == ["qwen3": 1])
    #expect(
      Set(try counts("vision-without-projector").keys) == [
        "gemma-4", "Kimi-K2.5", "Kimi-K3", "MiniMax-M3", "glm-5", "glm-5.1",
      ])
    #expect(
      Set(try counts("reasoning-tags").keys) == ["DeepSeek-V3.2", "DianJin-R1", "qwenLong-l1", "skywork-or1"])
    #expect(try counts("quantization-bits") == ["DeepSeek-V3.2-Exp": 4, "glm-4.5": 2])
    #expect(
      try counts("stray-key") == [
        "Hy-MT2-1.8B": 1, "Hy-MT2-30B-A3B": 1, "Hy-MT2-7B": 1, "Z-Image-Turbo": 3, "gemma-4": 1,
        "qwen2-audio-instruct": 1,
      ])
    #expect(try counts("missing-featured")["GLM-4.7"] == 1)
    #expect(try counts("differing-hubs").values.reduce(0, +) == 23)
    #expect(try counts("missing-updated-at") == ["Qwen-Image-2.1": 1, "dots.ocr": 1])
    #expect(try counts("unknown-engine") == ["embeddinggemma-2": 2])
    #expect(
      Set(try counts("empty-chat-template").keys).isSuperset(of: ["deepseek-vl2", "gemma-4", "glm-4v"]))
    // Not in the record: its own size is 16 billions, its field says 3.
    #expect(try counts("size-in-name") == ["moonlight-16b-a3b-instruct": 1])
  }

  @Test(
    "have each fault at its own line",
    arguments: [
      ("unknown-tool-parser", "deepseek-v3", #""tool_parser": "deepseek_v3","#),
      ("repository-id", "qwen3", #""model_id": "mlx-community/Qwen/Qwen3-235B-A22B-{quantization}""#),
      ("stray-key", "gemma-4", #""is_built_in": true,"#),
      ("stray-key", "Hy-MT2-7B", #""quantizations": ["#),
      ("unlisted-quantization", "llama-2", #""Q6_K": ["#),
      ("unserved-format", "qwen3.6", #""model_format": "mlx","#),
      ("reasoning-tags", "DianJin-R1", #""reasoning""#),
      ("reasoning-tags", "skywork-or1", #""reasoning_start_tag": "<think>","#),
      ("parser-without-tools", "gpt-oss", #""tool_parser": "#),
      ("unlaunchable-gguf", "glm-5.1", #""none""#),
      ("quantization-bits", "glm-4.5", #""AWQ-FP16Mix""#),
    ])
  func lines(rule: String, entry: String, text: String) throws {
    let found = try #require(
      try Self.findings.get().first { $0.rule == rule && $0.location.path.split(separator: "/")[2] == entry })
    let source = try #require(found.location.source)
    let line = source.lines.range(
      ofLine: source.lines.line(at: found.location.range.lowerBound), in: source.bytes)
    let written = source.text(in: line)
    #expect(written.drop { $0 == " " }.hasPrefix(text), "\(written)")
  }

  @Test("had, in the older layout, a quantization twice, which upstream mended since")
  func snapshot() throws {
    var tree = MemoryTree()
    let (document, _) = DocumentReader.read(
      SourceText(
        path: "image.json", bytes: try SharedData.bytes("upstream/xinference/model/image/model_spec.json")),
      as: .json, limits: .aggregate)
    for record in try #require(document).rootNode.elements {
      var builder = DocumentBuilder()
      builder.beginArray()
      builder.copy(record)
      builder.end()
      let name = try #require(ModelRecord(record).name)
      tree.files["models/image/\(name)/model.json"] = JSONWriter.file(builder.document().rootNode)
    }
    let found = try TestCatalog.findings(tree).filter { $0.rule == "duplicate-item" }
    #expect(Set(found.map(\.location.path)) == ["models/image/FLUX.1-Kontext-dev/model.json"])
    #expect(found.count == 4)
  }
}
