import FileTrees
import FoundationEssentials
import TestSupport
import Testing

@Suite struct OutputFolderTests {
  let scratch: TemporaryFolder
  init() throws { scratch = try TemporaryFolder() }

  func build(_ files: [String: String]) throws -> OutputFolder.Outcome {
    var output = try OutputFolder(scratch.path + "/site")
    for (path, text) in files.sorted(by: { $0.key < $1.key }) { try output.write(Array(text.utf8), to: path) }
    return try output.finish()
  }

  func read(_ path: String) throws -> String? {
    try FolderTree(scratch.path + "/site").read(path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("only what differs is written, and what is no longer produced is removed with its folders")
  func incremental() throws {
    let first = try build(["a/b/c.html": "1", "a/d.html": "2", "e.html": "3"])
    #expect((first.written, first.unchanged, first.removed) == (3, 0, 0))
    let second = try build(["a/d.html": "2", "e.html": "changed"])
    #expect((second.written, second.unchanged, second.removed) == (1, 1, 1))
    #expect(try read("e.html") == "changed")
    #expect(try FolderTree(scratch.path + "/site").entries(in: "a").map(\.name) == ["d.html"])
  }

  @Test("a run that produces what is there, or only opens the folder, leaves every stamp as it is")
  func untouched() throws {
    _ = try build(["a/b": "1"])
    let stamps = try #require(try TreeStamps.settled(scratch.path + "/site", afterWriting: true))
    _ = try build(["a/b": "1"])
    try StagedFolder.clear(beside: scratch.path + "/site")
    #expect(stamps.differences(below: scratch.path + "/site") == [])
  }

  @Test("a file in pieces is whole or not there, and one that is given up leaves nothing")
  func pieces() throws {
    let shelf = SourceFolder(scratch.path + "/shelf")
    let long = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 251) }
    func read() throws -> [UInt8]? { try FolderTree(shelf.root).read("a/long", limit: .max) }
    func write(_ bytes: [UInt8], by size: Int) throws -> PiecewiseFile {
      let file = try shelf.begin("a/long")
      for start in stride(from: 0, to: bytes.count, by: size) {
        try file.append(bytes[start..<min(start + size, bytes.count)])
      }
      return file
    }
    try write(long, by: 700_000).place()
    #expect(try read() == long)
    _ = try write(Array(long.dropLast()), by: 300_000)
    #expect(try read() == long)
    try write(Array(long.dropLast()), by: 1000).place()
    #expect(try read() == long.dropLast())
    #expect(try FolderTree(shelf.root).entries(in: "a").map(\.name) == ["long"])
  }

  @Test("of more folders than it keeps in mind, all have their files")
  func manyFolders() throws {
    var files: [String: String] = [:]
    for number in 0..<1500 {
      files["a/\(number)/x"] = "\(number)"
      files["b/\(number)/x"] = "\(number)"
    }
    #expect(try build(files).written == 3000)
    #expect(try read("a/0/x") == "0" && read("b/1499/x") == "1499")
    #expect(try build(files).unchanged == 3000)
  }

  @Test("a file gives way to a folder of the same name, and back")
  func fileAndFolder() throws {
    _ = try build(["a": "file"])
    _ = try build(["a/b": "below"])
    #expect(try read("a/b") == "below")
  }

  @Test("a link inside the output is replaced, not followed")
  func links() throws {
    _ = try build(["x/a": "1"])
    let outside = scratch.path + "/outside"
    try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: true)
    try FileManager.default.removeItem(atPath: scratch.path + "/site/x")
    try FileManager.default.createSymbolicLink(atPath: scratch.path + "/site/x", withDestinationPath: outside)
    _ = try build(["x/a": "1"])
    #expect(try FolderTree(outside).entries(in: "").isEmpty)
    #expect(try read("x/a") == "1")
  }

  @Test("a folder with somebody else's files is refused and left as it is")
  func foreign() throws {
    try FileManager.default.createDirectory(atPath: scratch.path + "/site", withIntermediateDirectories: true)
    try Data("precious".utf8).write(to: URL(filePath: scratch.path + "/site/thesis.tex"))
    let error = #expect(throws: FileTreeError.self) { try build(["a": "1"]) }
    #expect(error?.code == .notOurs)
    #expect(try read("thesis.tex") == "precious")
    #expect(try read("a") == nil)
  }

  @Test("a file where the folder should be is refused")
  func fileInTheWay() throws {
    try Data("x".utf8).write(to: URL(filePath: scratch.path + "/site"))
    #expect(throws: FileTreeError.self) { try build(["a": "1"]) }
  }

  @Test("reading refuses links, devices and files over the limit, and an absent file is nothing")
  func reading() throws {
    let tree = FolderTree(scratch.path)
    try Data(repeating: 0x61, count: 100).write(to: URL(filePath: scratch.path + "/big"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: "/etc/passwd")
    #expect(try tree.read("absent") == nil)
    #expect(try tree.read("big/below") == nil)
    #expect(throws: FileTreeError.self) { try tree.read("big", limit: 99) }
    #expect(throws: FileTreeError.self) { try tree.read("link") }
    #expect(try tree.entries(in: "").map(\.kind) == [.file, .link])
  }
}
