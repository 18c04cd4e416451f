public import Catalog
import Changes
import Documents

/// What one step of a catalog's history did to one entry.
public struct EntryChange: Sendable {
  /// What became of the entry.
  public enum Kind: String, Sendable, CaseIterable {
    /// It came, or was shown for the first time.
    case added
    /// Some of its fields or files are others.
    case changed
    /// It went.
    case removed
  }

  /// One field or file of the entry that is another.
  public struct Field: Hashable, Sendable {
    /// The field, such as `model.context_length`, or the file's name.
    public let path: String
    /// `added`, `removed`, `changed` or `reordered`.
    public let kind: String
    /// What it was, in a few words; nothing where it was not there, or is no value.
    public let before: String?
    /// What it is, in a few words; nothing where it is gone, or is no value.
    public let after: String?

    /// Describes a change of a field.
    public init(path: String, kind: String, before: String? = nil, after: String? = nil) {
      (self.path, self.kind, self.before, self.after) = (path, kind, before, after)
    }
  }

  /// More fields than this are counted, not named.
  public static let mostFields = 40

  /// The entry's type.
  public let type: ModelType
  /// The entry's name.
  public let name: String
  /// What became of it.
  public let kind: Kind
  /// When, in seconds since 1970.
  public let seconds: Int
  /// Who did it, where that is somebody whom the catalog knows.
  public let author: String?
  /// The review that it came through.
  public let review: String?
  /// What differs, of an entry that changed.
  public let fields: [Field]
  /// How many fields differ beyond those named.
  public let moreFields: Int
  /// Whether lists had the entry then; only those that are gone need it.
  public let wasListed: Bool

  /// Describes a step; `moreFields` are counted beyond those that are given.
  public init(
    type: ModelType, name: String, kind: Kind, seconds: Int, author: String? = nil, review: String? = nil,
    fields: [Field] = [], moreFields: Int = 0, wasListed: Bool = true
  ) {
    (self.type, self.name, self.kind, self.seconds) = (type, name, kind, seconds)
    (self.author, self.review, self.wasListed) = (author, review, wasListed)
    self.fields = Array(fields.prefix(Self.mostFields))
    self.moreFields = moreFields + fields.count - self.fields.count
  }
}

extension EntryChange {
  /// The entry's id, as ``EntryFolder`` has it.
  var id: String { "\(type.rawValue)/\(name)" }
}

extension EntryChange.Field {
  /// What differs between two versions of an entry, field by field: of the hub's fields and of the records'.
  ///
  /// Who may see an entry is nobody's business but the registry's, so that part is left out; and where an entry
  /// points to another, `knows` says whether readers may hear of that one.
  public static func differences(
    from old: Entry, to new: Entry, knows: (String) -> Bool
  ) -> [EntryChange.Field] {
    let hub = FieldDifference(from: old.hub.node ?? Self.nothing, to: new.hub.node ?? Self.nothing).changes
    let records = FieldDifference(from: old.records.map(\.node), to: new.records.map(\.node)).changes
    return hub.compactMap { field($0, below: "hub", knows) }
      + records.compactMap { field($0, below: "", knows) }
  }

  private static func field(
    _ change: FieldChange, below parent: String, _ knows: (String) -> Bool
  ) -> EntryChange.Field? {
    let own = change.field.description
    if own == "updated_at" || own.hasSuffix("].updated_at") { return nil }
    let path = parent.isEmpty || own.isEmpty ? parent + own : "\(parent).\(own)"
    if ["hub.audience", "hub.visibility", "hub.allow"].contains(where: path.hasPrefix) { return nil }
    var (before, after) = (words(change.old), words(change.new))
    if path == "hub.lifecycle" { (before, after) = (nil, nil) }
    if path == "hub.lifecycle.replaced_by" {
      before = before.flatMap { knows(change.old?.text ?? "") ? $0 : nil }
      after = after.flatMap { knows(change.new?.text ?? "") ? $0 : nil }
    }
    if path == "hub" { (before, after) = (nil, nil) }
    return EntryChange.Field(
      path: path.isEmpty ? "model" : path, kind: change.kind.rawValue, before: before, after: after)
  }

  private static func words(_ node: Node?) -> String? { node.map { FieldChange.words($0) } }

  private static let nothing: Node = {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.end()
    return builder.document().rootNode
  }()
}
