public import Changes
import Documents
public import GitStore

/// Something that the published catalog and a submission both changed, each in its way.
public struct Dispute: Hashable, Sendable {
  /// What is in dispute.
  public enum Matter: Hashable, Sendable {
    /// A field of a document.
    case field(FieldPath)
    /// Lines of a text.
    case lines
    /// The file as a whole: its being there, its kind, or bytes that are no text.
    case file
  }

  /// The file's path from the root of the repository.
  public let path: TreePath
  /// What is in dispute in it.
  public let matter: Matter
  /// Where both started, as text on one line; nil where there was nothing.
  public let base: String?
  /// What is published.
  public let ours: String?
  /// What the submission has.
  public let theirs: String?

  init(_ path: TreePath, _ matter: Matter, _ versions: Trio<String> = Trio()) {
    (self.path, self.matter) = (path, matter)
    (base, ours, theirs) = (versions.base, versions.ours, versions.theirs)
  }

  init(_ path: TreePath, _ conflict: FieldConflict) {
    let values = Trio(base: conflict.base, ours: conflict.ours, theirs: conflict.theirs)
    self.init(path, .field(conflict.field), values.map(Self.shown))
  }

  private static func shown(_ node: Node) -> String {
    var bytes: [UInt8] = []
    JSONWriter.appendCompact(node, to: &bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    return text.count > 200 ? text.prefix(199) + "…" : text
  }
}

/// How people settle disputes: which side counts where.
public struct Settlement: Hashable, Sendable {
  private var sides: [String: MergeSide] = [:]

  /// Settles nothing.
  public init() {}

  /// Gives one side the word: `field` in any file, or a file's name or path for all of it.
  public mutating func prefer(_ side: MergeSide, in place: String) {
    sides[place] = side
  }

  /// The side that counts for a field, under any of the ways to name it.
  func side(for field: FieldPath, in path: TreePath) -> MergeSide? {
    sides["\(path):\(field)"] ?? sides[field.description] ?? side(for: path)
  }

  /// The side that counts for a whole file.
  func side(for path: TreePath) -> MergeSide? {
    sides[path.description] ?? sides[String(decoding: path.name, as: UTF8.self)]
  }
}
