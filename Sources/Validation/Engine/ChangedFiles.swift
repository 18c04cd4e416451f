import Catalog
import Diagnostics
import FileTrees

/// What a change of files makes worth checking again.
///
/// The work grows with the change, not with the catalog: only where an entry was removed, hidden or given an alias
/// are the other entries' files searched, for the bytes of the name, and only those that have them are read.
struct ChangedFiles {
  /// The entries to check, in their order; `nil` is all of them.
  let folders: [EntryFolder]?
  /// What is wrong with the other files, or with the folders that they lie in.
  let faults: [Diagnostic]

  /// Takes paths below the catalog's root.
  init(
    _ paths: [String], _ names: NameIndex, _ reader: CatalogReader, _ layout: CatalogLayout
  ) throws(FileTreeError) {
    let parts = paths.map { $0.split(separator: "/").map(String.init) }
    guard parts.allSatisfy({ $0.first == "models" }) else {
      // Settings, people and schemas bear on every entry.
      (folders, faults) = (nil, [])
      return
    }
    let place = layout == .flat ? 2 : 3
    let inEntries = parts.filter { $0.count > place + 1 }
    try names.expect(inEntries.map { $0[place] })
    var entries: Set<EntryFolder> = []
    var removed: [String] = []
    var others: [String] = []
    for (path, parts) in zip(paths, parts) {
      let folder = parts.count > place + 1 ? parts[...place].joined(separator: "/") : nil
      if let folder, let entry = try names.folder(at: folder) {
        entries.insert(entry)
      } else {
        if folder != nil, ModelName.isValid(parts[place]) { removed.append(parts[place]) }
        others.append(path)
      }
    }
    for folder in try ReferenceScan(removed).hits(among: names, reader) { entries.insert(folder) }
    folders = entries.sorted()
    faults = others.isEmpty ? [] : try reader.indexFaults(along: others, layout)
  }
}
