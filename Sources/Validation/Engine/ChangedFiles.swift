import Catalog
import FileTrees

/// What a change of files makes worth checking again.
///
/// The work grows with the change, not with the catalog: only where an entry was removed, hidden or given an alias
/// are the other entries' files searched, for the bytes of the name, and only those that have them are read.
struct ChangedFiles {
  /// The entries to check, in the order of the index; `nil` is all of them.
  let folders: [EntryFolder]?

  /// Takes paths below the catalog's root.
  init(_ paths: [String], _ names: NameIndex, _ reader: CatalogReader) throws(FileTreeError) {
    var entries: Set<EntryFolder> = []
    var removed: [String] = []
    for path in paths {
      let parts = path.split(separator: "/").map(String.init)
      guard parts.first == "models" else {
        // Settings, people and schemas bear on every entry.
        folders = nil
        return
      }
      let candidates = [3, 4].filter { parts.count > $0 }.map { parts[..<$0].joined(separator: "/") }
      if let folder = candidates.lazy.compactMap({ names.folder(at: $0) }).first {
        entries.insert(folder)
      } else if parts.count > 3 {
        removed.append(parts[parts.count > 4 && parts[3] != "assets" ? 3 : 2])
      }
    }
    for folder in try ReferenceScan(removed).hits(among: names.folders, reader) { entries.insert(folder) }
    folders = names.inOrder(entries)
  }
}

/// Finds the entries whose model files or READMEs have certain words in them.
struct ReferenceScan {
  private let words: [[UInt8]]

  init(_ words: [String]) {
    self.words = Set(words).sorted().map { Array($0.utf8) }
  }

  /// The entries that mention any of the words, without parsing any file.
  func hits(among folders: [EntryFolder], _ reader: CatalogReader) throws(FileTreeError) -> [EntryFolder] {
    if words.isEmpty { return [] }
    var found: [EntryFolder] = []
    for folder in folders where try isHit(folder, reader) { found.append(folder) }
    return found
  }

  private func isHit(_ folder: EntryFolder, _ reader: CatalogReader) throws(FileTreeError) -> Bool {
    for file in try reader.tree.entries(in: folder.path) where file.kind == .file {
      guard file.name.hasPrefix("model.") || file.name.hasPrefix("README."),
        let bytes = try reader.tree.read("\(folder.path)/\(file.name)", limit: 64 << 20)
      else { continue }
      if words.contains(where: { bytes.contains(sequence: $0) }) { return true }
    }
    return false
  }
}
