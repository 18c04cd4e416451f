import Documents
import SourceText
import TestSupport

/// The records of Xinference's repository, where the shared data is there.
enum UpstreamRecords {
  static let root = "upstream-split/xinference/model"
  static let isThere = SharedData.has(root)

  /// All records of a type, in the order of their files' names.
  static func all(_ type: String) -> [Node] {
    SharedData.files(below: "\(root)/\(type)/models", ending: ".json").flatMap { path -> [Node] in
      guard let bytes = try? SharedData.bytes("\(root)/\(type)/models/\(path)"),
        let document = DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json).document
      else { return [] }
      return Array(document.rootNode.elements)
    }
  }

  /// The specs of a record with their sources.
  static func sources(_ record: Node) -> [(spec: Node, hub: String, source: Node)] {
    (record["model_specs"].map { Array($0.elements) } ?? []).flatMap { spec in
      (spec["model_src"].map { Array($0.members) } ?? []).map { (spec, $0.name, $0.value) }
    }
  }
}

extension Node {
  /// The texts of a list of texts.
  var strings: [String] { elements.compactMap(\.string) }
}
