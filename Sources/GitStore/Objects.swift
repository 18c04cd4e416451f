import CLibGit2

/// The kinds of git objects.
public enum ObjectKind: String, Hashable, Sendable {
  /// The content of a file.
  case blob
  /// A folder.
  case tree
  /// A state of the whole with its history.
  case commit
  /// An annotated tag.
  case tag

  init?(_ raw: git_object_t) {
    switch raw {
    case GIT_OBJECT_BLOB: self = .blob
    case GIT_OBJECT_TREE: self = .tree
    case GIT_OBJECT_COMMIT: self = .commit
    case GIT_OBJECT_TAG: self = .tag
    default: return nil
    }
  }

  var raw: git_object_t {
    switch self {
    case .blob: GIT_OBJECT_BLOB
    case .tree: GIT_OBJECT_TREE
    case .commit: GIT_OBJECT_COMMIT
    case .tag: GIT_OBJECT_TAG
    }
  }
}

extension Repository {
  /// The largest commit, tag or tree that is read: far above real ones, far below what hurts.
  static let structureLimit = 64 << 20

  /// The kind and size in bytes of an object; nil when it is not here.
  public func header(of id: ObjectID) throws(GitStoreError) -> (kind: ObjectKind, size: Int)? {
    try core.header(of: id)
  }

  /// Whether the object is here.
  public func contains(_ id: ObjectID) -> Bool {
    core.contains(id)
  }

  /// The content of a blob of at most `limit` bytes.
  public func blob(_ id: ObjectID, limit: Int = 64 << 20) throws(GitStoreError) -> [UInt8] {
    try core.read(id, as: .blob, limit: limit)
  }

  /// The folder that a tree object holds.
  public func tree(_ id: ObjectID) throws(GitStoreError) -> Tree {
    try core.tree(id)
  }

  /// What stands at `path` below a tree; nil when nothing does.
  ///
  /// The root is a tree entry without a name.
  public func entry(at path: TreePath, in tree: ObjectID) throws(GitStoreError) -> TreeEntry? {
    try core.entry(at: path, in: tree)
  }
}

extension RepositoryCore {
  func contains(_ id: ObjectID) -> Bool {
    var raw = id.raw
    return unsafe git_odb_exists(objects, &raw) == 1
  }

  func entry(at path: TreePath, in tree: ObjectID) throws(GitStoreError) -> TreeEntry? {
    var entry = TreeEntry(name: .root, mode: .tree, id: tree)
    for name in path.names {
      guard entry.mode == .tree, let next = try self.tree(entry.id).entry(named: name) else { return nil }
      entry = next
    }
    return entry
  }

  func header(of id: ObjectID) throws(GitStoreError) -> (kind: ObjectKind, size: Int)? {
    var raw = id.raw
    var size = 0
    var kind = GIT_OBJECT_INVALID
    let result = unsafe git_odb_read_header(&size, &kind, objects, &raw)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    try check(result, "read object \(id.short)")
    guard let kind = ObjectKind(kind) else {
      throw GitStoreError(
        .corrupt, "Object \(id) is of no known kind.", advice: "Run `git fsck` in the repository.")
    }
    return (kind, size)
  }

  /// The content of an object that has to be of the given kind.
  func read(_ id: ObjectID, as kind: ObjectKind, limit: Int) throws(GitStoreError) -> [UInt8] {
    let object = try object(id, as: kind, limit: limit)
    return unsafe object.withContent { unsafe Array($0) }
  }

  func tree(_ id: ObjectID) throws(GitStoreError) -> Tree {
    if id == .emptyTree { return .empty }
    if let known = trees[id] { return known }
    let bytes = try read(id, as: .tree, limit: Repository.structureLimit)
    do throws(Tree.FormatFault) {
      let tree = try Tree(parsing: bytes)
      remember(tree, as: id)
      return tree
    } catch {
      throw GitStoreError(
        .corrupt, "Tree \(id) is malformed: \(error.reason).", advice: "Run `git fsck` in the repository.")
    }
  }

  private func object(_ id: ObjectID, as kind: ObjectKind, limit: Int) throws(GitStoreError) -> Handle {
    // The header first: an object may inflate to a thousand times what it takes on disk.
    guard let header = try header(of: id) else { throw missing(id) }
    guard header.kind == kind else {
      throw GitStoreError(.wrongKind, "Object \(id) is a \(header.kind.rawValue), not a \(kind.rawValue).")
    }
    guard header.size <= limit else {
      throw GitStoreError(
        .tooLarge, "The \(kind.rawValue) \(id) has \(header.size) bytes; at most \(limit) are read.")
    }
    var raw = id.raw
    return try unsafe Handle(free: git_odb_object_free, "read object \(id.short)") {
      unsafe git_odb_read(&$0, objects, &raw)
    }
  }

  func missing(_ id: ObjectID) -> GitStoreError {
    if isPartial {
      return GitStoreError(
        .incompleteHistory, "Object \(id) was left out of this partial clone.",
        advice: "Run `git fetch --refetch --no-filter`, or clone without --filter.")
    }
    if unsafe git_repository_is_shallow(pointer) == 1 {
      return GitStoreError(
        .incompleteHistory, "Object \(id) is not in this shallow clone.",
        advice: "Run `git fetch --unshallow`.")
    }
    return GitStoreError(.notFound, "There is no object \(id) in the repository.", advice: "Fetch it first.")
  }
}

extension Handle {
  /// The content of an object that was read with `git_odb_read`.
  func withContent<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe body(
      UnsafeRawBufferPointer(start: git_odb_object_data(pointer), count: git_odb_object_size(pointer)))
  }
}
