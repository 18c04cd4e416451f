import ChildProcesses
import ModelFacts
import TestSupport
import Testing

@testable import ModelSources

@Suite struct FolderRepositoryTests {
  @Test("a folder's files are listed to their depth, hidden ones left out")
  func folder() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "config.json")
    try folder.write("x", to: "1_Pooling/config.json")
    try folder.write("x", to: ".cache/y")
    let repository = try FolderRepository(folder: folder.path)
    #expect(repository.files.map(\.path) == ["1_Pooling/config.json", "config.json"])
    #expect(repository.origin.hub == nil)
    #expect(try repository.read("config.json", 0..<1 << 40) == Array("{}".utf8))
    #expect(try repository.read("../x", 0..<9) == [])
  }

  @Test("a hub's cache tells the repository and the commit, its links lead to files")
  func caches() throws {
    let folder = try TemporaryFolder()
    let commit = "976055f8c83f394f35dbd3ab09a285a984907bd0"
    try folder.write("{}", to: "models--Qwen--QwQ-32B/blobs/abc")
    let snapshot = try folder.makeFolder("models--Qwen--QwQ-32B/snapshots/\(commit)")
    _ = try Command("ln", ["-s", "../../blobs/abc", "\(snapshot)/config.json"]).run()
    let cached = try FolderRepository(folder: snapshot)
    #expect(cached.origin.hub == .huggingface && cached.origin.id == "Qwen/QwQ-32B")
    #expect(cached.origin.revision == commit)
    #expect(cached.files == [RepositoryFile("config.json", size: 2)])
    let scope = try folder.makeFolder("modelscope/hub/models/Qwen/Qwen2___5-7B")
    #expect(try FolderRepository(folder: scope).origin.id == "Qwen/Qwen2.5-7B")
  }

  @Test("a clone tells by its remote")
  func clones() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "[remote \"origin\"]\n\turl = https://huggingface.co/Qwen/QwQ-32B.git\n", to: "c/.git/config")
    try folder.write("ref: refs/heads/main\n", to: "c/.git/HEAD")
    try folder.write("976055f8c83f394f35dbd3ab09a285a984907bd0\n", to: "c/.git/refs/heads/main")
    let origin = try FolderRepository(folder: "\(folder.path)/c").origin
    #expect(origin.hub == .huggingface && origin.id == "Qwen/QwQ-32B")
    #expect(origin.revision == "976055f8c83f394f35dbd3ab09a285a984907bd0")
  }

  @Test("a GGUF file brings its other parts, and nothing else of its folder")
  func singleFiles() throws {
    let folder = try TemporaryFolder()
    for name in [
      "m-Q4_0-00001-of-00002.gguf", "m-Q4_0-00002-of-00002.gguf", "m-Q8_0.gguf", "config.json", "other.json",
    ] {
      try folder.write(#"{"a": 1}"#, to: name)
    }
    let part = try FolderRepository(file: "\(folder.path)/m-Q4_0-00002-of-00002.gguf")
    #expect(part.files.map(\.path) == ["m-Q4_0-00001-of-00002.gguf", "m-Q4_0-00002-of-00002.gguf"])
    let config = try FolderRepository(file: "\(folder.path)/other.json")
    #expect(config.files == [RepositoryFile("config.json", size: 8)])
    #expect(try config.read("config.json", 0..<20) == Array(#"{"a": 1}"#.utf8))
  }

  @Test("what is not there is said")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: RepositoryError.self) { _ = try FolderRepository(folder: "\(folder.path)/none") }
    #expect(throws: RepositoryError.self) { _ = try FolderRepository(file: "\(folder.path)/none/x.gguf") }
  }
}

@Suite struct ModelReferenceTests {
  @Test(
    "references are made sense of",
    arguments: [
      ("Qwen/QwQ-32B", .hub(.huggingface, id: "Qwen/QwQ-32B", revision: nil)),
      ("hf:Qwen/QwQ-32B@main", .hub(.huggingface, id: "Qwen/QwQ-32B", revision: "main")),
      ("modelscope:Qwen/QwQ-32B", .hub(.modelscope, id: "Qwen/QwQ-32B", revision: nil)),
      ("https://huggingface.co/Qwen/QwQ-32B", .hub(.huggingface, id: "Qwen/QwQ-32B", revision: nil)),
      (
        "https://huggingface.co/Qwen/QwQ-32B/tree/abc?x=1",
        .hub(.huggingface, id: "Qwen/QwQ-32B", revision: "abc")
      ),
      (
        "https://modelscope.cn/models/Qwen/QwQ-32B/summary",
        .hub(.modelscope, id: "Qwen/QwQ-32B", revision: nil)
      ),
      ("https://user:pass@huggingface.co/Qwen/QwQ.git", .hub(.huggingface, id: "Qwen/QwQ", revision: nil)),
      ("entry:qwen3", .entry("qwen3")), ("/tmp", .folder("/tmp")), ("/etc/passwd", .file("/etc/passwd")),
    ] as [(String, ModelReference)])
  func sense(text: String, reference: ModelReference) throws {
    #expect(try ModelReference(text) == reference)
  }

  @Test(
    "what makes no sense is refused",
    arguments: [
      "", "nothing", "a/b/c", "../x/y", "./a/b", "/a/b", "a/..", "a b/c", "a/b@", "https://example.org/a/b",
      "x:y/z",
    ])
  func nonsense(text: String) {
    #expect(throws: RepositoryError.self) { _ = try ModelReference(text) }
  }
}
