/// The folders of a commit that a remote holds which other commits, held and to be sent, leave as they are.
///
/// libgit2 1.5 notes every object that the other side has, down to the last file, before it packs what is new: in a
/// catalog of a hundred thousand entries all of them. It need not look into folders that do not change.
struct UnchangedFolders {
  private struct Pair: Hashable {
    let old: ObjectID
    let new: ObjectID
  }

  /// Looking for folders to leave out is to cost less than it saves: so many bytes of trees are compared.
  private static let limit = 16 << 20

  /// Their trees: each lies in a folder that changes, and all that is in it the remote has.
  let trees: Set<ObjectID>

  /// Compares a commit that the remote holds with others, the most important ones first.
  init(of held: ObjectID, in others: [ObjectID], through core: RepositoryCore) throws(GitStoreError) {
    let root = try core.commit(held).tree
    var compared: Set<Pair> = []
    var changed: Set<ObjectID> = []
    var inside: Set<ObjectID> = []
    var bytes = 0
    for other in others where bytes < Self.limit {
      var open = [Pair(old: root, new: try core.commit(other).tree)]
      while let pair = open.popLast() {
        guard pair.old != pair.new, compared.insert(pair).inserted else { continue }
        let (old, new) = (try core.tree(pair.old), try core.tree(pair.new))
        bytes += old.bytes.count + new.bytes.count
        if changed.insert(pair.old).inserted { inside.formUnion(old.folders) }
        var difference = TreeDiff.Folder(path: .root, old: old, new: new)
        while let (place, newPlace) = difference.takeDifference() {
          guard let place, let newPlace, old.mode(at: place) == .tree, new.mode(at: newPlace) == .tree else {
            continue
          }
          open.append(Pair(old: old.id(at: place), new: new.id(at: newPlace)))
        }
      }
    }
    trees = inside.subtracting(changed)
  }
}

extension Tree {
  /// The trees of the folders in it.
  fileprivate var folders: some Sequence<ObjectID> {
    indices.lazy.filter { mode(at: $0) == .tree }.map { id(at: $0) }
  }
}
