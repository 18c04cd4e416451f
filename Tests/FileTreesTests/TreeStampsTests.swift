import FileTrees
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@Suite("The stamps of a folder")
struct TreeStampsTests {
  let scratch: TemporaryFolder
  init() throws {
    scratch = try TemporaryFolder()
    for path in ["a/b/c.txt", "a/b/d.txt", "a/e.txt", "f.txt"] {
      try scratch.write("12345", to: "tree/\(path)")
    }
    try scratch.makeFolder("tree/empty")
  }

  private var root: String { scratch.path + "/tree" }
  private func stamps() throws -> TreeStamps { try #require(try TreeStamps.settled(root)) }

  @Test("say that nothing differs where nothing was done, and are the same through a record")
  func same() throws {
    let stamps = try stamps()
    #expect(stamps.differences(below: root) == [])
    #expect(TreeStamps(bytes: stamps.bytes).differences(below: root) == [])
    #expect(try self.stamps().bytes == stamps.bytes)
    #expect(stamps.differences(below: scratch.path + "/nowhere").first == "")
  }

  @Test("tell of whatever is done to a file or a folder, even by somebody who sets the times back")
  func changes() throws {
    let files = FileManager.default
    let deeds: [(String, () throws -> Void)] = [
      ("a/e.txt", { try scratch.write("54321", to: "tree/a/e.txt") }),
      ("a/b/c.txt", { try rewriteWithOldTimes("a/b/c.txt") }),
      ("a/b", { try scratch.write("new", to: "tree/a/b/new.txt") }),
      ("a/b/d.txt", { try files.removeItem(atPath: root + "/a/b/d.txt") }),
      ("empty", { try scratch.makeFolder("tree/empty/inner") }),
      (
        "f.txt",
        {
          try files.moveItem(atPath: root + "/a/e.txt", toPath: root + "/f2.txt")
          try files.removeItem(atPath: root + "/f.txt")
          try scratch.link("tree/f.txt", to: "f2.txt")
        }
      ),
    ]
    for (path, deed) in deeds {
      let stamps = try stamps()
      try deed()
      #expect(stamps.differences(below: root).contains(path), "\(path)")
      #expect(stamps.differences(below: root, limit: 1).count == 1)
    }
  }

  @Test("of a folder that a link leads to are its own, and there are none where links in it lead elsewhere")
  func links() throws {
    try scratch.link("link", to: "tree")
    let link = scratch.path + "/link"
    let stamps = try #require(try TreeStamps.settled(link))
    #expect(stamps.differences(below: root) == [])
    try scratch.write("other", to: "tree/a/e.txt")
    #expect(stamps.differences(below: link) == ["a/e.txt"])
    try scratch.link("tree/elsewhere", to: "/tmp")
    #expect(try TreeStamps.settled(root) == nil)
  }

  private func rewriteWithOldTimes(_ path: String) throws {
    var before = stat()
    try #require(unsafe stat(root + "/" + path, &before) == 0)
    try scratch.write("abcde", to: "tree/" + path)
    let times = [before.st_atim, before.st_mtim]
    try #require(unsafe utimensat(AT_FDCWD, root + "/" + path, times, 0) == 0)
  }

  @Test("that were cut or have wrong bytes in them say that something differs, or nothing worse")
  func broken() throws {
    let bytes = try stamps().bytes
    var random = SeededGenerator(seed: 7)
    for count in 0..<bytes.count where bytes[count] == 0 || count % 3 == 0 {
      _ = TreeStamps(bytes: Array(bytes[..<count])).differences(below: root)
    }
    for _ in 0..<2_000 {
      var wrong = bytes
      let place = Int.random(in: 0..<bytes.count, using: &random)
      wrong[place] ^= UInt8.random(in: 1...255, using: &random)
      #expect(TreeStamps(bytes: wrong).differences(below: root) != [], "byte \(place)")
    }
  }
}
