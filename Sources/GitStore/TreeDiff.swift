/// One path at which two trees differ.
public struct TreeChange: Hashable, Sendable {
  /// What stands at a path.
  public struct Side: Hashable, Sendable {
    /// What it is; never a folder.
    public let mode: FileMode
    /// The blob, or the commit of a submodule.
    public let id: ObjectID

    init(_ entry: TreeEntry) {
      (mode, id) = (entry.mode, entry.id)
    }
  }

  /// The path.
  public let path: TreePath
  /// What the old tree holds there; nil for an addition.
  public let old: Side?
  /// What the new tree holds there; nil for a removal.
  public let new: Side?
}

/// The paths at which two trees differ, one after the other, in git's order.
///
/// Folders that are equal are not read: the work grows with the change. A moved file is a removal and an
/// addition.
public struct TreeDiff: ~Copyable {
  private struct Folder {
    let path: TreePath
    var old: ArraySlice<TreeEntry>
    var new: ArraySlice<TreeEntry>

    /// Takes the entries of the next name; a file and a folder of one name count as two names.
    mutating func takePair() -> (old: TreeEntry?, new: TreeEntry?)? {
      guard let left = old.first else { return new.popFirst().map { (nil, $0) } }
      guard let right = new.first else { return old.popFirst().map { ($0, nil) } }
      let order = compare(left.name.bytes, left.mode == .tree, right.name.bytes, right.mode == .tree)
      return (order <= 0 ? old.popFirst() : nil, order >= 0 ? new.popFirst() : nil)
    }
  }

  private static let depthLimit = 256

  private let core: RepositoryCore
  private var folders: [Folder] = []
  private var unentered: (path: TreePath, old: ObjectID?, new: ObjectID?)?
  private let limit: Int
  private var left: Int

  init(core: RepositoryCore, old: ObjectID, new: ObjectID, limit: Int) {
    self.core = core
    self.limit = limit
    left = limit
    if old != new { unentered = (.root, old, new) }
  }

  /// The next change; nil at the end.
  public mutating func next() throws(GitStoreError) -> TreeChange? {
    while true {
      if let (path, old, new) = unentered { try enter(path, old, new) }
      guard let folder = folders.indices.last else { return nil }
      guard let (old, new) = folders[folder].takePair() else {
        folders.removeLast()
        continue
      }
      guard old?.id != new?.id || old?.mode != new?.mode, let entry = new ?? old else { continue }
      let path = folders[folder].path.appending(entry.name.bytes)
      if entry.mode == .tree {
        unentered = (path, old?.id, new?.id)
        continue
      }
      guard left > 0 else { throw GitStoreError(.tooLarge, "The trees differ in more than \(limit) paths.") }
      left -= 1
      return TreeChange(path: path, old: old.map { .init($0) }, new: new.map { .init($0) })
    }
  }

  private mutating func enter(_ path: TreePath, _ old: ObjectID?, _ new: ObjectID?) throws(GitStoreError) {
    unentered = nil
    guard folders.count < Self.depthLimit else {
      throw GitStoreError(.tooLarge, "A tree is more than \(Self.depthLimit) folders deep.")
    }
    let oldEntries = try old.map { id throws(GitStoreError) in try core.tree(id).entries } ?? []
    let newEntries = try new.map { id throws(GitStoreError) in try core.tree(id).entries } ?? []
    folders.append(Folder(path: path, old: oldEntries[...], new: newEntries[...]))
  }
}

extension Repository {
  /// The paths at which two trees differ; more than `limit` of them end in an error.
  public func diff(_ old: ObjectID, _ new: ObjectID, limit: Int = 1_000_000) -> TreeDiff {
    TreeDiff(core: core, old: old, new: new, limit: limit)
  }
}
