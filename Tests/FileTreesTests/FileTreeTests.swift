import FileTrees
import GitStore
import TestSupport
import Testing

/// The three kinds of tree show the same files in the same way.
@Suite struct FileTreeTests {
  static let files = [
    "hub.yaml": "layout: flat\n", "models/llm/a.b/model.yaml": "x", "models/llm/a.b/README.md": "# é\r\n",
    "models/llm/a/model.yaml": "", "models/z": "z", "B": "b",
  ]

  /// Every file below a folder, through the protocol alone.
  func walk(_ tree: any FileTree, _ folder: String = "") throws -> [String] {
    try tree.entries(in: folder).flatMap { entry -> [String] in
      let path = folder.appendingPath(entry.name)
      switch entry.kind {
      case .folder: return ["\(path)/"] + (try walk(tree, path))
      case .file:
        let bytes = try #require(try tree.read(path))
        return ["\(path) \(String(decoding: bytes, as: UTF8.self))"]
      default: return ["\(path) \(entry.kind)"]
      }
    }
  }

  @Test("a folder, a commit and a dictionary list and read alike")
  func alike() throws {
    let repository = try GitFixture()
    for (path, text) in Self.files { try repository.write(text, to: "catalog/\(path)") }
    let commit = try repository.commitAll()
    try repository.write("not committed", to: "catalog/new")
    let memory = try walk(MemoryTree(texts: Self.files))
    let git = try GitTree(Repository.open(at: repository.path), revision: commit, folder: "catalog")
    #expect(try walk(git) == memory)
    #expect(try walk(git) == memory, "the second walk comes from what was kept")
    #expect(try walk(FolderTree(repository.path + "/catalog")) == memory.map { $0 } + ["new not committed"])
    #expect(memory.first == "B b" && memory.count == 10)
  }

  @Test("links, submodules and absent paths are told apart in a commit")
  func oddEntries() throws {
    let repository = try GitFixture()
    try repository.write("text", to: "file")
    let head = try repository.commitAll()
    let blob = try repository.git("hash-object", "-w", "--stdin", input: Array("/etc/passwd".utf8))
    try repository.git("update-index", "--add", "--cacheinfo", "120000,\(blob),link")
    try repository.git("update-index", "--add", "--cacheinfo", "160000,\(head),module")
    try repository.git("commit", "-q", "-m", "odd")
    let tree = try GitTree(Repository.open(at: repository.path), revision: "HEAD")
    #expect(try tree.entries(in: "").map(\.kind) == [.file, .link, .other])
    #expect(throws: FileTreeError.self) { try tree.read("link") }
    #expect(try tree.read("file/below") == nil)
    #expect(try tree.read("absent") == nil)
    #expect(throws: FileTreeError.self) { try tree.read("file", limit: 3) }
  }

  @Test("a revision that is not there is a fault of the world, with advice")
  func noRevision() throws {
    let repository = try GitFixture()
    #expect(throws: GitStoreError.self) {
      try GitTree(Repository.open(at: repository.path), revision: "nowhere")
    }
  }
}
