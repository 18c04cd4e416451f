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
