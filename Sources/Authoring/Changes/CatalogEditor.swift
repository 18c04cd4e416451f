public import Catalog
import Diagnostics
public import FileTrees

/// Changes that concern more than one entry, or the registry's memory of one.
public struct CatalogEditor {
  let reader: CatalogReader
  let fields: SchemaFields
  /// Where the entries lie.
  public let folders: [EntryFolder]
  /// How they lie.
  public let layout: CatalogLayout

  /// Looks at a catalog as it is now; `schemas` are those that hold where it has none of its own.
  public init(_ reader: CatalogReader, schemas: MemoryTree = MemoryTree()) throws(FileTreeError) {
    self.reader = reader
    fields = try SchemaFields(reader, standard: schemas)
    layout = try reader.settings().0.layout
    folders = try reader.index(layout).0
  }

  /// What the catalog's schemas say of fields.
  public var schemaFields: SchemaFields { fields }

  /// The entry of a folder, whose file must be one that can be made sense of.
  func entry(_ folder: EntryFolder) throws -> Entry {
    let (entry, findings) = try reader.entry(folder)
    guard let entry else {
      let reason = findings.first.map { ": \($0.message)" } ?? ""
      throw AuthoringError(
        .unreadable, "‘\(folder.path)’ cannot be read\(reason). `modelhub validate \(folder.id)` says more.")
    }
    return entry
  }

  /// Refuses a name that cannot be one, or that an entry has already, now or formerly.
  public func checkNew(_ name: String, besides own: EntryFolder? = nil) throws {
    guard ModelName.isValid(name) else {
      throw AuthoringError(
        .badName,
        "‘\(printable(name))’ cannot be a model's name: letters, digits, ‘.’, ‘_’ and ‘-’, a letter or digit first."
      )
    }
    let folded = ModelName.folded(name)
    if let taken = folders.first(where: { ModelName.folded($0.name) == folded && $0 != own }) {
      throw AuthoringError(
        .badName, "There is an entry ‘\(taken.id)’ already; two names may not differ in case alone.")
    }
    for folder in folders where folder != own {
      guard let entry = try reader.entry(folder).0 else { continue }
      if entry.hub.aliases.contains(where: { ModelName.folded($0.value) == folded }) {
        throw AuthoringError(
          .badName, "‘\(name)’ is a former name of ‘\(folder.id)’, whose readers it would mislead.")
      }
    }
  }

  /// Entries that name another one as their replacement.
  func referrers(to name: String, besides own: EntryFolder) throws -> [Entry] {
    var found: [Entry] = []
    for folder in folders where folder != own {
      guard let entry = try reader.entry(folder).0 else { continue }
      if entry.hub.lifecycle?.replacedBy?.value == name || entry.hub.lifecycle?.replacedBy?.value == own.id {
        found.append(entry)
      }
    }
    return found
  }

  func change(
    _ entry: Entry, _ transform: (inout EntryLiteral) throws(StepFault) -> Void
  ) throws(AuthoringError) -> EntryEditor.Change {
    try EntryEditor(entry, fields).change { (literal) throws(StepFault) in
      var copy = literal
      try transform(&copy)
      return copy
    }
  }
}

extension EntryLiteral {
  mutating func setHub(_ keys: [String], _ value: Literal) throws(StepFault) {
    self = try setting([.key("hub")] + keys.map { .key($0) }, to: value, KeyOrder.hub)
  }

  mutating func removeHub(_ keys: [String]) throws(StepFault) {
    self = try removing([.key("hub")] + keys.map { .key($0) })
  }
}
