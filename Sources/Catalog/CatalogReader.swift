public import Diagnostics
public import Documents
public import FileTrees
public import SourceText

/// Reads a catalog out of a tree of files, one piece at a time.
///
/// Nothing is kept between calls, so a catalog of any size can be walked in the memory of one entry. Faults in
/// files come back as diagnostics; only a tree that cannot be read at all throws.
public struct CatalogReader {
  /// The tree; its root is the catalog's folder.
  public let tree: any FileTree
  /// What stands before a path in messages, so that a reader can open it: `catalog`, or nothing.
  public let prefix: String

  /// Looks at a catalog in a tree.
  public init(_ tree: any FileTree, prefix: String = "") {
    self.tree = tree
    self.prefix = prefix
  }

  /// A path as messages show it.
  public func shown(_ path: String) -> String { prefix.appendingPath(path) }

  /// The text of a file, or `nil` where it is not there.
  public func text(_ path: String) throws(FileTreeError) -> SourceText? {
    try tree.read(path).map { SourceText(path: shown(path), bytes: $0) }
  }

  /// The document at a path; neither it nor a diagnostic where there is no such file.
  public func document(_ path: String) throws(FileTreeError) -> (Document?, [Diagnostic]) {
    let bytes: [UInt8]?
    do {
      bytes = try tree.read(path, limit: ReadLimits.catalog.bytes)
    } catch  where error.code == .tooLarge {
      let message = "The file has more than the \(ReadLimits.catalog.bytes) bytes that a document may have"
      return (nil, [Diagnostic("file-size", message, at: Location(path: shown(path)))])
    }
    guard let bytes, let format = DocumentFormat(path: path) else { return (nil, []) }
    return DocumentReader.read(SourceText(path: shown(path), bytes: bytes), as: format)
  }

  /// The registry's settings: those of `hub.yaml`, or the standard ones where there is none.
  public func settings() throws(FileTreeError) -> (HubSettings, [Diagnostic]) {
    let (document, faults) = try document("hub.yaml")
    let (settings, more) = HubSettings.decode(document)
    return (settings, faults + more)
  }

  /// The people, sorted by login.
  public func people() throws(FileTreeError) -> ([Person], [Diagnostic]) {
    var people: [Person] = []
    var diagnostics: [Diagnostic] = []
    for entry in try tree.entries(in: "people") where entry.kind == .file {
      let path = "people/\(entry.name)"
      guard entry.name.hasSuffix(".yaml"), ModelName.isValid(String(entry.name.dropLast(5))) else {
        diagnostics.append(
          Diagnostic(
            "stray-file", "‘\(printable(entry.name))’ is no person's file", at: Location(path: shown(path)),
            help: "A person is a file ‘people/<login>.yaml’."))
        continue
      }
      let (document, faults) = try document(path)
      diagnostics += faults
      guard let document else { continue }
      let (person, more) = Person.decode(document, login: String(entry.name.dropLast(5)))
      diagnostics += more
      people.append(person)
    }
    return (people, diagnostics)
  }

  /// Where the entries lie, by type and name; no entry's own folder is opened.
  public func index(_ layout: CatalogLayout) throws(FileTreeError) -> ([EntryFolder], [Diagnostic]) {
    var scan = IndexScan(self, layout)
    try scan.run()
    return (scan.folders, scan.diagnostics)
  }

  /// The entries whose names people would not tell from some, in the same order; in a sharded catalog only the
  /// few shards are read in which they can lie.
  public func entries(like names: [BareName], _ layout: CatalogLayout) throws(FileTreeError) -> [EntryFolder]
  {
    var scan = IndexScan(self, layout, IndexFilter(like: names))
    try scan.run()
    return scan.folders
  }

  /// What the index has to say of paths and of the folders above them: names that cannot be, files that belong
  /// nowhere.
  public func indexFaults(along paths: [String], _ layout: CatalogLayout) throws(FileTreeError)
    -> [Diagnostic]
  {
    var scan = IndexScan(self, layout, IndexFilter(along: paths))
    try scan.run()
    return scan.diagnostics
  }

  /// An entry as it would be with a model file of these bytes; READMEs and assets are not looked for.
  public func entry(
    _ folder: EntryFolder, reading bytes: [UInt8], at path: String
  ) throws(FileTreeError) -> Entry? {
    guard let format = DocumentFormat(path: path) else { return nil }
    let source = SourceText(path: shown(path), bytes: bytes)
    guard let document = DocumentReader.read(source, as: format).document else { return nil }
    return Entry.decode(document, in: folder, readmes: [], assets: []).0
  }

  /// Reads one entry.
  public func entry(_ folder: EntryFolder) throws(FileTreeError) -> (Entry?, [Diagnostic]) {
    let listing = try EntryListing(folder, self)
    var diagnostics = listing.diagnostics
    guard let file = listing.modelFile else { return (nil, diagnostics) }
    let (document, faults) = try document("\(folder.path)/\(file)")
    diagnostics += faults
    guard let document else { return (nil, diagnostics) }
    let (entry, more) = Entry.decode(document, in: folder, readmes: listing.readmes, assets: listing.assets)
    return (entry, diagnostics + more)
  }
}

/// A name as a message can show it: control characters and what reorders text are escaped.
public func printable(_ name: String) -> String {
  var shown = ""
  for scalar in name.unicodeScalars {
    let isFormat =
      scalar.properties.generalCategory == .format || scalar.properties.generalCategory == .control
    shown += isFormat ? "\\u{\(String(scalar.value, radix: 16))}" : String(Character(scalar))
  }
  return shown
}
