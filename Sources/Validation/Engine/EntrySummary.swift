public import Catalog
import Documents
import SourceText

/// A word in an entry's file that names something elsewhere.
public struct Mention: Sendable {
  /// The word.
  public let text: String
  /// Its bytes in the model file.
  public let range: Range<Int>
}

/// What is kept of an entry once it has been checked, so that a catalog of any size fits in memory.
public struct EntrySummary: Sendable {
  /// Where it lies.
  public let folder: EntryFolder
  /// Whether its model file is JSON rather than YAML.
  public let isJSON: Bool
  /// Who may see it.
  public let visibility: Visibility
  /// The offering it belongs to.
  public let edition: Edition
  /// Former names.
  public let aliases: [Mention]
  /// The entry to use instead.
  public let replacedBy: Mention?
  /// The number of its findings that are errors.
  public internal(set) var errors: Int

  /// The path of its model file below the catalog's root.
  public var modelPath: String { folder.path + (isJSON ? "/model.json" : "/model.yaml") }

  init(_ entry: Entry, errors: Int) {
    folder = entry.folder
    isJSON = entry.document.source.path.hasSuffix(".json")
    visibility = entry.hub.effectiveVisibility
    edition = entry.hub.effectiveEdition
    aliases = entry.hub.aliases.map { Mention(text: $0.value, range: $0.node.range) }
    replacedBy = entry.hub.lifecycle?.replacedBy.map { Mention(text: $0.value, range: $0.node.range) }
    self.errors = errors
  }
}
