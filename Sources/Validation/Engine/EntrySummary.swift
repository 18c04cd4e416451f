public import Catalog
import Diagnostics
import Documents
import Markdown
import SourceText

/// A word in an entry's file that names something elsewhere.
public struct Mention: Sendable {
  /// The word.
  public let text: String
  /// Its bytes in the model file.
  public let range: Range<Int>
}

/// A link of a README to another entry.
public struct EntryReference: Sendable {
  /// The README's path below the catalog's root.
  public let readme: String
  /// The other entry's folder below the catalog's root.
  public let target: String
  /// The destination's bytes in the README; the whole first line where they are not known.
  public let range: Range<Int>
}

/// What is kept of an entry once it has been checked, so that a catalog of any size fits in memory.
public struct EntrySummary: Sendable {
  /// Where it lies.
  public let folder: EntryFolder
  /// Whether its model file is JSON.
  private let isJSON: Bool
  /// Who may see it.
  public let visibility: Visibility
  /// The offering it belongs to.
  public let edition: Edition
  /// Former names.
  public let aliases: [Mention]
  /// The entry to use instead.
  public let replacedBy: Mention?
  /// Links of its READMEs to other entries.
  public let references: [EntryReference]
  /// The number of its findings that are errors.
  public internal(set) var errors = 0

  init(_ checked: CheckedEntry) {
    let entry = checked.entry
    folder = entry.folder
    isJSON = entry.isJSON
    visibility = entry.hub.effectiveVisibility
    edition = entry.hub.effectiveEdition
    aliases = entry.hub.aliases.map { Mention(text: $0.value, range: $0.node.range) }
    replacedBy = entry.hub.lifecycle?.replacedBy.map { Mention(text: $0.value, range: $0.node.range) }
    references = checked.readmes.flatMap { readme in
      (readme.page?.links ?? []).compactMap { link in
        guard case .local(.entry(let target)) = ReadmeLink(link.destination, from: entry.folder) else {
          return nil
        }
        return EntryReference(
          readme: "\(entry.folder.path)/\(readme.name)", target: target,
          range: readme.location(of: link).range)
      }
    }
  }
}

extension EntrySummary {
  /// The path of its model file below the catalog's root.
  public var modelPath: String { folder.modelPath(isJSON: isJSON) }
}
