import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct TreeEditTests {
  @Test("random edits give the tree that git's index gives", arguments: 0..<20)
  func random(seed: Int) throws {
    var random = SeededRandom(seed: seed)
    let fixture = try GitFixture()
    let blobs = try fixture.someBlobs()
    let repository = try fixture.open()
    var table = FileTable()
    var tree = ObjectID.emptyTree
    for _ in 0..<4 {
      let old = table
      table.change(blobs: blobs, using: &random)
      // A file where a folder was takes two steps, as it must be meant.
      let cleared = FileTable(files: old.files.filter { table.files[$0.key] != nil })
      tree = try repository.apply(cleared.edits(from: old), to: tree)
      tree = try repository.apply(table.edits(from: cleared), to: tree)
      #expect(try tree == table.tree(by: fixture))
    }
    #expect(try fixture.complaints() == [])
  }

  @Test("a file and a folder never share a name")
  func clashes() throws {
    let fixture = try GitFixture()
    let blob = try fixture.store([1], as: "blob")
    let repository = try fixture.open()
    var edits = TreeEdits()
    edits.put(blob, at: "a/b/c")
    edits.put(blob, at: "file")
    let base = try repository.apply(edits)
    func apply(_ change: (inout TreeEdits) -> Void) throws -> ObjectID {
      var edits = TreeEdits()
      change(&edits)
      return try repository.apply(edits, to: base)
    }
    #expect(codeThrown { _ = try apply { $0.put(blob, at: "a/b") } } == .exists)
    #expect(codeThrown { _ = try apply { $0.put(blob, at: "file/x") } } == .exists)
    #expect(
      codeThrown {
        _ = try apply {
          $0.put(blob, at: "n"); $0.put(blob, at: "n/x")
        }
      } == .exists)
    #expect(codeThrown { _ = try apply { $0.remove("a/x") } } == .notFound)
    #expect(codeThrown { _ = try apply { $0.remove("file/x") } } == .exists)
    for deep in [TreePath.root, TreePath(String(repeating: "a/", count: 200_000))] {
      #expect(codeThrown { _ = try apply { $0.remove(deep) } } == .unsafePath)
    }
    let folder = try apply {
      $0.remove("file"); $0.put(blob, at: "file/x")
    }
    #expect(try repository.entry(at: "file/x", in: folder)?.id == blob)
    #expect(
      try apply {
        $0.remove("a/b"); $0.remove("file")
      } == .emptyTree)
    let moved = try apply { $0.put(base, at: "copy", mode: .tree) }
    #expect(try repository.entry(at: "copy/a/b/c", in: moved)?.id == blob)
  }

  @Test("what is not here, or is something else, cannot be put into a tree")
  func existence() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blob = try repository.createBlob([])
    #expect(try fixture.git("cat-file", "-s", blob.hex) == "0")
    let absent = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    for (id, mode, code) in [
      (absent, FileMode.file, GitStoreError.Code.notFound), (blob, .tree, .wrongKind),
      (.emptyTree, .file, .wrongKind),
    ] {
      var edits = TreeEdits()
      edits.put(id, at: "x", mode: mode)
      #expect(codeThrown { _ = try repository.apply(edits) } == code)
    }
  }

  @Test("an edit in a large tree reads and writes only the folders on its way")
  func large() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blob = try repository.createBlob([1])
    var edits = TreeEdits()
    for index in 0..<20_000 { edits.put(blob, at: TreePath("models/m\(index / 100)/e\(index)/model.yaml")) }
    let tree = try repository.apply(edits)
    var edit = TreeEdits()
    edit.put(try repository.createBlob([2]), at: "models/m7/e700/model.yaml")
    let before = try fixture.git("count-objects")
    let changed = try repository.apply(edit, to: tree)
    let after = try fixture.git("count-objects")
    let counts = try [before, after].map { try #require(Int($0.prefix { $0 != " " })) }
    // The root, models, m7 and e700.
    #expect(counts[1] - counts[0] == 4)
    var diff = repository.diff(tree, changed)
    #expect(try diff.next()?.path == "models/m7/e700/model.yaml")
    #expect(try diff.next() == nil)
  }
}

@Suite struct PathSafetyTests {
  @Test(
    "paths that git refuses on some system are refused on all",
    arguments: [
      ("", PathFault.emptyName), ("/a", .emptyName), ("a/", .emptyName), ("a//b", .emptyName), (".", .dots),
      ("a/..", .dots),
      ("../a", .dots), ("a/./b", .dots), (".git", .gitFolder), ("a/.GIT/config", .gitFolder),
      (".gIt", .gitFolder),
      (".git ", .gitFolder), (".git...", .gitFolder), (".git. .", .gitFolder), ("git~1", .gitFolder),
      ("GIT~1/x", .gitFolder),
      (".git::$INDEX_ALLOCATION/x", .gitFolder), (".g\u{200C}it", .gitFolder), ("\u{FEFF}.git", .gitFolder),
      (".gi\u{206F}T", .gitFolder), ("a\\b", .backslash), ("..\\x", .backslash),
    ])
  func refused(path: String, fault: PathFault) throws {
    #expect(TreePath(path).fault() == fault)
    let fixture = try GitFixture()
    for setting in ["core.protectNTFS", "core.protectHFS"] { try fixture.git("config", setting, "true") }
    let blob = try fixture.store([1], as: "blob")
    let byGit = try fixture.tryGit("update-index", "--add", "--cacheinfo", "100644,\(blob),\(path)")
    // Only git for Windows minds a backslash.
    #expect(byGit.status.isSuccess == (fault == .backslash))
    let repository = try fixture.open()
    var edits = TreeEdits()
    edits.put(blob, at: TreePath(path))
    #expect(codeThrown { _ = try repository.apply(edits) } == .unsafePath)
  }

  @Test(
    "names that only look odd are allowed",
    arguments: [
      "...", "..a", ".gitignore", ".gitx", "git", "git~", "git~12", "a.git", ".git-hooks", "-rf", "GLM-4.7",
      "whisper-base.en",
      "a b", "é/日本", "\u{1}", "~", "$(x)", ".gitmodules",
    ])
  func allowed(path: String) throws {
    #expect(TreePath(path).fault() == nil)
  }

  @Test("zero bytes, endless names and links in the place of git's settings are refused")
  func others() {
    #expect(TreePath("a\0b").fault() == .zeroByte)
    #expect(TreePath(String(repeating: "a", count: 256)).fault() == .tooLong)
    #expect(TreePath(String(repeating: "a/", count: 128) + "a").fault() == .tooLong)
    #expect(TreePath(".gitmodules").fault(for: .link) == .linkedSettings)
    #expect(TreePath("x/.GITmodules ").fault(for: .link) == .linkedSettings)
    #expect(TreePath("gitmod~1").fault(for: .link) == .linkedSettings)
    #expect(TreePath("modules").fault(for: .link) == nil)
    #expect(Set(PathFault.allCases.map(\.words)).count == PathFault.allCases.count)
  }
}
