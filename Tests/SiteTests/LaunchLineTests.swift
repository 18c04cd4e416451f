import Catalog
import Testing

@testable import Site

@Suite struct LaunchLineTests {
  private func commands(_ entry: Entry) -> [String] {
    LaunchLine.lines(entry, ModelFacts(entry), SpecTable(entry)).map {
      $0.launch.command.string
    }
  }

  private func fixture(_ name: String) throws -> Entry {
    let entries = try TestSite.entries(CatalogReader(FixtureCatalog.tree))
    return try #require(entries.first { $0.name == name })
  }

  @Test("a language model is launched by format, on its smallest size, with an engine that it is marked for")
  func languageModel() throws {
    // No line for mlx: the entry's packages are for vLLM and llama.cpp only.
    #expect(
      commands(try fixture("alpha-1.5.chat")) == [
        """
        xinference launch --model-name alpha-1.5.chat --model-engine vLLM \\
          --size-in-billions 30 --model-format pytorch --quantization none
        """,
        """
        xinference launch --model-name alpha-1.5.chat --model-engine llama.cpp \\
          --size-in-billions 0_6 --model-format ggufv2 --quantization Q4_K_M
        """,
      ])
  }

  @Test("other models are launched by engine, and by what comes with them")
  func otherModels() throws {
    #expect(
      commands(try fixture("echo")) == [
        "xinference launch --model-name echo --model-type audio --model-engine transformers",
        "xinference launch --model-name echo --model-type audio --model-engine MLX --quantization 4bit",
      ])
    #expect(
      commands(try fixture("canvas")) == [
        "xinference launch --model-name canvas --model-type image",
        "xinference launch --model-name canvas --model-type image --gguf_quantization Q4_0",
        "xinference launch --model-name canvas --model-type image --lightning_version 4steps",
      ])
  }

  @Test("an entry without a marked engine is launched with the usual one of each format")
  func unmarked() throws {
    let entry = try TestSite.entry(
      "embedding", "e",
      """
      [{"model_name": "e", "model_specs": [
        {"model_format": "pytorch", "model_src": {"huggingface": {"model_id": "a/e", "quantizations": ["none"]}}},
        {"model_format": "ggufv2", "model_src": {"huggingface": {"model_id": "a/g", "quantizations": ["Q8_0"]}}}]}]
      """)
    #expect(
      commands(entry).map { $0.split(separator: " ")[7] } == ["sentence_transformers", "llama.cpp"])
  }

  @Test(
    "no value gets out of its shell word",
    arguments: [
      ("a b", "'a b'"), ("$(reboot)", "'$(reboot)'"), ("it's", "'it'\\''s'"), ("`x`", "'`x`'"),
      ("-rf", "'-rf'"),
      ("a\\nb", "'a\nb'"), ("Q4_K_M", "Q4_K_M"),
    ])
  func quoting(value: String, written: String) throws {
    let entry = try TestSite.entry(
      "llm", "e",
      """
      [{"model_name": "e", "model_specs": [{"model_format": "pytorch", "model_size_in_billions": 1,
        "model_src": {"huggingface": {"model_id": "a/e", "quantizations": ["\(value)"]}}}]}]
      """)
    #expect(try #require(commands(entry).first).hasSuffix("--quantization \(written)"))
  }
}
