import FileTrees
import FoundationEssentials
import TestSupport
import Testing

@Suite struct StagedFolderTests {
  let scratch: TemporaryFolder
  init() throws { scratch = try TemporaryFolder() }

  private var site: String { scratch.path + "/site" }

  private func build(_ files: [String: String], always: Bool, into path: String? = nil) throws {
    let staged = try StagedFolder(path ?? site, always: always)
    var output = try OutputFolder(staged.path)
    for (path, text) in files.sorted(by: { $0.key < $1.key }) { try output.write(Array(text.utf8), to: path) }
    _ = try output.finish()
    try staged.settle()
  }

  private func names() throws -> [String] { try FolderTree(scratch.path).entries(in: "").map(\.name) }

  @Test(
    "a folder that is not there yet appears whole; one that is there is written in place unless asked otherwise"
  )
  func places() throws {
    #expect(try StagedFolder(site, always: false).path != site)
    try build(["a": "1"], always: false)
    #expect(try names() == ["site"])
    #expect(try StagedFolder(site, always: false).path == site)
    #expect(try StagedFolder(site + "/", always: true).path == site + ".next~")
  }

  @Test("what a run left that was killed at its first file is taken over")
  func killedAtOnce() throws {
    try build(["a": "1"], always: true)
    let manager = FileManager.default
    try manager.createDirectory(atPath: site + ".next~", withIntermediateDirectories: false)
    #expect(manager.createFile(atPath: site + ".next~/.modelhub-site.new~", contents: Data()))
    try build(["a": "2"], always: true)
    #expect(try names() == ["site"])
    #expect(try FolderTree(site).entries(in: "").map(\.name) == [".modelhub-site", "a"])
  }

  @Test("what is left beside a whole folder is cleared, and what is not ours there stays")
  func clearing() throws {
    try build(["a": "1"], always: true)
    _ = try OutputFolder(site + ".next~")
    try StagedFolder.clear(beside: site)
    #expect(try names() == ["site"])
    try FileManager.default.createDirectory(atPath: site + ".next~", withIntermediateDirectories: false)
    #expect(FileManager.default.createFile(atPath: site + ".next~/mine", contents: Data()))
    try StagedFolder.clear(beside: site)
    #expect(try names() == ["site", "site.next~"])
  }

  @Test("an exchange leaves nothing of the old state, and nothing beside the folder")
  func exchange() throws {
    try build(["a": "1", "old": "1"], always: true)
    try build(["a": "2", "new": "2"], always: true)
    #expect(try FolderTree(site).entries(in: "").map(\.name) == [".modelhub-site", "a", "new"])
    #expect(try names() == ["site"])
  }

  @Test("the folder that a link leads to is exchanged, and the link stays")
  func link() throws {
    try build(["a": "1"], always: true)
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/current", withDestinationPath: "site")
    try build(["a": "2"], always: true, into: scratch.path + "/current")
    #expect(FolderTree(site).exists)
    #expect(try FolderTree(site).read("a") == Array("2".utf8))
    #expect(try names() == ["current", "site"])
  }

  @Test("a folder with somebody else's files is refused before anything is written")
  func foreign() throws {
    try scratch.write("precious", to: "site/thesis.tex")
    let error = #expect(throws: FileTreeError.self) { _ = try StagedFolder(site, always: true) }
    #expect(error?.code == .notOurs)
    #expect(try names() == ["site"])
  }

  @Test("in a folder that held output, nothing takes its place before all is written")
  func order() throws {
    try build(["a": "1", "b": "1"], always: false)
    var output = try OutputFolder(site)
    try output.write(Array("2".utf8), to: "b")
    try output.write(Array("2".utf8), to: "c")
    try output.append(Array("2".utf8)[...], to: "d")
    try output.finish("d")
    #expect(try FolderTree(site).read("b") == Array("1".utf8))
    #expect(try FolderTree(site).read("c") == nil)
    #expect(try FolderTree(site).read("d") == nil)
    let outcome = try output.finish()
    #expect((outcome.written, outcome.removed) == (3, 1))
    for name in ["b", "c", "d"] { #expect(try FolderTree(site).read(name) == Array("2".utf8)) }
    #expect(try FolderTree(site).entries(in: "").map(\.name) == [".modelhub-site", "b", "c", "d"])
  }
}
