import Catalog
import Documents
import FileTrees
import ModelFacts
import SourceText
import TestSupport
import Testing

@testable import Authoring

/// A model of Xinference's repository, with repositories made to look like those that its entry points to.
struct UpstreamModel: CustomTestStringConvertible {
  static let root = "upstream-split/xinference/model"
  static let isThere = SharedData.has(root)

  let type: ModelType
  let name: String
  let records: [Node]

  init(_ type: ModelType, _ name: String) throws {
    self.type = type
    self.name = name
    let bytes = try SharedData.bytes("\(Self.root)/\(type.rawValue)/models/\(name).json")
    let document = DocumentReader.read(SourceText(path: name, bytes: bytes), as: .json).document
    records = document.map { Array($0.rootNode.elements) } ?? []
  }

  /// The names of all models of a type.
  static func names(_ type: ModelType) -> [String] {
    SharedData.files(below: "\(root)/\(type.rawValue)/models", ending: ".json").map { String($0.dropLast(5)) }
  }

  var testDescription: String { "\(type.rawValue)/\(name)" }

  /// Every repository of the entry: files with the facts that the entry states, laid out as such repositories are.
  var repositories: [MemoryRepository] {
    var made: [MemoryRepository] = []
    for record in records {
      for source in UpstreamSource.sources(record) {
        guard !made.contains(where: { $0.origin.id == source.id && $0.origin.hub == source.hub }) else {
          continue
        }
        made.append(RepositoryImage(type, record, source).repository)
        if let id = source.source["gguf_model_id"]?.string { made.append(source.extraGGUF(id)) }
      }
    }
    return made
  }

  /// The draft that these repositories give.
  func draft() throws -> EntryDraft {
    EntryDraft(type, name, from: try repositories.map { try RepositoryFacts(reading: $0) })
  }
}

/// One repository that a record points to: a source, for one quantization where the id names it.
struct UpstreamSource {
  let hub: Hub
  let id: String
  let revision: String?
  let spec: Node
  let source: Node
  /// The quantization in the id; of GGUF files and plain ids `nil`.
  let quantization: String?

  static func sources(_ record: Node) -> [UpstreamSource] {
    let specs = record["model_specs"].map { Array($0.elements) } ?? [record]
    return specs.flatMap { spec in
      (spec["model_src"].map { Array($0.members) } ?? []).flatMap { member -> [UpstreamSource] in
        guard let hub = Hub(rawValue: member.name), let id = member.value["model_id"]?.string else {
          return []
        }
        let quantizations = member.value["quantizations"]?.elements.compactMap(\.string) ?? []
        let named: [String?] = id.contains("{quantization}") ? quantizations : [quantizations.first]
        return named.map { quantization in
          UpstreamSource(
            hub: hub, id: id.replacing("{quantization}", with: quantization ?? ""),
            revision: member.value["model_revision"]?.string, spec: spec, source: member.value,
            quantization: quantization)
        }
      }
    }
  }

  /// The repository of GGUF files that stands beside a pipeline's own.
  func extraGGUF(_ id: String) -> MemoryRepository {
    let sizes = Dictionary(uniqueKeysWithValues: ggufFiles.map { ($0, 1 << 30) })
    return MemoryRepository(
      RepositoryOrigin(hub: hub, id: id, revision: "main", place: id), [:], sizes: sizes)
  }

  var format: String { spec["model_format"]?.string ?? "" }

  /// The GGUF files that the source describes.
  var ggufFiles: [String] {
    let template =
      source["model_file_name_template"]?.string ?? source["gguf_model_file_name_template"]?.string ?? ""
    let split = source["model_file_name_split_template"]?.string ?? ""
    let parts =
      source["quantization_parts"]?.members.map { ($0.name, $0.value.elements.compactMap(\.string)) } ?? []
    let inParts = Set(parts.map(\.0))
    let list = source["quantizations"] ?? source["gguf_quantizations"]
    let whole = (list?.elements.compactMap(\.string) ?? []).filter {
      !inParts.contains($0) && !template.isEmpty
    }
    return whole.map { template.replacing("{quantization}", with: $0) }
      + parts.flatMap { quantization, parts in
        parts.map { split.replacing("{quantization}", with: quantization).replacing("{part}", with: $0) }
      }
  }
}
