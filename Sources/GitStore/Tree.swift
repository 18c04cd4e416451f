/// What an entry of a tree is.
public enum FileMode: UInt32, Hashable, Sendable {
  /// A folder.
  case tree = 0o040000
  /// A file.
  case file = 0o100644
  /// A file that can be run.
  case executable = 0o100755
  /// A symbolic link; its blob holds the target.
  case link = 0o120000
  /// A commit of another repository.
  case submodule = 0o160000

  /// Whether the entry's object is a blob.
  public var isBlob: Bool { self == .file || self == .executable || self == .link }

  /// Whether the entry is a file, and not a link, folder or submodule.
  public var isRegularFile: Bool { self == .file || self == .executable }

  /// The digits that stand in a tree object.
  var digits: String { String(rawValue, radix: 8) }
}

/// One entry of a tree.
public struct TreeEntry: Hashable, Sendable {
  /// The name inside its folder; one part of a path.
  public let name: TreePath
  /// What it is.
  public let mode: FileMode
  /// The blob, tree or commit.
  public let id: ObjectID

  /// Makes an entry from its parts.
  public init(name: TreePath, mode: FileMode, id: ObjectID) {
    (self.name, self.mode, self.id) = (name, mode, id)
  }
}

/// One folder of a commit: its entries in git's order.
public struct Tree: Hashable, Sendable {
  /// The entries, each name once.
  ///
  /// Git orders by bytes as if each folder's name ended with `/`.
  public let entries: [TreeEntry]

  /// The entry called `name`.
  public func entry(named name: some Collection<UInt8>) -> TreeEntry? {
    find(name, isTree: false) ?? find(name, isTree: true)
  }

  private func find(_ name: some Collection<UInt8>, isTree: Bool) -> TreeEntry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      let entry = entries[middle]
      switch compare(entry.name.bytes, entry.mode == .tree, name, isTree) {
      case ..<0: low = middle + 1
      case 0: return entry
      default: high = middle
      }
    }
    return nil
  }
}

/// Git's order of names in a tree: negative, zero or positive.
func compare(
  _ left: some Collection<UInt8>, _ leftIsTree: Bool, _ right: some Collection<UInt8>, _ rightIsTree: Bool
) -> Int {
  var lefts = left.makeIterator()
  var rights = right.makeIterator()
  while true {
    switch (lefts.next(), rights.next()) {
    case (let left?, let right?): if left != right { return Int(left) - Int(right) }
    case (let left?, nil):
      let end: UInt8 = rightIsTree ? slash : 0
      return left == end ? 1 : Int(left) - Int(end)
    case (nil, let right?):
      let end: UInt8 = leftIsTree ? slash : 0
      return right == end ? -1 : Int(end) - Int(right)
    case (nil, nil): return (leftIsTree ? 1 : 0) - (rightIsTree ? 1 : 0)
    }
  }
}
