import Catalog
import Diagnostics
public import FileTrees
public import Site

extension OutputPart: FileSink {}

/// Reads, renders and writes entries, in a thread of its own.
struct EntryRenderer {
  private let reader: CatalogReader
  private var site: Site
  private var output: OutputPart

  init(_ reader: CatalogReader, _ site: Site, _ output: OutputPart) {
    (self.reader, self.site, self.output) = (reader, site, output)
  }

  /// Makes a renderer for another thread; `nil` where the catalog can be read by one only.
  var opener: (@Sendable () throws -> EntryRenderer)? {
    guard let tree = reader.tree.opener else { return nil }
    let (prefix, site, output) = (reader.prefix, site, output)
    return { EntryRenderer(CatalogReader(try tree(), prefix: prefix), site, output) }
  }

  /// Writes an entry's own files, or, of one without own files, renders what it shares with others.
  ///
  /// Nothing comes of an entry that the site's readers may not see.
  mutating func render(_ folder: EntryFolder, hasOwnFiles: Bool) throws -> WrittenEntry? {
    guard let entry = try reader.entry(folder).0, site.options.shows(entry),
      let share = try site.render(entry, reader.files(of: entry), hasOwnFiles: hasOwnFiles, to: &output)
    else { return nil }
    return WrittenEntry(share: share, files: output.drain(), problems: site.problems)
  }
}

/// An entry whose own files are written.
struct WrittenEntry: Sendable {
  /// What the site has yet to write of it.
  let share: EntryShare
  /// Its own files, to be counted.
  let files: OutputPart
  /// What went wrong in the templates.
  let problems: [Diagnostic]
}

extension CatalogReader {
  /// The README of an entry, where lists need it.
  func readmeForLists(of entry: Entry, _ options: SiteOptions) throws -> [UInt8]? {
    guard options.needsReadme(entry) else { return nil }
    return try entry.readmes.first.flatMap { try tree.read("\(entry.folder.path)/\($0)") }
  }

  /// The files beside an entry's model file.
  func files(of entry: Entry) throws -> EntryFiles {
    var readmes: [(name: String, bytes: [UInt8])] = []
    for name in entry.readmes {
      if let bytes = try tree.read("\(entry.folder.path)/\(name)") { readmes.append((name, bytes)) }
    }
    var assets: [(path: String, bytes: [UInt8])] = []
    for path in entry.assets {
      if let bytes = try tree.read("\(entry.folder.path)/\(path)") { assets.append((path, bytes)) }
    }
    return EntryFiles(readmes: readmes, assets: assets)
  }
}
