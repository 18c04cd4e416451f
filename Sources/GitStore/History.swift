import CLibGit2

/// Commits, newest first, none before one that continues it.
public struct History: ~Copyable {
  private let core: RepositoryCore
  private let walk: Handle
  private let paths: [TreePath]
  private var known: [ObjectID: [ObjectID?]] = [:]

  init(
    core: RepositoryCore, from: [ObjectID], excluding: [ObjectID], firstParentOnly: Bool,
    touching paths: [TreePath]
  ) throws(GitStoreError) {
    let walk = try unsafe Handle(free: git_revwalk_free, "walk the history") {
      unsafe git_revwalk_new(&$0, core.pointer)
    }
    let order = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue
    try check(unsafe git_revwalk_sorting(walk.pointer, order), "walk the history")
    if firstParentOnly {
      try check(unsafe git_revwalk_simplify_first_parent(walk.pointer), "walk the history")
    }
    for id in from {
      var raw = id.raw
      try core.checkHistory(unsafe git_revwalk_push(walk.pointer, &raw), "walk the history of \(id)")
    }
    for id in excluding {
      var raw = id.raw
      try core.checkHistory(unsafe git_revwalk_hide(walk.pointer, &raw), "walk the history of \(id)")
    }
    self.core = core
    self.paths = paths
    self.walk = walk
  }

  /// The next commit; nil at the end.
  public mutating func next() throws(GitStoreError) -> Commit? {
    while true {
      var raw = git_oid()
      let result = unsafe git_revwalk_next(&raw, walk.pointer)
      if result == GIT_ITEROVER.rawValue { return nil }
      try core.checkHistory(result, "walk the history")
      let commit = try core.commit(ObjectID(raw))
      if paths.isEmpty { return commit }
      if try touches(commit) { return commit }
    }
  }

  /// Whether the commit holds at one of the paths what none of its parents holds there.
  private mutating func touches(_ commit: Commit) throws(GitStoreError) -> Bool {
    let own = try entries(of: commit.id, in: commit.tree)
    known[commit.id] = nil
    var parents: [[ObjectID?]] = []
    for parent in commit.parents { parents.append(try entries(of: parent, in: nil)) }
    if parents.isEmpty { return own.contains { $0 != nil } }
    return own.indices.contains { index in parents.allSatisfy { $0[index] != own[index] } }
  }

  private mutating func entries(of commit: ObjectID, in tree: ObjectID?) throws(GitStoreError) -> [ObjectID?]
  {
    if let known = known[commit] { return known }
    let root: ObjectID
    if let tree { root = tree } else { root = try core.commit(commit).tree }
    var found: [ObjectID?] = []
    for path in paths { found.append(try core.entry(at: path, in: root)?.id) }
    known[commit] = found
    return found
  }
}

extension Repository {
  /// The history of the commits in `from`, without that of the commits in `excluding`.
  ///
  /// With `paths`, only the commits that hold at one of them something that none of their parents holds there:
  /// a merge that only brings changes together does not count.
  public func history(
    from: [ObjectID], excluding: [ObjectID] = [], firstParentOnly: Bool = false,
    touching paths: [TreePath] = []
  ) throws(GitStoreError) -> History {
    try History(
      core: core, from: from, excluding: excluding, firstParentOnly: firstParentOnly, touching: paths)
  }

  /// The best common ancestors of two commits; several when histories crossed, none when they share nothing.
  public func mergeBases(_ one: ObjectID, _ other: ObjectID) throws(GitStoreError) -> [ObjectID] {
    for id in [one, other] { try core.demand(id, .commit) }
    var bases = unsafe git_oidarray()
    defer { unsafe git_oidarray_dispose(&bases) }
    var (left, right) = (one.raw, other.raw)
    let result = unsafe git_merge_bases(&bases, core.pointer, &left, &right)
    if result == GIT_ENOTFOUND.rawValue { return [] }
    try core.checkHistory(result, "find the common ancestor of \(one.short) and \(other.short)")
    return unsafe UnsafeBufferPointer(start: bases.ids, count: bases.count).map { ObjectID($0) }
  }

  /// How many commits each side has that the other lacks.
  public func aheadBehind(
    _ local: ObjectID, _ other: ObjectID
  ) throws(GitStoreError) -> (ahead: Int, behind: Int) {
    var (ahead, behind) = (0, 0)
    var (left, right) = (local.raw, other.raw)
    let result = unsafe git_graph_ahead_behind(&ahead, &behind, core.pointer, &left, &right)
    try core.checkHistory(result, "compare the histories of \(local.short) and \(other.short)")
    return (ahead, behind)
  }

  /// Whether `ancestor` is `commit` or part of its history.
  public func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitStoreError) -> Bool {
    if ancestor == commit { return true }
    var (older, newer) = (ancestor.raw, commit.raw)
    let result = unsafe git_graph_descendant_of(core.pointer, &newer, &older)
    return try core.checkHistory(result, "compare the histories of \(ancestor.short) and \(commit.short)")
      == 1
  }
}

extension RepositoryCore {
  /// Like `check`, and says why a commit is missing where a clone is incomplete.
  @discardableResult
  func checkHistory(_ result: Int32, _ action: @autoclosure () -> String) throws(GitStoreError) -> Int32 {
    guard result == GIT_ENOTFOUND.rawValue else { return try check(result, action()) }
    let action = action()
    if unsafe git_repository_is_shallow(pointer) == 1 {
      throw GitStoreError(
        .incompleteHistory, "Could not \(action): this clone is shallow.",
        advice: "Run `git fetch --unshallow`.")
    }
    throw GitStoreError(
      .notFound, "Could not \(action): a commit of it is not in the repository.", advice: "Fetch it first.")
  }
}
