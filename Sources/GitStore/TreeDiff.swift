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
  /// Two folders that are compared name by name.
  struct Folder {
    let path: TreePath
    let old: Tree
    let new: Tree
    var oldNext = 0
    var newNext = 0

    /// Where the next name is that the trees hold differently; nil when none is left.
    ///
    /// A file and a folder of one name count as two names.
    mutating func takeDifference() -> (old: Int?, new: Int?)? {
      while oldNext < old.count, newNext < new.count {
        if old.holds(at: oldNext, sameAs: new, at: newNext) {
          oldNext += 1
          newNext += 1
          continue
        }
        let order = old.key(at: oldNext).compare(new.key(at: newNext))
        return (order <= 0 ? takeOld() : nil, order >= 0 ? takeNew() : nil)
      }
      if oldNext < old.count { return (takeOld(), nil) }
      return newNext < new.count ? (nil, takeNew()) : nil
    }

    private mutating func takeOld() -> Int {
      defer { oldNext += 1 }
      return oldNext
    }

    private mutating func takeNew() -> Int {
      defer { newNext += 1 }
      return newNext
    }
  }

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
      guard let difference = folders[folder].takeDifference() else {
        folders.removeLast()
        continue
      }
      let old = difference.old.map { folders[folder].old[$0] }
      let new = difference.new.map { folders[folder].new[$0] }
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
    guard folders.count < TreeWalk.depthLimit else {
      throw GitStoreError(.tooLarge, "A tree is more than \(TreeWalk.depthLimit) folders deep.")
    }
    let oldTree = try core.tree(old ?? .emptyTree)
    folders.append(Folder(path: path, old: oldTree, new: try core.tree(new ?? .emptyTree)))
  }
}

extension Repository {
  /// The paths at which two trees differ; more than `limit` of them end in an error.
  public func diff(_ old: ObjectID, _ new: ObjectID, limit: Int = 1_000_000) -> TreeDiff {
    TreeDiff(core: core, old: old, new: new, limit: limit)
  }
}
