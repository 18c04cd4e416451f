import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct ReadingTests {
  /// All steps of a walk as `git ls-tree -r -t -z` prints them.
  private func listing(_ repository: borrowing Repository, _ tree: ObjectID) throws -> [UInt8] {
    var walk = repository.walk(tree)
    var lines: [UInt8] = []
    while let step = try walk.next() {
      let kind = step.mode == .tree ? "tree" : step.mode == .submodule ? "commit" : "blob"
      let digits = String(step.mode.rawValue, radix: 8)
      let mode = String(repeating: "0", count: 6 - digits.count) + digits
      lines += Array("\(mode) \(kind) \(step.id)\t".utf8) + step.path.bytes + [0]
    }
    return lines
  }

  @Test("a walk gives what ls-tree lists, with links, submodules and names of any bytes")
  func walk() throws {
    let fixture = try GitFixture()
    let blob = try fixture.store(Array("content".utf8), as: "blob").hex
    let absent = String(repeating: "5", count: 40)
    let inner = try fixture.makeTree([
      ("100644", "blob", blob, Array("a\nb".utf8)), ("100755", "blob", blob, Array("-rf".utf8)),
      ("120000", "blob", blob, [0xff, 0xfe]), ("160000", "commit", absent, Array("module".utf8)),
    ]).hex
    let tree = try fixture.makeTree([
      ("100644", "blob", blob, Array("a.b".utf8)), ("040000", "tree", inner, Array("a".utf8)),
      ("100644", "blob", blob, Array("a0".utf8)), ("040000", "tree", inner, Array("z\" '$(x)".utf8)),
    ])
    let listed = try fixture.tryGit("ls-tree", "-r", "-t", "-z", "--full-tree", tree.hex).output
    let repository = try fixture.open()
    #expect(try listing(repository, tree) == listed)
    #expect(try repository.entry(at: "a/-rf", in: tree)?.mode == .executable)
    #expect(
      try repository.entry(at: TreePath(bytes: Array("a/".utf8) + [0xff, 0xfe]), in: tree)?.mode == .link)
    #expect(try repository.entry(at: "a.b/x", in: tree) == nil)
    #expect(try repository.entry(at: "a/../a", in: tree) == nil)
    #expect(try repository.entry(at: .root, in: tree)?.id == tree)
  }

  @Test("a folder can be passed over, and each entry of a large folder is found")
  func skipping() throws {
    let fixture = try GitFixture()
    let blob = try fixture.store([1], as: "blob").hex
    let names = (0..<3000).map { "n\($0)" }.sorted()
    let inner = try fixture.makeTree(names.map { ("100644", "blob", blob, Array($0.utf8)) })
    let tree = try fixture.makeTree([
      ("040000", "tree", inner.hex, Array("big".utf8)), ("100644", "blob", blob, Array("end".utf8)),
    ])
    let repository = try fixture.open()
    var walk = repository.walk(tree)
    #expect(try walk.next()?.path == "big")
    walk.skipFolder()
    #expect(try walk.next()?.path == "end")
    #expect(try walk.next() == nil)
    #expect(try walk.next() == nil)
    let folder = try repository.tree(inner)
    #expect(folder.count == 3000)
    #expect(names.allSatisfy { folder.entry(named: Array($0.utf8))?.name == TreePath($0) })
    #expect(folder.entry(named: Array("n".utf8)) == nil)
  }

  @Test("a blob above the limit is not loaded")
  func limit() throws {
    let fixture = try GitFixture()
    let id = try fixture.store([UInt8](repeating: 7, count: 1000), as: "blob")
    let repository = try fixture.open()
    #expect(try repository.blob(id, limit: 1000).count == 1000)
    #expect(codeThrown { _ = try repository.blob(id, limit: 999) } == .tooLarge)
    #expect(try repository.header(of: id)?.size == 1000)
    let absent = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    #expect(try repository.header(of: absent) == nil)
    #expect(codeThrown { _ = try repository.blob(absent) } == .notFound)
    #expect(codeThrown { _ = try repository.tree(id) } == .wrongKind)
  }

  @Test("a tree that describes billions of entries ends at the limit")
  func bomb() throws {
    let fixture = try GitFixture()
    let blob = try fixture.store([1], as: "blob").hex
    var (mode, kind, id) = ("100644", "blob", blob)
    for _ in 0..<12 {
      let entries = (0..<10).map { (mode: mode, kind: kind, id: id, name: Array("\($0)".utf8)) }
      (mode, kind, id) = ("040000", "tree", try fixture.makeTree(entries).hex)
    }
    let repository = try fixture.open()
    var walk = repository.walk(try #require(ObjectID(hex: id)), limit: 5000)
    var count = 0
    #expect(codeThrown { while try walk.next() != nil { count += 1 } } == .tooLarge)
    #expect(count == 5000)
  }

  @Test("a tree of hundreds of levels ends in an error, not in a crash")
  func depth() throws {
    let fixture = try GitFixture()
    var id = try fixture.makeTree([("100644", "blob", String(repeating: "5", count: 40), Array("x".utf8))])
      .hex
    for _ in 0..<300 { id = try fixture.makeTree([("040000", "tree", id, Array("d".utf8))]).hex }
    let repository = try fixture.open()
    var walk = repository.walk(try #require(ObjectID(hex: id)))
    #expect(codeThrown { while try walk.next() != nil {} } == .tooLarge)
  }

  @Test(
    "trees that git's own checks refuse are refused",
    arguments: [
      ("twice", ["100644 a", "100644 a"]), ("out of order", ["100644 b", "100644 a"]),
      ("a file and a folder of one name", ["100644 a", "100644 a.b", "40000 a"]),
      ("a slash", ["100644 a/b"]), ("no name", ["100644 "]), ("unknown mode", ["100600 a"]),
      ("no octal mode", ["1006x4 a"]), ("endless mode", ["1000000000000000000000 a"]),
    ])
  func malformed(what: String, entries: [String]) throws {
    let fixture = try GitFixture()
    let bytes = entries.flatMap { Array($0.utf8) + [0] + [UInt8](repeating: 1, count: 20) }
    let id = try fixture.store(bytes, as: "tree")
    let repository = try fixture.open()
    #expect(codeThrown { _ = try repository.tree(id) } == .corrupt, "\(what)")
  }

  @Test("a tree cut at any byte is refused")
  func truncated() throws {
    let fixture = try GitFixture()
    let bytes = Array("100644 a".utf8) + [0] + [UInt8](repeating: 1, count: 20)
    let repository = try fixture.open()
    for count in 1..<bytes.count {
      let id = try fixture.store(Array(bytes[..<count]), as: "tree")
      #expect(codeThrown { _ = try repository.tree(id) } == .corrupt)
    }
    let whole = try fixture.store(bytes, as: "tree")
    #expect(try repository.tree(whole).count == 1)
  }

  @Test("damaged trees are refused where git fsck refuses them, and only there", arguments: 0..<3)
  func damaged(seed: Int) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try GitFixture()
    let names = ["a", "a-b", "a.b", "a0", "b", "b.c", "c"]
    let modes = ["100644", "40000", "100755", "120000", "160000", "040000", "100600", "1"]
    var paths = ""
    for number in 0..<400 {
      var bytes: [UInt8] = []
      for name in names where Int.random(in: 0..<3, using: &random) > 0 {
        let isOdd = Int.random(in: 0..<12, using: &random) == 0
        let mode = modes[Int.random(in: 0..<(isOdd ? modes.count : 5), using: &random)]
        let label = isOdd ? names.randomElement(using: &random) ?? name : name
        bytes +=
          Array("\(mode) \(label)".utf8) + [0]
          + (0..<20).map { _ in UInt8.random(in: 1...255, using: &random) }
      }
      if !bytes.isEmpty, Int.random(in: 0..<6, using: &random) == 0 {
        let position = Int.random(in: 0..<bytes.count, using: &random)
        bytes[position] = [0, 32, 47, 48, 52, 97].randomElement(using: &random) ?? 0
      }
      paths += try fixture.folder.write(bytes, to: "trees/\(number)") + "\n"
    }
    let stored = try fixture.git(
      "hash-object", "-w", "--literally", "-t", "tree", "--stdin-paths", input: Array(paths.utf8))
    let ids = Set(stored.split(separator: "\n").map(String.init))
    // What the entries name is not there, which is no fault of the trees.
    let faults = [
      "treeNotSorted", "duplicateEntries", "badTree", "fullPathname", "zeroPadded", "badFilemode",
      "emptyName",
    ]
    var refusedByGit: Set<String> = []
    for line in try fixture.tryGit("fsck", "--strict", "--no-dangling").errorText.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 3, words[2] == "tree", faults.contains(where: { line.contains($0) }) else {
        continue
      }
      refusedByGit.insert(String(words[3].dropLast()))
    }
    let repository = try fixture.open()
    var refused: Set<String> = []
    for id in ids {
      do { _ = try repository.tree(#require(ObjectID(hex: id))) } catch { refused.insert(id) }
    }
    #expect(refused.symmetricDifference(refusedByGit) == [])
    #expect(refused.count > 50 && refused.count < ids.count - 50)
  }
}
