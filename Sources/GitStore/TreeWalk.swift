/// Everything below a tree, one entry after the other, in git's order.
///
/// A folder comes before what it holds. Trees are read as the walk reaches them, so stopping early costs
/// nothing. Object names rule out cycles, but a few kilobytes can describe a tree of billions of entries:
/// the walk ends with an error at its limit.
public struct TreeWalk: ~Copyable {
  /// One entry with its whole path.
  public struct Step: Hashable, Sendable {
    /// The path below the tree where the walk began.
    public let path: TreePath
    /// What it is.
    public let mode: FileMode
    /// The blob, tree or commit.
    public let id: ObjectID
  }

  private struct Folder {
    let path: TreePath
    let tree: Tree
    var next = 0
  }

  /// How deep folders may lie in one another.
  static let depthLimit = 256

  private let core: RepositoryCore
  private var folders: [Folder] = []
  private var unentered: (path: TreePath, id: ObjectID)?
  private var left: Int
  private let limit: Int

  init(core: RepositoryCore, path: TreePath, tree: ObjectID, limit: Int) {
    self.core = core
    unentered = (path, tree)
    self.limit = limit
    left = limit
  }

  /// The next entry; nil at the end.
  public mutating func next() throws(GitStoreError) -> Step? {
    if let folder = unentered { try enter(folder.path, folder.id) }
    while let folder = folders.last, folder.next == folder.tree.count { folders.removeLast() }
    guard let folder = folders.last else { return nil }
    guard left > 0 else {
      throw GitStoreError(
        .tooLarge, "The tree holds more than \(limit) entries.", advice: "Read a folder of it.")
    }
    left -= 1
    let position = folder.next
    folders[folders.count - 1].next += 1
    let path = folder.path.appending(folder.tree.bytes[folder.tree.key(at: position).name])
    let (mode, id) = (folder.tree.mode(at: position), folder.tree.id(at: position))
    if mode == .tree { unentered = (path, id) }
    return Step(path: path, mode: mode, id: id)
  }

  /// Passes over what the folder that `next` just gave holds.
  public mutating func skipFolder() {
    unentered = nil
  }

  private mutating func enter(_ path: TreePath, _ id: ObjectID) throws(GitStoreError) {
    unentered = nil
    guard folders.count < Self.depthLimit else {
      throw GitStoreError(.tooLarge, "The tree is more than \(Self.depthLimit) folders deep.")
    }
    folders.append(Folder(path: path, tree: try core.tree(id)))
  }
}

extension Repository {
  /// Walks everything below a tree; the paths start with `path`.
  ///
  /// A tree of more than `limit` entries ends in an error.
  public func walk(
    _ tree: ObjectID, at path: TreePath = .root, limit: Int = 5_000_000
  ) -> TreeWalk {
    TreeWalk(core: core, path: path, tree: tree, limit: limit)
  }
}
