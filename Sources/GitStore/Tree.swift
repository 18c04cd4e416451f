import Glibc

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

/// One folder of a commit: its entries in git's order, each name once.
///
/// Git orders by bytes as if each folder's name ended with `/`. The entries stay as they stand in the object, and
/// each is decoded when it is asked for: a folder may have a hundred thousand of which one is wanted.
public struct Tree: Hashable, Sendable {
  /// The object: a row of `MODE SP NAME NUL` and twenty bytes of id.
  let bytes: [UInt8]
  /// Where each entry begins, and where the last one ends.
  let starts: [UInt32]

  /// The folder that holds nothing.
  static let empty = Tree(bytes: [], starts: [0])

  init(bytes: [UInt8], starts: [UInt32]) {
    (self.bytes, self.starts) = (bytes, starts)
  }

  /// The entry called `name`.
  public func entry(named name: some Collection<UInt8>) -> TreeEntry? {
    position(of: Array(name)).map { self[$0] }
  }

  /// The entries with names that are wanted; of the others nothing is decoded.
  public func entries(where isWanted: (ArraySlice<UInt8>) -> Bool) -> [TreeEntry] {
    indices.filter { isWanted(bytes[key(at: $0).name]) }.map { self[$0] }
  }

  func position(of name: [UInt8]) -> Int? {
    for isTree in [false, true] {
      let (position, isThere) = find(name, isTree: isTree)
      if isThere { return position }
    }
    return nil
  }

  /// Where an entry of this name is, or would have to be.
  func find(_ name: [UInt8], isTree: Bool) -> (position: Int, isThere: Bool) {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      switch key(at: middle).compare(name, isTree: isTree) {
      case ..<0: low = middle + 1
      case 0: return (middle, true)
      default: high = middle
      }
    }
    return (low, false)
  }
}

extension Tree: RandomAccessCollection {
  /// The position of the first entry.
  public var startIndex: Int { 0 }
  /// The position after the last entry.
  public var endIndex: Int { starts.count - 1 }

  /// The entry at a position.
  public subscript(position: Int) -> TreeEntry {
    TreeEntry(
      name: TreePath(bytes: Array(bytes[key(at: position).name])), mode: mode(at: position),
      id: id(at: position))
  }

  func id(at position: Int) -> ObjectID {
    let end = Int(starts[position + 1])
    return ObjectID(twenty: bytes[(end - ObjectID.byteCount)..<end])
  }

  /// What an entry is, without decoding the rest of it.
  func mode(at position: Int) -> FileMode {
    let start = Int(starts[position])
    // The index holds only entries whose mode is one of these.
    switch (bytes[start], bytes[start + 1], bytes[start + 3]) {
    case (UInt8(ascii: "4"), _, _): return .tree
    case (_, UInt8(ascii: "2"), _): return .link
    case (_, UInt8(ascii: "6"), _): return .submodule
    case (_, _, UInt8(ascii: "7")): return .executable
    default: return .file
    }
  }

  /// Whether an entry is the same, byte for byte, as one of another tree.
  func holds(at position: Int, sameAs other: Tree, at otherPosition: Int) -> Bool {
    let (start, end) = (Int(starts[position]), Int(starts[position + 1]))
    let otherStart = Int(other.starts[otherPosition])
    guard Int(other.starts[otherPosition + 1]) - otherStart == end - start else { return false }
    return unsafe bytes.withUnsafeBytes { left in
      unsafe other.bytes.withUnsafeBytes { right in
        guard let left = left.baseAddress, let right = right.baseAddress else { return true }
        return unsafe memcmp(left + start, right + otherStart, end - start) == 0
      }
    }
  }

  func key(at position: Int) -> TreeKey {
    let start = Int(starts[position])
    let isTree = bytes[start] == UInt8(ascii: "4")
    let end = Int(starts[position + 1]) - ObjectID.byteCount - 1
    return TreeKey(bytes: bytes, name: (start + (isTree ? 6 : 7))..<end, isTree: isTree)
  }
}

/// What orders the entries of a tree: the name, with a `/` at the end of a folder's.
struct TreeKey {
  let bytes: [UInt8]
  let name: Range<Int>
  let isTree: Bool

  /// Negative, zero or positive, as this comes before, is, or comes after the other.
  func compare(_ other: TreeKey) -> Int {
    unsafe bytes.withUnsafeBytes { left in
      unsafe other.bytes.withUnsafeBytes { right in
        unsafe order(
          UnsafeRawBufferPointer(rebasing: left[name]), isTree,
          UnsafeRawBufferPointer(rebasing: right[other.name]), other.isTree)
      }
    }
  }

  func compare(_ other: [UInt8], isTree otherIsTree: Bool) -> Int {
    compare(TreeKey(bytes: other, name: 0..<other.count, isTree: otherIsTree))
  }
}

/// Git's order of names in a tree.
func order(
  _ left: UnsafeRawBufferPointer, _ leftIsTree: Bool, _ right: UnsafeRawBufferPointer, _ rightIsTree: Bool
) -> Int {
  let common = min(left.count, right.count)
  if common > 0, let start = left.baseAddress, let other = right.baseAddress {
    let difference = unsafe memcmp(start, other, common)
    if difference != 0 { return Int(difference) }
  }
  let ends = unsafe (
    left.count > common ? Int(left[common]) : leftIsTree ? Int(slash) : 0,
    right.count > common ? Int(right[common]) : rightIsTree ? Int(slash) : 0
  )
  if ends.0 != ends.1 { return ends.0 - ends.1 }
  // Two names can differ only behind what the shorter one's end stands for.
  return left.count - right.count
}
