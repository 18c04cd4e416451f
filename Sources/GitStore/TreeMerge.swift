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
    guard depth < TreeWalk.depthLimit else {
      throw GitStoreError(.tooLarge, "A tree is more than \(TreeWalk.depthLimit) folders deep.")
    }
    depth += 1
    defer { depth -= 1 }
    let trees = try MergedTrees(
      base: core.tree(base ?? .emptyTree), ours: core.tree(ours ?? .emptyTree),
      theirs: core.tree(theirs ?? .emptyTree))
    let firstConflict = conflicts.count
    let bytes = try merge(trees, at: path)
    conflicts[firstConflict...].sort { $0.path < $1.path }
    return bytes.isEmpty ? nil : try core.write(bytes, as: .tree)
  }

  private mutating func merge(_ trees: MergedTrees, at path: TreePath) throws(GitStoreError) -> [UInt8] {
    var cursor = MergeCursor(trees)
    var output = TreeBuilder()
    // A file that one side made and a folder that the other made may end up under one name.
    var files: [TreePath: Range<Int>] = [:]
    var dropped: [Range<Int>] = []
    while let name = cursor.next() {
      let start = output.bytes.count
      if let (tree, position) = trees.whole(name) {
        if let position { output.append(tree, position..<(position + 1)) }
      } else if let entry = try merge(trees.entries(name), at: path) {
        output.append(entry)
      }
      let added = start..<output.bytes.count
      guard !added.isEmpty, !trees.isAgreed(name) else { continue }
      let entry = trees.entries(name)
      guard let label = (entry.ours ?? entry.theirs)?.name else { continue }
      if !name.isTree {
        files[label] = added
      } else if let file = files[label] {
        dropped.append(entry.ours == nil ? added : file)
        conflicts.append(trees.clash(label, at: path))
      }
    }
    output.remove(dropped)
    return output.bytes
  }

  private mutating func merge(
    _ entry: (base: TreeEntry?, ours: TreeEntry?, theirs: TreeEntry?), at folder: TreePath
  ) throws(GitStoreError) -> TreeEntry? {
    guard let any = entry.base ?? entry.ours ?? entry.theirs else { return nil }
    let path = folder.appending(any.name.bytes)
    if any.mode == .tree {
      let merged = try mergeFolders(entry.base?.id, entry.ours?.id, entry.theirs?.id, at: path)
      return merged.map { TreeEntry(name: any.name, mode: .tree, id: $0) }
    }
    // One side may have changed the content and the other only whether it can be run.
    if let base = entry.base, let ours = entry.ours, let theirs = entry.theirs,
      [base, ours, theirs].allSatisfy(\.mode.isRegularFile),
      let id = pick(base.id, ours.id, theirs.id), let mode = pick(base.mode, ours.mode, theirs.mode)
    {
      return TreeEntry(name: any.name, mode: mode, id: id)
    }
    conflicts.append(
      MergeConflict(path: path, base: .init(entry.base), ours: .init(entry.ours), theirs: .init(entry.theirs))
    )
    return entry.ours
  }
}

/// The value that a three-way merge takes; nil when both sides changed it.
private func pick<Value: Equatable>(_ base: Value, _ ours: Value, _ theirs: Value) -> Value? {
  if ours == theirs || base == theirs { return ours }
  return base == ours ? theirs : nil
}

extension MergeConflict.Side {
  init?(_ entry: TreeEntry?) {
    guard let entry else { return nil }
    (mode, id) = (entry.mode, entry.id)
  }
}
