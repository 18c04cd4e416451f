import Catalog
import Diagnostics
import Documents
import FileTrees
import SourceText

/// The files of a catalog as a run reads them: none too large, each for the rules on files and on entries.
struct CatalogFiles {
  let reader: CatalogReader

  init(_ reader: CatalogReader) {
    self.reader = reader
  }

  /// The READMEs of an entry that can be read as text, and what is wrong with the others.
  func readmes(of entry: Entry) throws(FileTreeError) -> (readmes: [SourceText], faults: [Diagnostic]) {
    var readmes: [SourceText] = []
    var faults: [Diagnostic] = []
    for name in entry.readmes {
      let path = "\(entry.folder.path)/\(name)"
      guard let source = try text(path) else {
        let message = "The file has more than the \(Self.limit) bytes that a README may have"
        faults.append(Diagnostic("file-size", message, at: Location(path: reader.shown(path))))
        continue
      }
      if let offset = UTF8Check.firstFault(in: source.bytes) {
        let location = Location(source, offset..<offset + 1)
        let help = "Save the file as UTF-8; a picture or an archive does not belong here."
        faults.append(Diagnostic("not-utf-8", "This byte is not UTF-8", at: location, help: help))
      } else {
        readmes.append(source)
      }
    }
    return (readmes, faults)
  }

  /// The files of an entry that rules on files look at.
  func forEachFile(
    of entry: Entry, _ readmes: [SourceText], _ body: (CheckedFile) -> Void
  ) throws(FileTreeError) {
    body(CheckedFile(source: entry.document.source, isText: true))
    for readme in readmes { body(CheckedFile(source: readme, isText: true)) }
    for asset in entry.assets where Self.isReadable(asset) {
      guard let source = try text("\(entry.folder.path)/\(asset)") else { continue }
      body(CheckedFile(source: source, isText: false))
    }
  }

  /// The same for a folder whose model file could not be made sense of.
  func forEachFile(in folder: EntryFolder, _ body: (CheckedFile) -> Void) throws(FileTreeError) {
    for file in try reader.tree.entries(in: folder.path)
    where file.kind == .file && Self.isReadable(file.name) {
      guard let source = try text("\(folder.path)/\(file.name)") else { continue }
      body(CheckedFile(source: source, isText: true))
    }
  }

  /// Settings, people, schemas, and whatever else lies beside `models/`.
  func forEachRegistryFile(_ body: (CheckedFile) -> Void) throws(FileTreeError) {
    for folder in ["", "people", "schema"] {
      for file in try reader.tree.entries(in: folder) where file.kind == .file && Self.isReadable(file.name) {
        guard let source = try text(folder.appendingPath(file.name)) else { continue }
        body(CheckedFile(source: source, isText: true))
      }
    }
  }

  /// Findings for allowances that no finding needed, in files that are read once more.
  func findings(ofUnused unused: [(rule: String, FindingFilter.PendingLocation)]) throws(FileTreeError)
    -> [Diagnostic]
  {
    var found: [Diagnostic] = []
    for (rule, place) in unused {
      guard let source = try reader.text(place.path) else { continue }
      found.append(UnusedAllowance.finding(rule, at: Location(source, place.range)))
    }
    return found
  }

  /// A file's bytes, or `nil` where it is too large, or gone since it was listed.
  private func text(_ path: String) throws(FileTreeError) -> SourceText? {
    do {
      return try reader.tree.read(path, limit: Self.limit).map {
        SourceText(path: reader.shown(path), bytes: $0)
      }
    } catch  where error.code == .tooLarge {
      return nil
    }
  }

  private static let limit = ReadLimits.catalog.bytes

  /// Tells whether a file's ending promises text; pictures, which make up most of the bytes, are let be.
  private static func isReadable(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return true }
    return !pictures.contains(name[dot...].lowercased())
  }

  private static let pictures: Set<String> = [
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".ico", ".mp4", ".webm",
  ]
}
