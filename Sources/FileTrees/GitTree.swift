public import GitStore

/// A folder of a commit as a tree of files; nothing is checked out.
public final class GitTree: FileTree {
  private let repository: Repository
  private let root: ObjectID
  /// Folders that were listed: those near the root for good, of the rest only the last one.
  private var folders: [String: Tree] = [:]
  private var lastFolder: (path: String, tree: Tree)?

  /// Looks at `folder` below the tree of a commit; an absent folder is an empty tree.
  public init(_ repository: consuming Repository, revision: String, folder: String = "") throws(GitStoreError)
  {
    self.repository = repository
    let commit = try self.repository.commit(self.repository.resolve(revision).commit)
    let entry = try self.repository.entry(at: TreePath(folder), in: commit.tree)
    root = entry?.mode == .tree ? entry?.id ?? commit.tree : ObjectID.emptyTree
  }

  /// Looks at `folder` below a tree object; an absent folder is an empty tree.
  public init(_ repository: consuming Repository, tree: ObjectID, folder: String = "") throws(GitStoreError) {
    self.repository = repository
    let entry = try self.repository.entry(at: TreePath(folder), in: tree)
    root = entry?.mode == .tree ? entry?.id ?? tree : ObjectID.emptyTree
  }

  /// Lists a folder; see ``FileTree/entries(in:)``.
  public func entries(in folder: String) throws(FileTreeError) -> [FileEntry] {
    try tree(at: folder).map(Self.entries) ?? []
  }

  /// Lists some of a folder's entries; see ``FileTree/entries(in:where:)``.
  public func entries(
    in folder: String, where isWanted: (ArraySlice<UInt8>) -> Bool
  ) throws(FileTreeError) -> [FileEntry] {
    try tree(at: folder).map { Self.entries($0.entries(where: isWanted)) } ?? []
  }

  private static func entries(_ listed: some Sequence<TreeEntry>) -> [FileEntry] {
    let entries = listed.map { entry in
      FileEntry(name: String(decoding: entry.name.bytes, as: UTF8.self), kind: FileKind(entry.mode))
    }
    return entries.sorted { isOrderedByBytes($0.name, $1.name) }
  }

  /// Reads a file; see ``FileTree/read(_:limit:)``.
  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    let (folder, name) = split(path)
    guard let entry = try tree(at: folder)?.entry(named: Array(name.utf8)) else { return nil }
    guard entry.mode.isRegularFile else {
      if entry.mode == .tree { return nil }
      throw FileTreeError(.system, path, "‘\(path)’ is no regular file.")
    }
    do {
      let size = try repository.header(of: entry.id)?.size ?? 0
      if size <= limit { return try repository.blob(entry.id, limit: limit) }
    } catch {
      throw FileTreeError(.system, path, "\(error)")
    }
    throw FileTreeError(.tooLarge, path, "‘\(path)’ has more than \(limit) bytes.")
  }

  /// The id of a file's blob; see ``FileTree/blobID(of:)``.
  public func blobID(of path: String) throws(FileTreeError) -> ObjectID? {
    let (folder, name) = split(path)
    guard let entry = try tree(at: folder)?.entry(named: Array(name.utf8)), entry.mode.isRegularFile else {
      return nil
    }
    return entry.id
  }

  /// Opens the repository once more.
  public var opener: FileTreeOpener? {
    let (folder, root) = (repository.gitFolder, root)
    return { () throws(FileTreeError) in
      do {
        return try GitTree(Repository.open(at: folder), tree: root)
      } catch {
        throw FileTreeError(.system, folder, "\(error)")
      }
    }
  }

  private func tree(at path: String) throws(FileTreeError) -> Tree? {
    if let known = folders[path] { return known }
    if let last = lastFolder, last.path == path { return last.tree }
    let id: ObjectID
    if path.isEmpty {
      id = root
    } else {
      let (parent, name) = split(path)
      guard let entry = try tree(at: parent)?.entry(named: Array(name.utf8)), entry.mode == .tree else {
        return nil
      }
      id = entry.id
    }
    let tree: Tree
    do { tree = try repository.tree(id) } catch { throw FileTreeError(.system, path, "\(error)") }
    // An entry's own folder is read once; what holds the entries is asked for again and again.
    if path.utf8.count(where: { $0 == UInt8(ascii: "/") }) < 2 {
      folders[path] = tree
    } else {
      lastFolder = (path, tree)
    }
    return tree
  }

  private func split(_ path: String) -> (folder: String, name: Substring) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path[...]) }
    return (String(path[..<slash]), path[path.index(after: slash)...])
  }
}

extension FileKind {
  init(_ mode: FileMode) {
    switch mode {
    case .file, .executable: self = .file
    case .tree: self = .folder
    case .link: self = .link
    default: self = .other
    }
  }
}
