import Catalog
import Diagnostics
import FileTrees
import SourceText

/// The registry as rules across entries see it: settings, people, and a summary of each entry.
struct CatalogSurvey {
  /// What was known up front.
  let context: CatalogContext
  /// The entries that were checked, and those that bear on them, in the order of their folders.
  let entries: [EntrySummary]
  /// The entries that findings may be about; `nil` is all of the catalog.
  let subjects: [EntryFolder]?
  /// The aliases of which all owners are among the entries, in the form in which they are compared; `nil` is all.
  let aliases: Set<String>?
  let reader: CatalogReader

  /// A place in an entry's model file.
  func location(in entry: EntrySummary, _ range: Range<Int>) throws(FileTreeError) -> Location {
    try location(in: entry.modelPath, range)
  }

  /// A place in a file, which is read once more: summaries keep no text.
  func location(in path: String, _ range: Range<Int>) throws(FileTreeError) -> Location {
    guard let source = try reader.text(path)?.withoutSecrets else {
      return Location(path: reader.shown(path))
    }
    return Location(source, range.clamped(to: 0..<source.bytes.count))
  }

  /// An entry's folder as a place.
  func location(of folder: EntryFolder) -> Location { Location(path: reader.shown(folder.path)) }
}
