public import Catalog
import FileTrees

/// Versions of entries that no folder holds.
public enum EntryVersion {
  /// The entry that a model file's bytes were; nothing where they were none.
  public static func read(_ bytes: [UInt8], named file: String, in folder: EntryFolder) -> Entry? {
    // The bytes are all there is: nothing is looked for in a tree, so nothing can fail.
    do {
      return try CatalogReader(MemoryTree()).entry(folder, reading: bytes, at: file)
    } catch {
      return nil
    }
  }
}

extension EntryFolder {
  /// The entry that a file below the catalog's root belongs to, and the file's path in its folder.
  public static func holding(_ path: String, _ layout: CatalogLayout) -> (folder: EntryFolder, file: String)?
  {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let depth = layout == .flat ? 2 : 3
    guard parts.count > depth + 1, parts[0] == "models", let type = ModelType(rawValue: String(parts[1])),
      ModelName.isValid(String(parts[depth]))
    else { return nil }
    let folder = EntryFolder(type: type, name: String(parts[depth]), layout: layout)
    guard folder.path == parts[...depth].joined(separator: "/") else { return nil }
    return (folder, parts[(depth + 1)...].joined(separator: "/"))
  }
}
