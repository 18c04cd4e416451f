/// The three trees of a merge, side by side.
struct MergedTrees {
  let base: Tree
  let ours: Tree
  let theirs: Tree

  /// Where a name stands in each tree; a file and a folder of one name count as two names.
  struct Name {
    let base: Int?
    let ours: Int?
    let theirs: Int?
    let isTree: Bool
  }

  /// The one side whose entry, or lack of one, is the result because the other side changed nothing or the same;
  /// nil when both changed it.
  func whole(_ name: Name) -> (tree: Tree, position: Int?)? {
    if isEqual(ours, name.ours, theirs, name.theirs) || isEqual(base, name.base, theirs, name.theirs) {
      return (ours, name.ours)
    }
    return isEqual(base, name.base, ours, name.ours) ? (theirs, name.theirs) : nil
  }

  /// Whether both sides hold the very same.
  func isAgreed(_ name: Name) -> Bool {
    isEqual(ours, name.ours, theirs, name.theirs)
  }

  func entries(_ name: Name) -> (base: TreeEntry?, ours: TreeEntry?, theirs: TreeEntry?) {
    (name.base.map { base[$0] }, name.ours.map { ours[$0] }, name.theirs.map { theirs[$0] })
  }

  /// The conflict of a file with a folder.
  func clash(_ name: TreePath, at folder: TreePath) -> MergeConflict {
    MergeConflict(
      path: folder.appending(name.bytes), base: .init(base.entry(named: name.bytes)),
      ours: .init(ours.entry(named: name.bytes)), theirs: .init(theirs.entry(named: name.bytes)))
  }

  private func isEqual(_ left: Tree, _ one: Int?, _ right: Tree, _ other: Int?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return left.holds(at: one, sameAs: right, at: other)
  }
}

/// Goes through the names of three trees in git's order.
struct MergeCursor {
  private let trees: MergedTrees
  private var base = 0
  private var ours = 0
  private var theirs = 0

  init(_ trees: MergedTrees) {
    self.trees = trees
  }

  /// The next name; nil at the end.
  mutating func next() -> MergedTrees.Name? {
    let keys = (key(trees.base, base), key(trees.ours, ours), key(trees.theirs, theirs))
    guard let least = least(least(keys.0, keys.1), keys.2) else { return nil }
    return MergedTrees.Name(
      base: take(keys.0, least, &base), ours: take(keys.1, least, &ours),
      theirs: take(keys.2, least, &theirs),
      isTree: least.isTree)
  }

  private func key(_ tree: Tree, _ position: Int) -> TreeKey? {
    position < tree.count ? tree.key(at: position) : nil
  }

  private func least(_ one: TreeKey?, _ other: TreeKey?) -> TreeKey? {
    guard let one, let other else { return one ?? other }
    return one.compare(other) <= 0 ? one : other
  }

  private func take(_ key: TreeKey?, _ least: TreeKey, _ position: inout Int) -> Int? {
    guard let key, key.compare(least) == 0 else { return nil }
    defer { position += 1 }
    return position
  }
}
