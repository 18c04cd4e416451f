public import Catalog
public import Diagnostics
public import Documents
public import FileTrees
import SourceText

/// How a tree of Xinference's repository keeps its models.
public enum UpstreamLayout: String, Sendable, CaseIterable {
  /// One file a model, since 3.5.0: `xinference/model/<type>/models/<name>.json`.
  case split
  /// One array a type, to 3.4.0: `xinference/model/llm/llm_family.json` and its like.
  case aggregate
}

/// A model as an upstream tree has it: all records of one name, in order.
public struct UpstreamModel: Sendable {
  /// The model's type.
  public let type: ModelType
  /// The name: the file's in the split layout, the records' own in the aggregate one.
  public let name: String
  /// The records.
  public let records: [Node]
}

/// A tree of Xinference's repository, in either layout.
public struct UpstreamTree {
  /// The layout that was found.
  public let layout: UpstreamLayout
  /// The types that the tree has.
  public let types: [ModelType]

  let tree: any FileTree
  private let prefix: String

  /// Finds out how a tree keeps its models; nothing where it has none.
  public init?(_ tree: any FileTree, prefix: String = "") throws(FileTreeError) {
    self.tree = tree
    self.prefix = prefix
    var split: [ModelType] = []
    var aggregate: [ModelType] = []
    for type in ModelType.allCases {
      if try !tree.entries(in: type.splitFolder).isEmpty { split.append(type) }
      guard let path = type.aggregatePath, let slash = path.lastIndex(of: "/") else { continue }
      let name = path[path.index(after: slash)...]
      if try tree.entries(in: String(path[..<slash])).contains(where: { $0.name == name }) { aggregate.append(type) }
    }
    guard !split.isEmpty || !aggregate.isEmpty else { return nil }
    layout = split.isEmpty ? .aggregate : .split
    types = split.isEmpty ? aggregate : split
  }

  /// Hands on the models of a type, one after another; faults in a file come back as findings.
  public func forEachModel(
    of type: ModelType, _ body: (UpstreamModel) throws -> Void
  ) throws -> [Diagnostic] {
    switch layout {
    case .split: return try forEachFile(of: type, body)
    case .aggregate:
      guard let path = type.aggregatePath, let (document, faults) = try array(at: path) else { return [] }
      guard let document else { return faults }
      let (groups, strays) = Self.groups(document, type)
      for group in groups { try body(group) }
      return faults + strays
    }
  }

  private func forEachFile(of type: ModelType, _ body: (UpstreamModel) throws -> Void) throws -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for entry in try tree.entries(in: type.splitFolder) where entry.kind == .file && entry.name.hasSuffix(".json") {
      guard let (document, faults) = try array(at: "\(type.splitFolder)/\(entry.name)") else { continue }
      diagnostics += faults
      guard let document else { continue }
      let records = Array(document.rootNode.elements)
      try body(UpstreamModel(type: type, name: String(entry.name.dropLast(5)), records: records))
    }
    return diagnostics
  }

  /// The document at a path, which must be an array of mappings.
  func array(at path: String) throws(FileTreeError) -> (Document?, [Diagnostic])? {
    guard let bytes = try tree.read(path, limit: ReadLimits.aggregate.bytes) else { return nil }
    let source = SourceText(path: prefix.appendingPath(path), bytes: bytes)
    let (document, faults) = DocumentReader.read(source, as: .json, limits: .aggregate)
    guard let document else { return (nil, faults) }
    let root = document.rootNode
    let stray = root.kind == .array ? root.elements.first { $0.kind != .object } : root
    if let stray {
      let message = "An upstream file is a list of records, not \(stray.kind)"
      return (nil, faults + [Diagnostic("upstream-shape", message, at: Location(source, stray.range))])
    }
    return (document, faults)
  }

  /// The records by name, in the order in which each name first occurs.
  private static func groups(_ document: Document, _ type: ModelType) -> ([UpstreamModel], [Diagnostic]) {
    var order: [String] = []
    var records: [String: [Node]] = [:]
    var strays: [Diagnostic] = []
    for element in document.rootNode.elements {
      guard let name = ModelRecord(element).name else {
        strays.append(
          Diagnostic("upstream-shape", "A record has no ‘model_name’", at: element.location))
        continue
      }
      if records[name] == nil { order.append(name) }
      records[name, default: []].append(element)
    }
    return (order.map { UpstreamModel(type: type, name: $0, records: records[$0] ?? []) }, strays)
  }
}
