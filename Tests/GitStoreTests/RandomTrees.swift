import ChildProcesses
import GitStore
import TestSupport
import Testing

/// A tree as a table of its files, for tests that compare with git over many random cases.
struct FileTable {
  var files: [TreePath: (mode: FileMode, id: ObjectID)] = [:]

  /// Names that sort differently with and without the slash of a folder behind them.
  private static let names = ["a", "a-b", "a.b", "a0", "b", "é", "-", "a b"]

  /// Changes some files at random; a file never stands where a folder is.
  mutating func change(blobs: [ObjectID], using random: inout SeededRandom) {
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let depth = Int.random(in: 1...3, using: &random)
      let path = TreePath(
        (0..<depth).map { _ in Self.names.randomElement(using: &random) ?? "a" }.joined(separator: "/"))
      let id = blobs.randomElement(using: &random) ?? .emptyTree
      switch Int.random(in: 0..<5, using: &random) {
      case 0: if let victim = files.keys.sorted().randomElement(using: &random) { files[victim] = nil }
      case 1: put(path, .executable, id)
      case 2: put(path, .link, id)
      default: put(path, .file, id)
      }
    }
  }

  private mutating func put(_ path: TreePath, _ mode: FileMode, _ id: ObjectID) {
    for other in files.keys where other.isInside(path) || path.isInside(other) { files[other] = nil }
    files[path] = (mode, id)
  }

  /// The edits that lead from another table to this one.
  func edits(from old: FileTable) -> TreeEdits {
    var edits = TreeEdits()
    for path in old.files.keys where files[path] == nil { edits.remove(path) }
    for (path, file) in files where old.files[path].map({ $0 != file }) ?? true {
      edits.put(file.id, at: path, mode: file.mode)
    }
    return edits
  }

  /// The tree that git makes of the table.
  func tree(by fixture: GitFixture) throws -> ObjectID {
    var lines: [UInt8] = []
    for (path, file) in files.sorted(by: { $0.key < $1.key }) {
      lines += Array("\(String(file.mode.rawValue, radix: 8)) \(file.id)\t".utf8) + path.bytes + [0]
    }
    let index = ["GIT_INDEX_FILE": "\(fixture.path)/test-index"]
    _ = try Command("rm", ["-f", "\(fixture.path)/test-index"]).run()
    try fixture.git("update-index", "-z", "--index-info", input: lines, environment: index)
    let hex = try fixture.tryGit("write-tree", environment: index).outputText
    return try #require(ObjectID(hex: hex.dropLast()))
  }
}

extension GitFixture {
  /// Some blobs to make trees of.
  func someBlobs() throws -> [ObjectID] {
    try (1...4).map { try store(Array("content \($0)\n".utf8), as: "blob") }
  }
}
