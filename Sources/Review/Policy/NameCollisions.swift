import GitStore

/// Names in a tree that some file systems cannot tell from others beside them.
enum NameCollisions {
  /// The new names among `changes` that differ by case alone from a name beside them in `tree`.
  static func objections(
    to changes: [TreeChange], in tree: ObjectID, of repository: borrowing Repository
  ) throws(GitStoreError) -> [Objection] {
    var seen: Set<TreePath> = []
    var objections: [Objection] = []
    for change in changes where change.old == nil {
      var folder = TreePath.root
      for name in change.path.names {
        let path = folder.appending(name)
        if seen.insert(path).inserted, let twin = try twin(of: name, in: folder, of: tree, repository) {
          let names = "‘\(shown(path.description))’ and ‘\(shown(twin.description))’"
          objections.append(
            Objection(
              .caseCollision, "\(names) differ by case alone. Choose another name, or rename the old one."))
        }
        folder = path
      }
    }
    return objections
  }

  private static func twin(
    of name: ArraySlice<UInt8>, in folder: TreePath, of tree: ObjectID, _ repository: borrowing Repository
  ) throws(GitStoreError) -> TreePath? {
    guard let entry = try repository.entry(at: folder, in: tree), entry.mode == .tree else { return nil }
    return try repository.tree(entry.id).first { other in
      other.name.bytes.count == name.count && !other.name.bytes.elementsEqual(name)
        && zip(other.name.bytes, name).allSatisfy { folded($0) == folded($1) }
    }.map { folder.appending($0.name.bytes) }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
