public import Diagnostics
public import Documents
public import FileTrees

/// What is kept of an entry that is gone: an item of `removed.yaml`.
///
/// A registry remembers what it once offered, so that readers of an old address learn what became of the model, and
/// machines that follow the registry can tell a removal from a fault.
public struct Tombstone: Sendable {
  /// The item's mapping.
  public let node: Node
  /// The model's type.
  public let type: Located<ModelType>?
  /// The name that the entry had.
  public let name: Located<String>?
  /// The day on which it went.
  public let removed: Located<CalendarDate>?
  /// Why, for readers.
  public let reason: Located<String>?
  /// The entry to use instead.
  public let replacedBy: Located<String>?
  /// The former names that led to it.
  public let aliases: [Located<String>]

  /// The file's path below the catalog.
  public static let path = "removed.yaml"

  static func decode(_ document: Document) -> ([Tombstone], [Diagnostic]) {
    let root = document.rootNode
    if root.kind == .null { return ([], []) }
    guard root.kind == .array else {
      return (
        [], [Diagnostic("wrong-type", "removed.yaml must be a list, not \(root.kind)", at: root.location)]
      )
    }
    var tombstones: [Tombstone] = []
    var findings: [Diagnostic] = []
    for item in root.elements {
      var decoder = MappingDecoder(item, "An item of removed.yaml")
      tombstones.append(
        Tombstone(
          node: item, type: decoder.choice("type", ModelType.self), name: decoder.string("name"),
          removed: decoder.date("removed"), reason: decoder.string("reason"),
          replacedBy: decoder.string("replaced_by"), aliases: decoder.strings("aliases")))
      findings += decoder.finish()
    }
    return (tombstones, findings)
  }
}

extension CatalogReader {
  /// The entries that are gone, in the file's order; none where there is no such file.
  public func tombstones() throws(FileTreeError) -> ([Tombstone], [Diagnostic]) {
    let (document, faults) = try document(Tombstone.path)
    guard let document else { return ([], faults) }
    let (tombstones, more) = Tombstone.decode(document)
    return (tombstones, faults + more)
  }
}
