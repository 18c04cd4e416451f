import Diagnostics
import TestSupport
import Testing

@testable import ModelFacts

@Suite struct RepositoryFactsTests {
  func facts(_ id: String, _ files: [String: String], sizes: [String: Int] = [:]) throws -> RepositoryFacts {
    let origin = RepositoryOrigin(hub: .huggingface, id: id, revision: "main", place: id)
    let contents = files.mapValues { Array($0.utf8) }
    return try RepositoryFacts(reading: MemoryRepository(origin, contents, sizes: sizes))
  }

  @Test("each fact names the file and key that it was read from")
  func provenance() throws {
    let facts = try facts(
      "Qwen/QwQ-32B",
      [
        "config.json":
          #"{"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", "max_position_embeddings": 40960}"#,
        "tokenizer_config.json": """
        {"chat_template": "{{ tools }}<think></think>", "eos_token": "<|im_end|>", "model_max_length": 131072,
         "added_tokens_decoder": {"151643": {"content": "<|endoftext|>"}, "151645": {"content": "<|im_end|>"}}}
        """,
        "generation_config.json": #"{"eos_token_id": [151645, 151643]}"#,
        "README.md": """
        ---
        license: apache-2.0
        language: [en, zho, en]
        base_model: Qwen/Qwen2.5-32B
        ---
        # QwQ

        ![badge](x.png)

        **QwQ** is the reasoning model of the [Qwen](https://qwenlm.github.io) series, `small` and strong.
        More of it.
        """,
        "model.safetensors": "",
      ])
    #expect(
      facts.architectures
        == Fact(["Qwen2ForCausalLM"], Provenance("Qwen/QwQ-32B", file: "config.json", key: "architectures")))
    #expect(
      facts.contextLength?.provenance.description == "config.json: max_position_embeddings (Qwen/QwQ-32B)")
    #expect(facts.stopIDs?.value == [151645, 151643])
    #expect(facts.stopTexts?.value == ["<|im_end|>", "<|endoftext|>"])
    #expect(facts.inputLimit?.value == 131072)
    #expect(facts.card?.license?.value == "Apache-2.0")
    #expect(facts.card?.languages?.value == ["en", "zh"])
    #expect(facts.size == Fact(ModelSize(millions: 32_000), Provenance("Qwen/QwQ-32B", key: "name")))
    #expect(
      facts.card?.summary?.value
        == "QwQ is the reasoning model of the Qwen series, small and strong. More of it.")
    #expect(facts.weights?.format.value == .pytorch)
    #expect(facts.weights?.quantization.value == "none")
    #expect(facts.configDigest?.count == 64)
    #expect(
      facts.findings.map(\.message) == ["It is too short to be a safetensors file."])
  }

  @Test("what a model of several parts says of its text stands below")
  func nestedConfig() throws {
    let facts = try facts(
      "google/gemma-3-4b-it",
      [
        "config.json": """
        {"model_type": "gemma3", "vision_config": {"hidden_size": 1152}, "hidden_size": 1, "text_config":
         {"max_position_embeddings": 131072, "vocab_size": 262208, "num_attention_heads": 8, "hidden_size": 2560,
          "num_hidden_layers": 34, "intermediate_size": 10240, "head_dim": 256, "num_key_value_heads": 4},
         "limit": [0.0, Infinity, -Infinity, NaN, "NaN \\" Infinity"]}
        """
      ])
    #expect(facts.findings.isEmpty)
    #expect(facts.contextLength?.value == 131072)
    #expect(facts.contextLength?.provenance.key == "text_config.max_position_embeddings")
    let dimensions = try #require(facts.config?.dimensions)
    #expect(dimensions.hiddenSize == 2560 && dimensions.layers == 34 && dimensions.headWidth == 256)
    #expect(dimensions.kind == .multimodal)
    #expect(facts.weights == nil)
  }

  @Test("a repository with nothing but GGUF files is known by a header")
  func ggufOnly() throws {
    let header = sampleGGUF.bytes
    let origin = RepositoryOrigin(place: "./models/QwQ")
    let source = MemoryRepository(
      origin, ["QwQ-Q4_0.gguf": header, "QwQ-Q8_0.gguf": header + [0]], sizes: ["QwQ-Q8_0.gguf": 1 << 40])
    let facts = try RepositoryFacts(reading: source)
    #expect(facts.contextLength?.value == 131072)
    #expect(
      facts.contextLength?.provenance.description == "QwQ-Q4_0.gguf: qwen2.context_length (./models/QwQ)")
    #expect(facts.chatTemplate?.value == "{{ messages }}")
    #expect(facts.stopIDs?.value == [3])
    #expect(facts.stopTexts?.value == ["<|im_end|>"])
    #expect(facts.size?.value == ModelSize(millions: 32_000))
    #expect(facts.gguf.models.first?.quantizations.map(\.name) == ["Q4_0", "Q8_0"])
    #expect(facts.weights == nil)
  }

  @Test(
    "the form of weights is told from the config, and from the name where that says more",
    arguments: [
      ("Qwen/Qwen3-8B", "{}", "pytorch none"),
      ("Qwen/Qwen3-8B-FP8", #"{"quantization_config": {"quant_method": "fp8"}}"#, "fp8 FP8"),
      ("deepseek-ai/DeepSeek-V3", #"{"quantization_config": {"quant_method": "fp8"}}"#, "pytorch none"),
      ("openai/gpt-oss-20b", #"{"quantization_config": {"quant_method": "mxfp4"}}"#, "pytorch none"),
      ("Qwen/QwQ-32B-AWQ", #"{"quantization_config": {"quant_method": "awq", "bits": 4}}"#, "awq Int4"),
      (
        "Qwen/Qwen2-7B-GPTQ-Int8", #"{"quantization_config": {"quant_method": "gptq", "bits": 8}}"#,
        "gptq Int8"
      ),
      ("a/m-GPTQ", #"{"quantization_config": {"quant_method": "gptq", "bits": 3}}"#, "gptq Int3"),
      (
        "c/m-AWQ-4bit",
        #"{"quantization_config": {"quant_method": "compressed-tensors", "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "int"}}}}}"#,
        "awq 4bit"
      ),
      (
        "c/m-w4a16",
        #"{"quantization_config": {"quant_method": "compressed-tensors", "config_groups": {"group_0": {"weights": {"num_bits": 4, "type": "int"}}}}}"#,
        "gptq w4a16"
      ),
      ("mlx-community/QwQ-32B-4bit", #"{"quantization": {"group_size": 64, "bits": 4}}"#, "mlx 4bit"),
      ("mlx-community/QwQ-32B-bf16", "{}", "mlx bf16"),
      (
        "me/qwq-mlx",
        #"{"quantization": {"group_size": 64, "bits": 6}, "quantization_config": {"group_size": 64, "bits": 6}}"#,
        "mlx 6bit"
      ),
      (
        "unsloth/m-bnb-4bit",
        #"{"quantization_config": {"quant_method": "bitsandbytes", "load_in_4bit": true}}"#, "bnb 4-bit"
      ),
      (
        "n/m-NVFP4", #"{"quantization_config": {"quant_method": "modelopt", "quant_algo": "NVFP4"}}"#,
        "fp4 NVFP4"
      ),
    ])
  func weightForms(id: String, config: String, expected: String) throws {
    let weights = try #require(
      try facts(id, ["config.json": config], sizes: ["model.safetensors": 9]).weights)
    #expect("\(weights.format.value.rawValue) \(weights.quantization.value)" == expected)
  }

  @Test("sizes are counted where the name says none")
  func countedSizes() throws {
    let index = #"{"metadata": {"total_size": 5559367680}, "weight_map": {}}"#
    let config = #"{"torch_dtype": "float16"}"#
    let counted = try facts(
      "microsoft/phi-2", ["model.safetensors.index.json": index, "config.json": config])
    #expect(counted.size?.value.recordText == "2_8")
    #expect(counted.size?.provenance.key == "metadata.total_size")
    let packed = #"{"torch_dtype": "float16", "quantization_config": {"quant_method": "gptq"}}"#
    #expect(try facts("a/b", ["model.safetensors.index.json": index, "config.json": packed]).size == nil)
  }

  @Test("sentence-transformers' files say how long a vector is")
  func sentences() throws {
    let facts = try facts(
      "BAAI/bge-m3",
      [
        "modules.json": "[]", "1_Pooling/config.json": #"{"word_embedding_dimension": 1024}"#,
        "sentence_bert_config.json": #"{"max_seq_length": 8192}"#,
      ])
    #expect(facts.sentences?.dimensions?.value == 1024)
    #expect(facts.sentences?.dimensions?.provenance.file == "1_Pooling/config.json")
    #expect(facts.sentences?.inputLimit?.value == 8192)
  }

  @Test("damaged files are findings; what others say is still read")
  func damagedFiles() throws {
    let facts = try facts(
      "a/b-7B",
      [
        "config.json": "{\"model_type\": ", "README.md": "---\nlicense: [\n---\n",
        "generation_config.json": "[1]",
      ])
    #expect(facts.findings.count == 2)
    #expect(facts.findings.allSatisfy { $0.location.path.hasPrefix("a/b-7B/") })
    #expect(facts.config == nil)
    #expect(facts.size?.value == ModelSize(millions: 7000))
  }

  @Test("3 000 repositories with damaged JSON are read without a crash")
  func randomDamage() throws {
    var random = SeededGenerator(seed: 21)
    let files = [
      "config.json":
        #"{"text_config": {"a": [1, -2.5e3, null]}, "eos_token_id": [1, 2], "quantization_config": {"config_groups": {"g": {"weights": {"num_bits": 4}}}}}"#,
      "tokenizer_config.json":
        #"{"chat_template": [{"name": "default", "template": "{% if tools %}"}], "added_tokens_decoder": {"1": {"content": "x"}}}"#,
      "README.md": "---\nlicense: other\nlicense_name: x y\nlanguage:\n- en\n---\n[a](b) ![c](d) <e>\n",
      "model.safetensors.index.json": #"{"metadata": {"total_size": 1.0}}"#,
      "config.yaml": "model: Paraformer\n",
    ]
    for _ in 0..<3000 {
      let damaged = files.mapValues { text in
        var bytes = Array(text.utf8)
        for _ in 0...1 {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return bytes
      }
      let facts = try RepositoryFacts(reading: MemoryRepository(RepositoryOrigin(place: "x"), damaged))
      #expect(facts.files.count == files.count)
    }
  }

  @Test(
    "licences get their SPDX names",
    arguments: [
      ("license: mit", "MIT"), ("license: llama3.1", "LicenseRef-llama3.1"),
      ("license: other\nlicense_name: tongyi qianwen (v1)", "LicenseRef-tongyi-qianwen--v1-"),
      ("license:\n- apache-2.0\n- mit", "Apache-2.0"),
    ])
  func licenses(matter: String, expected: String) throws {
    #expect(try facts("a/b", ["README.md": "---\n\(matter)\n---\n"]).card?.license?.value == expected)
  }
}

@Suite struct ReadmeSummaryTests {
  func summary(_ text: String) -> String? {
    ReadmeSummary.firstParagraph(
      of: text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)[...])
  }

  @Test("what is no prose is passed over")
  func passingOver() {
    let text = """
      # Title
      [![License](b.svg)](x)
      <div align="center">words in HTML that go on for a while</div>
      > a quotation that is long enough to be taken for the summary
      | a table | of some length that nobody reads |
      - a list of some length, which is no paragraph
      1. another list of some length, which is none either
      ```
      code that is long enough to be taken for a summary of it all
      ```
      Short.

      Here is what the model *does*, at <b>last</b>: see [the [paper]](https://x.y/z) for more.
      """
    #expect(summary(text) == "Here is what the model does, at last: see the [paper] for more.")
  }

  @Test("a long paragraph ends with a whole sentence")
  func shortening() throws {
    let sentence = "This sentence has sixty characters in it, which is not a lot. "
    #expect(summary(String(repeating: sentence, count: 20))?.count == 247)
    #expect(summary(String(repeating: "模型支持多种语言。", count: 100))?.last == "。")
    let endless = try #require(summary(String(repeating: "word ", count: 200)))
    #expect(endless.hasSuffix("word…") && endless.count <= 301)
    #expect(summary("") == nil)
  }

  @Test("brackets and angles without an end are text", arguments: ["[", "![", "<", "[a](", "[a]"])
  func hostile(mark: String) {
    let text = String(repeating: mark, count: 50_000)
    #expect((summary("A text before that is long enough to be one " + text)?.count ?? 0) <= 301)
  }
}
