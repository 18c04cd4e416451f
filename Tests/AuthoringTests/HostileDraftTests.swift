import Catalog
import Documents
import FileTrees
import ModelFacts
import SourceText
import TestSupport
import Testing

@testable import Authoring

@Suite struct HostileDraftTests {
  /// Words that YAML, JSON, Markdown or a shell would take for something else.
  static let words = [
    "x", "no", "1_8", "2026-01-01", "# c", "a: b", "- a", "[", "{", "'", "\"", "\\", "\n\n  x\n", "\u{1}",
    "\u{85}", "\u{2028}", "\u{FEFF}",
    "é", "🦊", "{quantization}", "../../x", "%s", "`", "|", "<!-- modelhub:end facts -->", "${HOME}", "null",
    "~", "\t", " ", "",
  ]

  func word(_ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: 1...3, using: &random)).map { _ in Self.words.randomElement(using: &random) ?? "" }
      .joined()
  }

  func json(_ random: inout SeededGenerator, _ keys: [String]) -> [UInt8] {
    let members = keys.map { key -> Literal.Member in
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .init(key, .number(Int.random(in: -2...1 << 50, using: &random)))
      case 1: .init(key, .list([.string(word(&random)), .number(7), .mapping([])]))
      case 2: .init(key, .mapping([.init(word(&random), .string(word(&random)))]))
      case 3: .init(key, .bool(true))
      default: .init(key, .string(word(&random)))
      }
    }
    return JSONWriter.file(Literal.mapping(members).document().rootNode)
  }

  func repository(_ random: inout SeededGenerator) -> MemoryRepository {
    var files: [String: [UInt8]] = [
      "config.json": json(
        &random,
        [
          "architectures", "model_type", "max_position_embeddings", "vocab_size", "hidden_size",
          "num_attention_heads",
          "num_hidden_layers", "vision_config", "quantization_config", "torch_dtype", "n_mels",
        ]),
      "tokenizer_config.json": json(
        &random, ["chat_template", "eos_token", "model_max_length", "added_tokens_decoder"]),
      "generation_config.json": json(&random, ["eos_token_id"]),
      "model_index.json": json(&random, ["_class_name"]),
      "chat_template.jinja": Array("{{ tools }}</think><tool_call>\(word(&random))".utf8),
      "modules.json": Array("[]".utf8),
      "1_Pooling/config.json": json(&random, ["word_embedding_dimension"]), "model.bin": [1],
    ]
    let matter = json(
      &random, ["license", "language", "license_name", "pipeline_tag", "base_model", "tags", "library_name"])
    files["README.md"] =
      Array("---\n".utf8) + matter + Array("---\n\(word(&random)) and many more words after that\n".utf8)
    for _ in 0..<3 { files["\(word(&random))-Q4_0.gguf"] = [1, 2] }
    let hub = [Hub.huggingface, .modelscope, .csghub].randomElement(using: &random)
    let origin = RepositoryOrigin(
      hub: hub, id: "\(word(&random))/\(word(&random))", revision: word(&random), place: word(&random))
    return MemoryRepository(origin, files)
  }

  @Test(
    "whatever 700 repositories say, the entry reads back as it was meant, and its README keeps its parts",
    arguments: ModelType.allCases)
  func readsBack(type: ModelType) throws {
    var random = SeededGenerator(seed: UInt64(type.rawValue.utf8.count))
    let writer = ReadmeWriter(try ReadmeWriterTests.templates())
    for round in 0..<100 {
      let facts = try (0...Int.random(in: 0...2, using: &random)).map { _ in
        try RepositoryFacts(reading: repository(&random))
      }
      let draft = EntryDraft(type, "m", from: facts)
      let bytes = draft.file(schemaPath: "x")
      let folder = EntryFolder(type: type, name: "m")
      let reader = CatalogReader(MemoryTree(["\(folder.path)/model.yaml": bytes]))
      let result = DocumentReader.read(SourceText(path: "model.yaml", bytes: bytes), as: .yaml)
      let document = try #require(result.document, "\(round) \(String(decoding: bytes, as: UTF8.self))")
      #expect(result.diagnostics.isEmpty, "\(round)")
      #expect(Literal(document.rootNode) == draft.literal, "\(round)")
      guard let entry = try reader.entry(folder).0 else { continue }
      let readme = try #require(writer.newReadme(entry, language: "en"))
      let blocks = ReadmeBlocks(SourceText(path: "README.md", bytes: readme.bytes))
      #expect(
        blocks.findings.isEmpty && blocks.blocks.count == 4,
        "\(round) \(String(decoding: readme.bytes, as: UTF8.self))")
    }
  }
}
