public import Catalog
public import Diagnostics
import Documents
public import FileTrees
import SourceText

/// What an import does about one model.
public struct ImportedEntry: Sendable {
  /// How the catalog stands to upstream.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The catalog had no such entry.
    case created
    /// The entry's records are upstream's.
    case unchanged
    /// The entry's records differ, and are left as they are.
    case differing
    /// The entry's records differed and become upstream's.
    case updated
    /// The catalog's folder of that name cannot be read as an entry, and is left as it is.
    case unreadable
  }

  /// Where the entry lies.
  public let folder: EntryFolder
  /// How the catalog stands to upstream.
  public let outcome: Outcome
  /// The model file to write, as a path below the catalog, and its bytes.
  public let file: (path: String, bytes: [UInt8])?
}

/// Makes entries of upstream's models.
///
/// An entry that is there already is compared record by record. Where it differs it is left alone, or, when
/// asked, only its records are edited: README, `hub:` and comments stay.
public struct Importer {
  private let catalog: CatalogReader
  private let layout: CatalogLayout
  /// The catalog's names of each type by their folded form.
  private var names: [ModelType: [String: String]] = [:]

  /// Looks at the catalog that entries are made for.
  public init(_ catalog: CatalogReader, _ layout: CatalogLayout) throws(UpstreamError) {
    self.catalog = catalog
    self.layout = layout
    let (folders, _) = try withFiles { () throws(FileTreeError) in try catalog.index(layout) }
    for folder in folders { names[folder.type, default: [:]][ModelName.folded(folder.name)] = folder.name }
  }

  /// Compares one model with the catalog; nothing is written.
  public func entry(
    for model: UpstreamModel, updating: Bool
  ) throws(UpstreamError) -> (ImportedEntry?, [Diagnostic]) {
    let folder = EntryFolder(type: model.type, name: model.name, layout: layout)
    guard let known = names[model.type]?[ModelName.folded(model.name)] else {
      let text = EntryText.new(model, layout)
      return (ImportedEntry(folder: folder, outcome: .created, file: ("\(folder.path)/model.yaml", text)), [])
    }
    guard known == model.name else {
      let finding = Diagnostic(
        "name-collision", "The catalog's ‘\(known)’ and upstream's ‘\(model.name)’ differ by case only",
        at: model.records[0].location, help: "Rename the entry, or remove it, and import again.")
      return (nil, [finding])
    }
    return try compare(model, folder, updating: updating)
  }

  private func compare(
    _ model: UpstreamModel, _ folder: EntryFolder, updating: Bool
  ) throws(UpstreamError) -> (ImportedEntry?, [Diagnostic]) {
    let (read, faults) = try withFiles { () throws(FileTreeError) in try catalog.entry(folder) }
    guard let entry = read else {
      return (ImportedEntry(folder: folder, outcome: .unreadable, file: nil), faults)
    }
    let isSame =
      entry.records.count == model.records.count
      && zip(entry.records, model.records).allSatisfy { $0.node.isIdentical(to: $1) }
    if isSame || !updating {
      return (ImportedEntry(folder: folder, outcome: isSame ? .unchanged : .differing, file: nil), [])
    }
    guard let bytes = EntryText.changed(entry, records: model.records) else {
      let finding = Diagnostic(
        "import", "The entry cannot be brought to upstream's records by editing its text",
        at: entry.document.rootNode.location,
        help: "Move the file away, import again, and add its `hub:` block.")
      return (ImportedEntry(folder: folder, outcome: .unreadable, file: nil), [finding])
    }
    let name = entry.document.source.path.split(separator: "/").last ?? "model.yaml"
    return (ImportedEntry(folder: folder, outcome: .updated, file: ("\(folder.path)/\(name)", bytes)), [])
  }
}

extension Importer {
  /// Imports an upstream tree into a catalog's folder, a model at a time.
  ///
  /// `report` is called for each model in the order of types and files; `progress` with the number done and, in
  /// the split layout, the number there are. Gives what there is to say about upstream's files.
  public static func run(
    _ upstream: UpstreamTree, into catalog: CatalogReader, _ layout: CatalogLayout, _ folder: SourceFolder,
    types: [ModelType] = ModelType.allCases, updating: Bool = false,
    progress: (_ done: Int, _ total: Int?) -> Void = { _, _ in }, report: (ImportedEntry) -> Void
  ) throws(UpstreamError) -> [Diagnostic] {
    let importer = try Importer(catalog, layout)
    var total: Int?
    if upstream.layout == .split {
      var count = 0
      for type in types { count += try upstream.files(of: type).count }
      total = count
    }
    var findings: [Diagnostic] = []
    var done = 0
    findings += try upstream.forEachModel(of: types) { model throws(UpstreamError) in
      let (entry, faults) = try importer.entry(for: model, updating: updating)
      findings += faults
      done += 1
      progress(done, total)
      guard let entry else { return }
      if let file = entry.file {
        try withFiles { () throws(FileTreeError) in _ = try folder.write(file.bytes, to: file.path) }
      }
      report(entry)
    }
    return findings.sorted()
  }
}
