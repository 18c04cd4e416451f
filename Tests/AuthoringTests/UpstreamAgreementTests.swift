import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import ModelFacts
import TestSupport
import Testing
import Validation

@testable import Authoring

/// What a record says of its weights, whatever way it is written: a line for each thing that can be launched.
struct FlatSources: Equatable {
  let lines: Set<String>

  init(_ record: Node) {
    var lines: Set<String> = []
    for spec in record["model_specs"].map({ Array($0.elements) }) ?? [record] {
      let head = ["model_format", "model_size_in_billions"].map {
        spec[$0]?.text ?? ""
      }
      for member in spec["model_src"].map({ Array($0.members) }) ?? [] {
        let source = member.value
        let quantizations =
          (source["quantizations"] ?? source["gguf_quantizations"])?.elements.compactMap(\.string) ?? [""]
        let parts = source["quantization_parts"]
        // Upstream forgets to list some of the quantizations that are in parts; they are there all the same.
        let all = Set(quantizations + (parts?.members.map { $0.name } ?? [])).subtracting(
          parts == nil ? [] : ["none"])
        for quantization in all {
          func filled(_ key: String) -> String {
            source[key]?.text.replacing("{quantization}", with: quantization) ?? ""
          }
          let pieces = parts?[quantization]?.elements.compactMap(\.string) ?? []
          let files =
            pieces.isEmpty
            ? [filled("model_file_name_template")]
            : pieces.map { filled("model_file_name_split_template").replacing("{part}", with: $0) }
          let word = quantization.lowercased()
          // How many parameters are active stands in no file; where the name tells, it must be told.
          let tells = filled("model_id").contains(/-A\d+(\.\d+)?B/)
          let active = tells ? spec["activated_size_in_billions"]?.text ?? "" : ""
          let extras = [active, filled("gguf_model_id"), filled("gguf_model_file_name_template")]
          let projectors = source["multimodal_projectors"]?.elements.compactMap(\.string).sorted() ?? []
          lines.insert(
            (head + [member.name, filled("model_id"), word] + files + extras + projectors).joined(
              separator: " "))
        }
      }
    }
    self.lines = lines
  }
}

/// Compares a draft's record with upstream's, field by field, where files can tell.
struct Agreement {
  private(set) var differences: [String] = []

  init(_ draft: Node, _ upstream: Node, _ type: ModelType) {
    for key in Self.fields(type) {
      guard let theirs = upstream[key], theirs.kind != .null else { continue }
      if theirs.string?.isEmpty == true { continue }
      if theirs.kind == .array {
        compare(key, draft[key].map(Self.set), Self.set(theirs))
      } else {
        compare(key, draft[key]?.text, theirs.text)
      }
    }
    let (ours, theirs) = (FlatSources(draft).lines, FlatSources(upstream).lines)
    let onlyOurs = ours.subtracting(theirs).sorted().prefix(3)
    let onlyTheirs = theirs.subtracting(ours).sorted().prefix(3)
    if ours != theirs { differences.append("sources: \(Array(onlyOurs)) against \(Array(onlyTheirs))") }
    if type == .llm { comparePlainMetadata(draft, upstream) }
  }

  private mutating func compare<Value: Equatable>(_ key: String, _ ours: Value?, _ theirs: Value) {
    if ours != theirs { differences.append("\(key): \(ours.map { "\($0)" } ?? "nothing") against \(theirs)") }
  }

  private mutating func comparePlainMetadata(_ draft: Node, _ upstream: Node) {
    var ours = Self.metadata(draft)
    for (id, text) in Self.metadata(upstream) where ours.removeValue(forKey: id) != text {
      differences.append("metadata of \(id)")
    }
  }

  private static func metadata(_ record: Node) -> [String: String] {
    var found: [String: String] = [:]
    for source in UpstreamSource.sources(record) where source.format != "ggufv2" && source.hub == .huggingface
    {
      let node =
        source.source["model_metadata"]
        ?? source.quantization.flatMap { source.source["model_metadata_by_quantization"]?[$0] }
      // The digest is that of the real file, whose bytes are not here.
      let members = node?.members.filter { $0.name != "config_sha256" && $0.name != "config_source" } ?? []
      if !members.isEmpty {
        found[source.id] = members.map { "\($0.name)=\($0.value.text)" }.joined(separator: " ")
      }
    }
    return found
  }

  private static func set(_ list: Node) -> Set<String> { Set(list.elements.map(\.text)) }

