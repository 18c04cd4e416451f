import Catalog
import SourceText

/// An entry as rules see it.
struct CheckedEntry {
  /// The entry.
  let entry: Entry
  /// What the registry knows up front.
  let context: CatalogContext
  /// Its READMEs' texts, `README.md` first.
  let readmes: [SourceText]
}
