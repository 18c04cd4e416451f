public import Catalog
public import Diagnostics
import Documents
public import FileTrees
import SourceText

/// What an export writes.
public enum ExportLayout: String, Sendable, CaseIterable {
  /// One file a model, as upstream keeps them since 3.5.0.
  case split
  /// One array a type, as upstream kept them to 3.4.0.
  case aggregate
  /// One array a type, `<type>.json`, as clients download them: every record says when it changed.
  case download
}

/// Turns the entries of a catalog into the files that Xinference reads.
///
/// Private entries stay behind. Without a tree to be like, files are in canonical form and records are sorted by
/// their entries' names; with one, order and layout are that tree's wherever the content is, so that what was
/// imported and not changed comes back byte for byte.
public struct Exporter {
  private let catalog: CatalogReader
  private let output: SourceFolder
  private let like: UpstreamTree?

  /// Exports what `catalog` reads to `output`.
  public init(_ catalog: CatalogReader, to output: SourceFolder, like: UpstreamTree? = nil) {
    self.catalog = catalog
    self.output = output
    self.like = like
  }

  /// Writes the files of a layout; `progress` is told how many entries are done, of how many.
  public func run(
    _ layout: ExportLayout, progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> (files: Int, diagnostics: [Diagnostic]) {
    let (folders, faults) = try catalog.index(catalog.settings().0.layout)
    var diagnostics = faults
    var files = 0
    for type in ModelType.allCases {
      let ofType = folders.filter { $0.type == type }
      var records: [(name: String, records: [Node])] = []
      for (done, folder) in ofType.enumerated() {
        progress(done + 1, ofType.count)
        let (entry, faults) = try catalog.entry(folder)
        diagnostics += faults.filter { $0.severity == .error }
        guard let entry, entry.hub.effectiveVisibility != .private else { continue }
        let own = entry.records.map(\.node)
        guard layout == .split else {
          records.append((folder.name, own))
          continue
        }
        try write(own, to: "\(type.splitFolder)/\(folder.name).json")
        files += 1
      }
      if let path = path(of: type, in: layout), !records.isEmpty {
        let ordered = try ordered(records, type)
        try write(layout == .download ? ordered.map(Self.dated) : ordered, to: path)
        files += 1
      }
    }
    return (files, diagnostics)
  }

  private func path(of type: ModelType, in layout: ExportLayout) -> String? {
    switch layout {
    case .split: nil
    case .aggregate: type.aggregatePath
    case .download: "\(type.rawValue).json"
    }
  }

  /// Writes an array; where the tree to be like has the file, as the smallest change of its bytes.
  private func write(_ records: [Node], to path: String) throws {
    let target = Self.array(records)
    if let like, let (document, _) = try like.array(at: path), let document,
      let revision = document.revised(
        into: target.rootNode, as: .json, identityKeys: Self.identityKeys, limits: .aggregate)
    {
      try output.write(revision.bytes, to: path)
    } else {
      try output.write(JSONWriter.file(target.rootNode), to: path)
    }
  }

  /// The records in the order of the tree to be like; what it lacks comes last.
  private func ordered(_ entries: [(name: String, records: [Node])], _ type: ModelType) throws -> [Node] {
    guard let like, like.layout == .aggregate, let path = type.aggregatePath,
      let (document, _) = try like.array(at: path), let document
    else { return entries.flatMap(\.records) }
    var left = Dictionary(entries.map { ($0.name, $0.records[...]) }, uniquingKeysWith: { $0 + $1 })
    var ordered: [Node] = []
    for element in document.rootNode.elements {
      guard let name = ModelRecord(element).name else { continue }
      if let next = left[name]?.popFirst() { ordered.append(next) }
    }
    return ordered + entries.flatMap { left[$0.name] ?? [] }
  }

  /// What tells records, specs and sources of a list apart when they have changed.
  static let identityKeys = ["model_name", "model_format", "model_size_in_billions", "engine", "cache_name"]

  private static func array(_ records: [Node]) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for record in records { builder.copy(record) }
    builder.end()
    return builder.document()
  }

  /// The record with a whole-number `updated_at`: Xinference does not start on one without.
  private static func dated(_ record: Node) -> Node {
    if record["updated_at"]?.int != nil { return record }
    var builder = DocumentBuilder()
    builder.beginObject()
    for member in record.members where member.name != "updated_at" {
      builder.copy(member.key)
      builder.copy(member.value)
    }
    builder.key("updated_at")
    builder.number(0)
    builder.end()
    return builder.document().rootNode
  }
}