  private static func fields(_ type: ModelType) -> [String] {
    switch type {
    case .llm:
      [
        "version", "model_name", "context_length", "model_lang", "model_ability", "architectures",
        "model_type",
        "chat_template", "stop_token_ids", "stop", "reasoning_start_tag", "reasoning_end_tag", "tool_parser",
      ]
    case .embedding: ["version", "model_name", "dimensions", "max_tokens", "language"]
    case .rerank: ["version", "model_name", "type", "max_tokens", "language"]
    case .image: ["version", "model_name", "model_family", "model_ability"]
    case .video: ["version", "model_name", "model_family", "model_ability", "engine", "model_format"]
    case .audio:
      [
        "version", "model_name", "cache_name", "model_family", "model_ability", "engine", "model_format",
        "multilingual",
      ]
    case .world: ["version", "model_name"]
    }
  }
}

@Suite(.enabled(if: UpstreamModel.isThere, "needs ../shared/upstream-split"))
struct UpstreamAgreementTests {
  static let chosen: [(type: ModelType, name: String)] = [
    (.llm, "QwQ-32B"), (.llm, "qwen3"), (.llm, "Qwen3-Coder"), (.llm, "qwen2.5-vl-instruct"),
    (.llm, "GLM-4.7"),
    (.llm, "DeepSeek-V3.2"), (.llm, "deepseek-r1-0528-qwen3"), (.llm, "minicpm4"), (.llm, "gemma-3-it"),
    (.llm, "phi-3-mini-4k-instruct"), (.embedding, "bge-m3"), (.embedding, "Qwen3-Embedding-0.6B"),
    (.embedding, "bge-small-en-v1.5"), (.rerank, "bge-reranker-v2-m3"),
    (.rerank, "bge-reranker-v2-minicpm-layerwise"), (.image, "FLUX.1-schnell"),
    (.image, "stable-diffusion-xl-base-1.0"), (.audio, "whisper-large-v3"), (.audio, "CosyVoice2-0.5B"),
    (.video, "CogVideoX-2b"), (.video, "Wan2.1-i2v-14B-480p"),
  ]

  @Test("an entry made from a model's files agrees with upstream's own", arguments: chosen.indices)
  func agreement(index: Int) throws {
    let model = try UpstreamModel(Self.chosen[index].type, Self.chosen[index].name)
    let draft = try model.draft()
    #expect(draft.records.count == model.records.count, "\(model.name)")
    for (record, upstream) in zip(draft.records, model.records) {
      let agreement = Agreement(record.literal.document().rootNode, upstream, model.type)
      #expect(
        agreement.differences.isEmpty, "\(model.name): \(agreement.differences.joined(separator: "\n"))")
    }
  }

  @Test("these entries pass every rule of ours without an error", arguments: chosen.indices)
  func validity(index: Int) throws {
    let model = try UpstreamModel(Self.chosen[index].type, Self.chosen[index].name)
    var draft = try model.draft()
    draft.setRecord("updated_at", .number(1_790_000_000), .rule("now"))
    let catalog = try DraftCatalog(draft)
    #expect(try catalog.errors() == [])
    #expect(draft.missing(try SchemaFields(CatalogReader(catalog.tree))) == [])
  }

  /// Where the rest differ, people decided: abilities that no template shows, quantizations named for what they are not.
  @Test("of upstream's 166 language models, 99 are made anew without a difference in any field")
  func census() throws {
    let agreed = try UpstreamModel.names(.llm).filter { name in
      let model = try UpstreamModel(.llm, name)
      let record = try model.draft().records[0].literal.document().rootNode
      return Agreement(record, model.records[0], .llm).differences.isEmpty
    }
    #expect(agreed.count >= 99)
  }
}

/// A catalog with our schemas and one entry.
struct DraftCatalog {
  let tree: MemoryTree

  init(_ draft: EntryDraft) throws {
    let schemas = SharedData.packageRoot.appending(path: "catalog/schema")
    var files: [String: [UInt8]] = [:]
    for name in ["common", "entry", "hub", "person"] + ModelType.allCases.map(\.rawValue) {
      let path = schemas.appending(path: "\(name).schema.json")
      files["schema/\(name).schema.json"] = Array(try Data(contentsOf: path))
    }
    let folder = EntryFolder(type: draft.type, name: draft.name).path
    files["\(folder)/model.yaml"] = draft.file(schemaPath: "../../../schema/entry.schema.json")
    files["\(folder)/README.md"] = Array("# \(draft.name)\n\nA model.\n".utf8)
    tree = MemoryTree(files)
  }

  /// What validation finds wrong, a line each.
  func errors() throws -> [String] {
    var lines: [String] = []
    let today = try #require(CalendarDate("2026-11-24"))
    _ = try Validator.run(CatalogReader(tree), ValidationOptions(today: today)) { finding in
      if finding.severity == .error { lines.append("\(finding.location.path): \(finding.message)") }
    }
    return lines
  }
}
