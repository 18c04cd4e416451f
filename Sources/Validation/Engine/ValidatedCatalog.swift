public import Catalog
public import FileTrees

/// A catalog in which a whole run found no error.
///
/// Only ``ValidationSession/finish()`` makes one, so whoever takes it need not check again.
public struct ValidatedCatalog {
  /// Reads its files.
  public let reader: CatalogReader
  /// What was known up front: settings, people, names.
  public let context: CatalogContext

  /// The settings.
  public var settings: HubSettings { context.settings }
  /// The entries' folders, sorted by type and name.
  public var folders: [EntryFolder] { context.names.folders }
  /// The people, sorted by login.
  public var people: [Person] { context.people }

  init(reader: CatalogReader, context: CatalogContext) {
    self.reader = reader
    self.context = context
  }

  /// Reads an entry again; `nil` where the files have changed since the run.
  public func entry(_ folder: EntryFolder) throws(FileTreeError) -> Entry? {
    try reader.entry(folder).0
  }
}
