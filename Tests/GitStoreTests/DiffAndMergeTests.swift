import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct DiffAndMergeTests {
  @Test("the changes between random trees are those that git finds", arguments: 0..<40)
  func diff(seed: Int) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try GitFixture()
    let blobs = try fixture.someBlobs()
    var table = FileTable()
    for _ in 0..<3 { table.change(blobs: blobs, using: &random) }
    let old = try table.tree(by: fixture)
    table.change(blobs: blobs, using: &random)
    let new = try table.tree(by: fixture)

    let repository = try fixture.open()
    var diff = repository.diff(old, new)
    var lines: [String] = []
    while let change = try diff.next() {
      let modes = [change.old, change.new].map { String($0?.mode.rawValue ?? 0, radix: 8) }
      let ids = [change.old, change.new].map { $0?.id.hex ?? String(repeating: "0", count: 40) }
      lines.append("\(modes[0]) \(modes[1]) \(ids[0]) \(ids[1]) \(change.path)")
    }
    let raw = try fixture.git(
      "diff-tree", "-r", "--no-renames", "--raw", "-z", "--full-index", old.hex, new.hex)
    let words = raw.split(separator: "\0")
    let expected = stride(from: 0, to: words.count - 1, by: 2).map { index in
      let fields = words[index].dropFirst().split(separator: " ")
      let modes = fields[..<2].map { $0 == "000000" ? "0" : String($0) }
      return "\(modes[0]) \(modes[1]) \(fields[2]) \(fields[3]) \(words[index + 1])"
    }
    #expect(lines.sorted() == expected.sorted())
  }

  /// Gives every version of every file a content like no other, so that git finds nothing that was moved.
  private func unlike(_ table: FileTable, blobs: [ObjectID], in repository: borrowing Repository) throws
    -> FileTable
  {
    var unlike = FileTable()
    for (path, file) in table.files {
      let seed = path.bytes.reduce(blobs.firstIndex(of: file.id) ?? 0) { $0 &* 257 &+ Int($1) }
      var random = SeededRandom(seed: seed)
      let content = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
      unlike.files[path] = (file.mode, try repository.createBlob(content))
    }
    return unlike
  }

  @Test("merges of random trees are clean when git's are, and give the same tree", arguments: 0..<40)
  func merge(seed: Int) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blobs = try fixture.someBlobs()
    var base = FileTable()
    for _ in 0..<4 { base.change(blobs: blobs, using: &random) }
    var (ours, theirs) = (base, base)
    ours.change(blobs: blobs, using: &random)
    theirs.change(blobs: blobs, using: &random)
    var trees: [ObjectID] = []
    for table in [base, ours, theirs] {
      trees.append(try unlike(table, blobs: blobs, in: repository).tree(by: fixture))
    }
    let root = try fixture.git("commit-tree", "-m", "base", trees[0].hex)
    let sides = try trees.dropFirst().map { try fixture.git("commit-tree", "-m", "side", "-p", root, $0.hex) }
    let byGit = try fixture.tryGit("merge-tree", "--write-tree", sides[0], sides[1])

    let merged = try repository.merge(base: trees[0], ours: trees[1], theirs: trees[2])
    #expect(merged.conflicts.isEmpty == byGit.status.isSuccess, "\(byGit.outputText)")
    if merged.conflicts.isEmpty { #expect(merged.tree.hex == byGit.outputText.prefix(40)) }
    for conflict in merged.conflicts {
      #expect(
        conflict.ours != conflict.theirs && conflict.base != conflict.ours && conflict.base != conflict.theirs
      )
    }
    #expect(merged.conflicts.map(\.path) == merged.conflicts.map(\.path).sorted())
    #expect(try fixture.complaints() == [])
  }

  @Test("conflicts tell what each side holds, and our side stands in the tree")
  func conflicts() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blobs = try fixture.someBlobs()
    func tree(_ files: [(TreePath, Int, FileMode)]) throws -> ObjectID {
      var edits = TreeEdits()
      for (path, blob, mode) in files { edits.put(blobs[blob], at: path, mode: mode) }
      return try repository.apply(edits)
    }
    let base = try tree([("both", 0, .file), ("gone", 0, .file), ("mode", 0, .file), ("kind", 0, .file)])
    let ours = try tree([
      ("both", 1, .file), ("gone", 1, .file), ("mode", 1, .file), ("kind/x", 0, .file), ("new", 1, .file),
    ])
    let theirs = try tree([
      ("both", 2, .file), ("mode", 0, .executable), ("kind", 3, .file), ("new", 2, .file),
    ])
    let merge = try repository.merge(base: base, ours: ours, theirs: theirs)
    #expect(merge.conflicts.map(\.path) == ["both", "gone", "kind", "new"])
    #expect(merge.conflicts[0].base?.id == blobs[0])
    #expect(merge.conflicts[0].theirs?.id == blobs[2])
    #expect(merge.conflicts[1].theirs == nil)
    #expect(merge.conflicts[3].base == nil)
    #expect(try repository.entry(at: "both", in: merge.tree)?.id == blobs[1])
    let mode = try repository.entry(at: "mode", in: merge.tree)
    #expect(mode?.id == blobs[1] && mode?.mode == .executable)
    #expect(try repository.entry(at: "kind/x", in: merge.tree)?.id == blobs[0])
  }

  @Test(
    "texts merge line by line as git merges them",
    arguments: [
      ("1\n2\n3\n4\n5\n", "one\n2\n3\n4\n5\n", "1\n2\n3\n4\nfive\n"), ("1\n2\n", "a\n2\n", "b\n2\n"),
      ("", "x\n", "x\n"),
      ("1\n2\n3\n", "1\n3\n", "1\n2\n3\n4"),
      ("a\r\nb\r\nc\r\nd\r\n", "A\r\nb\r\nc\r\nd\r\n", "a\r\nb\r\nc\r\nD\r\n"),
    ])
  func lines(base: String, ours: String, theirs: String) throws {
    let folder = try TemporaryFolder()
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
      try folder.write(text, to: name)
    }
    let byGit = try Command(
      "git", ["merge-file", "-p", "-L", "ours", "-L", "base", "-L", "theirs", "ours", "base", "theirs"],
      folder: folder.path
    ).run()
    let merged = try LineMerge(base: Array(base.utf8), ours: Array(ours.utf8), theirs: Array(theirs.utf8))
    #expect(merged == (byGit.status.isSuccess ? .merged(byGit.output) : .conflicted(byGit.output)))
  }

  @Test("what is no text or too large is not merged line by line")
  func notText() throws {
    #expect(try LineMerge(base: [0], ours: [1], theirs: [2]) == .notMergeable)
    #expect(try LineMerge(base: [49], ours: [50, 50], theirs: [51], limit: 1) == .notMergeable)
  }
}
