/// What three trees merged into.
public struct TreeMerge: Hashable, Sendable {
  /// The merged tree.
  ///
  /// Where there is a conflict it holds what our side holds.
  public let tree: ObjectID
  /// The paths that both sides changed in different ways, in git's order.
  public let conflicts: [MergeConflict]
}

/// A path that both sides of a merge changed in different ways.
public struct MergeConflict: Hashable, Sendable {
  /// What one of the trees holds at the path; a folder only when a file stands against it.
  public struct Side: Hashable, Sendable {
    /// What it is.
    public let mode: FileMode
    /// The object.
    public let id: ObjectID
  }

  /// The path.
  public let path: TreePath
  /// What the common ancestor holds there.
  public let base: Side?
  /// What our side holds there.
  public let ours: Side?
  /// What their side holds there.
  public let theirs: Side?
}

extension Repository {
  /// Merges what two trees changed since a third, without looking for moved files.
  ///
  /// A path that one side left alone takes the other's version; contents that both changed are a conflict,
  /// also where a line-by-line merge might succeed: that is for the caller. Folders that one side left alone
  /// are taken over unread.
  public func merge(
    base: ObjectID, ours: ObjectID, theirs: ObjectID
  ) throws(GitStoreError) -> TreeMerge {
    var merger = TreeMerger(core: core)
    let merged = try merger.mergeFolders(base, ours, theirs, at: .root)
    let tree = if let merged { merged } else { try core.write([], as: .tree) }
    return TreeMerge(tree: tree, conflicts: merger.conflicts)
  }
}

private struct TreeMerger {
  private static let depthLimit = 256

  let core: RepositoryCore
  var conflicts: [MergeConflict] = []
  private var depth = 0

  init(core: RepositoryCore) {
    self.core = core
  }

  /// The merged folder; nil when nothing is left in it.
  mutating func mergeFolders(
    _ base: ObjectID?, _ ours: ObjectID?, _ theirs: ObjectID?, at path: TreePath
  ) throws(GitStoreError) -> ObjectID? {
    if ours == theirs || base == theirs { return ours }
    if base == ours { return theirs }
    guard depth < Self.depthLimit else {
      throw GitStoreError(.tooLarge, "A tree is more than \(Self.depthLimit) folders deep.")
    }
    depth += 1
    defer { depth -= 1 }

    let sides = Sides(base: try tree(base), ours: try tree(ours), theirs: try tree(theirs))
    var rest = (sides.base.entries[...], sides.ours.entries[...], sides.theirs.entries[...])
    var entries: [TreeEntry] = []
    let firstConflict = conflicts.count
    while let (base, ours, theirs) = Self.next(&rest.0, &rest.1, &rest.2) {
      if let merged = try merge(base, ours, theirs, at: path) { entries.append(merged) }
    }
    settleClashes(in: &entries, of: sides, at: path)
    conflicts[firstConflict...].sort { $0.path < $1.path }
    return entries.isEmpty ? nil : try core.write(Tree.encode(entries), as: .tree)
  }

  private struct Sides {
    let base: Tree
    let ours: Tree
    let theirs: Tree
  }

  private func tree(_ id: ObjectID?) throws(GitStoreError) -> Tree {
    try core.tree(id ?? .emptyTree)
  }

  private mutating func merge(
    _ base: TreeEntry?, _ ours: TreeEntry?, _ theirs: TreeEntry?, at folder: TreePath
  ) throws(GitStoreError) -> TreeEntry? {
    if ours == theirs || base == theirs { return ours }
    if base == ours { return theirs }
    guard let name = (base ?? ours ?? theirs)?.name else { return nil }
    let path = folder.appending(name.bytes)
    if (base ?? ours ?? theirs)?.mode == .tree {
      let merged = try mergeFolders(base?.id, ours?.id, theirs?.id, at: path)
      return merged.map { TreeEntry(name: name, mode: .tree, id: $0) }
    }
    // One side may have changed the content and the other only whether it can be run.
    if let base, let ours, let theirs, base.mode.isRegularFile, ours.mode.isRegularFile,
      theirs.mode.isRegularFile,
      let id = pick(base.id, ours.id, theirs.id), let mode = pick(base.mode, ours.mode, theirs.mode)
    {
      return TreeEntry(name: name, mode: mode, id: id)
    }
    conflicts.append(
      MergeConflict(path: path, base: .init(base), ours: .init(ours), theirs: .init(theirs)))
    return ours
  }

  /// A file that one side made and a folder that the other made may have ended up under one name.
  private mutating func settleClashes(in entries: inout [TreeEntry], of sides: Sides, at folder: TreePath) {
    let merged = Tree(entries: entries)
    var dropped: Set<TreeEntry> = []
    for entry in entries where entry.mode == .tree {
      guard let file = merged.entry(named: entry.name.bytes), file.mode != .tree else { continue }
      let ours = sides.ours.entry(named: entry.name.bytes)
      dropped.insert(ours?.mode == .tree ? file : entry)
      conflicts.append(
        MergeConflict(
          path: folder.appending(entry.name.bytes), base: .init(sides.base.entry(named: entry.name.bytes)),
          ours: .init(ours), theirs: .init(sides.theirs.entry(named: entry.name.bytes))))
    }
    if !dropped.isEmpty { entries.removeAll { dropped.contains($0) } }
  }

  /// Takes the entries of the next name; a file and a folder of one name count as two names.
  private static func next(
    _ base: inout ArraySlice<TreeEntry>, _ ours: inout ArraySlice<TreeEntry>,
    _ theirs: inout ArraySlice<TreeEntry>
  ) -> (TreeEntry?, TreeEntry?, TreeEntry?)? {
    var least = base.first ?? ours.first ?? theirs.first
    for candidate in [ours.first, theirs.first] {
      if let candidate, let current = least, TreeEntry.precedes(candidate, current) { least = candidate }
    }
    guard let least else { return nil }
    return (take(least, from: &base), take(least, from: &ours), take(least, from: &theirs))
  }

  private static func take(_ least: TreeEntry, from side: inout ArraySlice<TreeEntry>) -> TreeEntry? {
    guard let first = side.first, first.name == least.name, (first.mode == .tree) == (least.mode == .tree)
    else {
      return nil
    }
    return side.removeFirst()
  }
}

/// The value that a three-way merge takes; nil when both sides changed it.
private func pick<Value: Equatable>(_ base: Value, _ ours: Value, _ theirs: Value) -> Value? {
  if ours == theirs || base == theirs { return ours }
  return base == ours ? theirs : nil
}

extension MergeConflict.Side {
  fileprivate init?(_ entry: TreeEntry?) {
    guard let entry else { return nil }
    (mode, id) = (entry.mode, entry.id)
  }
}
