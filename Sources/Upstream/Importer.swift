public import Catalog
public import Diagnostics
import Documents
public import FileTrees
import SourceText

/// Turns an upstream tree into entries of a catalog.
public struct Importer {
  /// What became of one model.
  public enum Outcome: String, Sendable, CaseIterable {
    /// There was no entry; now there is.
    case created
    /// The entry says the same.
    case unchanged
    /// The entry says something else, and was left as it is.
    case differing
    /// The entry's records were brought to upstream's; the rest of the file is as it was.
    case updated
    /// The name cannot be an entry's.
    case refused
  }

  private let upstream: UpstreamTree
  private let catalog: CatalogReader
  private let output: SourceFolder
  private let layout: CatalogLayout
  private let update: Bool

  /// Imports from `upstream` into the catalog that `catalog` reads and `output` writes.
  ///
  /// With `update` the records of entries that differ are brought to upstream's; without, they are left alone.
  public init(
    _ upstream: UpstreamTree, into catalog: CatalogReader, _ output: SourceFolder, update: Bool = false
  ) throws {
    self.update = update
    self.upstream = upstream
    self.catalog = catalog
    self.output = output
    layout = try catalog.settings().0.layout
  }

  /// Imports the models of some types and tells what became of each.
  public func run(
    _ types: [ModelType], report: (ModelType, String, Outcome) -> Void
  ) throws -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for type in types {
      diagnostics += try upstream.forEachModel(of: type) { model in
        report(type, model.name, try take(model))
      }
    }
    return diagnostics
  }

  private func take(_ model: UpstreamModel) throws -> Outcome {
    guard ModelName.isValid(model.name) else { return .refused }
    let folder = EntryFolder(type: model.type, name: model.name, layout: layout)
    let (entry, faults) = try catalog.entry(folder)
    guard let entry else {
      // A folder that is there and cannot be read is somebody's work in progress.
      guard faults.allSatisfy({ $0.rule == "model-file" }), try catalog.tree.entries(in: folder.path).isEmpty
      else { return .differing }
      try output.write(Self.file(model, folder), to: folder.path + "/model.yaml")
      return .created
    }
    let same =
      entry.records.count == model.records.count
      && zip(entry.records, model.records).allSatisfy { $0.node.isIdentical(to: $1) }
    if same { return .unchanged }
    return update ? try bring(entry, to: model) : .differing
  }

  /// Brings an entry's records to upstream's by edits on the file's own bytes.
  private func bring(_ entry: Entry, to model: UpstreamModel) throws -> Outcome {
    let document = entry.document
    var builder = DocumentBuilder()
    if document.rootNode.kind == .array {
      builder.beginArray()
      for record in model.records { builder.copy(record) }
      builder.end()
    } else {
      builder.beginObject()
      for member in document.rootNode.members {
        builder.copy(member.key)
        guard member.name == "model" else {
          builder.copy(member.value)
          continue
        }
        Self.add(model.records, asMapping: member.value.kind == .object, to: &builder)
      }
      builder.end()
    }
    guard let format = DocumentFormat(path: document.source.path),
      let revision = document.revised(
        into: builder.document().rootNode, as: format, identityKeys: Exporter.identityKeys)
    else { return .differing }
    let name = format == .json ? "model.json" : "model.yaml"
    try output.write(revision.bytes, to: "\(entry.folder.path)/\(name)")
    return .updated
  }

  private static func add(_ records: [Node], asMapping: Bool, to builder: inout DocumentBuilder) {
    if asMapping, records.count == 1 { return builder.copy(records[0]) }
    builder.beginArray()
    for record in records { builder.copy(record) }
    builder.end()
  }

  /// A new entry's file: the hint for editors, the registry's block, and upstream's records as they are.
  private static func file(_ model: UpstreamModel, _ folder: EntryFolder) -> [UInt8] {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("hub")
    builder.beginObject()
    builder.key("visibility")
    builder.string(Visibility.public.rawValue)
    builder.end()
    builder.key("model")
    add(model.records, asMapping: false, to: &builder)
    builder.end()
    let up = String(repeating: "../", count: folder.path.split(separator: "/").count)
    let hint = "# yaml-language-server: $schema=\(up)schema/entry.schema.json\n"
    return Array(hint.utf8) + YAMLWriter.file(builder.document().rootNode)
  }
}
