import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct WorkTreeTests {
  /// Waits until the clock of the file system has moved past the last write.
  ///
  /// Files of the same instant as the index are left out by design.
  private func settle(_ fixture: GitFixture) throws {
    _ = try Command("sleep", ["0.05"]).run()
    try fixture.git("update-index", "--force-write-index")
  }

  @Test("clean files are listed with their blobs; changed, new, linked and removed ones are not")
  func cleanFiles() throws {
    let fixture = try GitFixture()
    for name in ["models/a.yaml", "models/b.yaml", "models/c.yaml", "models/d.yaml", "models-x/z", "top"] {
      try fixture.write("content of \(name)", to: name)
    }
    _ = try Command("ln", ["-s", "a.yaml", "\(fixture.path)/models/link"]).run()
    _ = try Command("chmod", ["+x", "\(fixture.path)/models/d.yaml"]).run()
    try fixture.commitAll()
    try settle(fixture)
    try fixture.write("changed", to: "models/b.yaml")
    _ = try Command("rm", ["\(fixture.path)/models/c.yaml"]).run()
    try fixture.write("new", to: "models/new.yaml")
    try fixture.git("add", "-N", "models/new.yaml")

    let repository = try fixture.open()
    let inFolder = try repository.cleanFiles(in: "models")
    #expect(inFolder.map(\.path.description) == ["models/a.yaml", "models/d.yaml"])
    #expect(inFolder.map(\.mode) == [.file, .executable])
    #expect(try inFolder.map(\.blob) == [fixture.id("HEAD:models/a.yaml"), fixture.id("HEAD:models/d.yaml")])
    #expect(
      try repository.cleanFiles().map(\.path.description) == [
        "models-x/z", "models/a.yaml", "models/d.yaml", "top",
      ])
    #expect(try repository.cleanFiles(in: "none").isEmpty)
  }

  @Test("a file of the same size and time as the index is not believed")
  func racy() throws {
    let fixture = try GitFixture()
    try fixture.write("aaaa", to: "file")
    try fixture.commitAll()
    let index = "\(fixture.path)/.git/index"
    _ = try Command("touch", ["-r", "\(fixture.path)/file", index]).run()
    #expect(try fixture.open().cleanFiles().isEmpty)
    _ = try Command("touch", ["-d", "2 seconds", index]).run()
    #expect(try fixture.open().cleanFiles().count == 1)
  }

  @Test("files whose bytes an attribute changes are left out")
  func attributes() throws {
    let fixture = try GitFixture()
    try fixture.write(
      "*.txt text eol=crlf\n*.big filter=lfs\n*.id ident\nplain.txt -text\n", to: ".gitattributes")
    try fixture.write("one\ntwo\n", to: "dos.txt")
    try fixture.write("no line break", to: "same.txt")
    try fixture.write("one\n", to: "plain.txt")
    try fixture.write("pointer", to: "x.big")
    try fixture.write("$Id$", to: "y.id")
    try fixture.write("one\n", to: "z")
    try fixture.commitAll()
    _ = try Command("rm", ["\(fixture.path)/dos.txt"]).run()
    try fixture.git("checkout", "-q", "dos.txt")
    try settle(fixture)
    let clean = try fixture.open().cleanFiles().map(\.path.description)
    #expect(clean == [".gitattributes", "plain.txt", "same.txt", "z"])
  }

  @Test("the status is git's, for the whole and for a folder")
  func status() throws {
    let fixture = try GitFixture()
    for name in ["a/kept", "a/changed", "a/gone", "a/staged", "b/changed", "a/kind"] {
      try fixture.write("1", to: name)
    }
    try fixture.write("*.log\n", to: ".gitignore")
    try fixture.commitAll()
    for name in ["a/changed", "b/changed", "a/staged"] { try fixture.write("22", to: name) }
    try fixture.git("add", "a/staged")
    try fixture.write("333", to: "a/staged")
    try fixture.write("x", to: "a/new/[deep]/file")
    try fixture.write("x", to: "a/ignored.log")
    _ = try Command("rm", ["\(fixture.path)/a/gone", "\(fixture.path)/a/kind"]).run()
    _ = try Command("ln", ["-s", "x", "\(fixture.path)/a/kind"]).run()

    let repository = try fixture.open()
    let letters: [FileStatus.Change?: String] = [
      nil: " ", .added: "A", .modified: "M", .deleted: "D", .typeChanged: "T", .conflicted: "U",
    ]
    for folder in ["", "a", "a/new", "a/new/[deep]"] {
      let lines = try repository.status(in: TreePath(folder)).map { status in
        let isUnknown = status.staged == nil && status.unstaged == .added
        let codes = (letters[status.staged] ?? "?") + (letters[status.unstaged] ?? "?")
        return "\(isUnknown ? "??" : codes) \(status.path)"
      }
      let printed = try fixture.git(
        "--literal-pathspecs", "status", "--porcelain", "-z", "--untracked-files=all", "--",
        folder.isEmpty ? "." : folder)
      #expect(lines.sorted() == printed.split(separator: "\0").map(String.init).sorted(), "\(folder)")
    }
  }

  @Test("a bare repository has no status, a split index is explained")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let bare = try Repository.create(bareAt: "\(folder.path)/bare")
    #expect(codeThrown { _ = try bare.status() } == .bareRepository)
    #expect(codeThrown { _ = try bare.cleanFiles() } == .bareRepository)
    let fixture = try GitFixture()
    try fixture.write("1", to: "file")
    try fixture.commitAll()
    try fixture.git("update-index", "--split-index")
    let repository = try fixture.open()
    #expect(codeThrown { _ = try repository.cleanFiles() } == .unsupportedRepository)
  }
}
