public import Changes
import Documents
import GitStore
import SourceText

/// A file that a submission changes, in the terms of what it holds.
public struct FileChange: Sendable {
  /// What the change is.
  public enum Kind: String, Sendable {
    /// The file is new.
    case added
    /// The file goes.
    case removed
    /// The file says something else.
    case changed
  }

  /// Its path from the root of the repository.
  public let path: String
  /// What becomes of it.
  public let kind: Kind
  /// Of an entry, or another document, the fields that differ; of a new one, none.
  public let fields: [FieldChange]
  /// How many lines of a text came and went; nil for what is no text.
  public let lines: (added: Int, removed: Int)?

  /// The largest file that is compared; of larger ones only the change itself is shown.
  private static let limit = 4 << 20

  init(_ change: TreeChange, in repository: borrowing Repository) throws(GitStoreError) {
    path = change.path.description
    kind = change.old == nil ? .added : change.new == nil ? .removed : .changed
    let old = try Self.content(of: change.old, in: repository)
    let new = try Self.content(of: change.new, in: repository)
    guard let old, let new else {
      (fields, lines) = ([], nil)
      return
    }
    fields = kind == .changed ? Self.fields(from: old, to: new, path) : []
    lines = Self.isText(old) && Self.isText(new) ? Self.lines(from: old, to: new) : nil
  }

  /// A side's bytes; nothing for a side that is not there, nil for one that cannot be compared.
  private static func content(
    of side: TreeChange.Side?, in repository: borrowing Repository
  ) throws(GitStoreError) -> [UInt8]? {
    guard let side else { return [] }
    guard side.mode.isRegularFile, let header = try repository.header(of: side.id), header.size <= limit
    else {
      return nil
    }
    return try repository.blob(side.id)
  }

  private static func fields(from old: [UInt8], to new: [UInt8], _ path: String) -> [FieldChange] {
    guard let format = DocumentFormat(path: path) else { return [] }
    func read(_ bytes: [UInt8]) -> Document? {
      DocumentReader.read(SourceText(path: path, bytes: bytes), as: format).document
    }
    guard let old = read(old), let new = read(new) else { return [] }
    return FieldDifference(from: old.rootNode, to: new.rootNode).changes
  }

  private static func isText(_ bytes: [UInt8]) -> Bool { !bytes.prefix(8000).contains(0) }

  /// The lines between what both begin with and what both end with.
  private static func lines(from old: [UInt8], to new: [UInt8]) -> (added: Int, removed: Int) {
    let before = old.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let after = new.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let head = zip(before, after).prefix { $0 == $1 }.count
    let tail = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed()).prefix { $0 == $1 }
      .count
    return (after.count - head - tail, before.count - head - tail)
  }
}
