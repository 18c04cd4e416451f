public import Catalog
public import Diagnostics
import Documents
public import FileTrees

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

  /// Imports from `upstream` into the catalog that `catalog` reads and `output` writes.
  public init(_ upstream: UpstreamTree, into catalog: CatalogReader, _ output: SourceFolder) throws {
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
    return same ? .unchanged : .differing
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
    builder.beginArray()
    for record in model.records { builder.copy(record) }
    builder.end()
    builder.end()
    let up = String(repeating: "../", count: folder.path.split(separator: "/").count)
    let hint = "# yaml-language-server: $schema=\(up)schema/entry.schema.json\n"
    return Array(hint.utf8) + YAMLWriter.file(builder.document().rootNode)
  }
}
