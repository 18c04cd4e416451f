import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct OpeningTests {
  @Test("a repository is found from a folder deep inside it, and opened only at its own path")
  func discovery() throws {
    let fixture = try GitFixture()
    try fixture.write("x", to: "a/b/file")
    let found = try Repository.discover(from: "\(fixture.path)/a/b")
    #expect(found.workTree == fixture.path + "/")
    #expect(found.gitFolder == fixture.path + "/.git/")
    #expect(found.isBare == false)
    #expect(codeThrown { _ = try Repository.open(at: "\(fixture.path)/a/b") } == .notARepository)
  }

  @Test("a folder without a repository gives a sentence with its path")
  func none() throws {
    let folder = try TemporaryFolder()
    let error = #expect(throws: GitStoreError.self) { _ = try Repository.open(at: folder.path) }
    #expect(error?.code == .notARepository)
    #expect(error?.description.contains(folder.path) == true)
    #expect(error?.advice.isEmpty == false)
  }

  @Test("a new bare repository is one for git too, and is not made twice")
  func create() throws {
    let folder = try TemporaryFolder()
    do {
      let made = try Repository.create(bareAt: "\(folder.path)/x/new.git", branch: "trunk")
      #expect(made.isBare == true)
      #expect(try made.head() == Head(branch: "refs/heads/trunk", commit: nil))
    }
    let fixture = GitFixture(existing: "x/new.git", in: folder)
    #expect(try fixture.git("rev-parse", "--is-bare-repository") == "true")
    #expect(try fixture.git("symbolic-ref", "HEAD") == "refs/heads/trunk")
    #expect(codeThrown { _ = try Repository.create(bareAt: fixture.path) } == .exists)
  }

  @Test("SHA-256 names are refused in words")
  func sha256() throws {
    let fixture = try GitFixture(["--object-format=sha256"])
    let error = #expect(throws: GitStoreError.self) { _ = try fixture.open() }
    #expect(error?.code == .unsupportedRepository)
    #expect(error?.description.contains("SHA-256") == true)
  }

  @Test("settings of one work tree alone are read")
  func worktreeConfig() throws {
    let fixture = try GitFixture()
    try fixture.git("config", "extensions.worktreeConfig", "true")
    try fixture.git("config", "user.name", "Local")
    try fixture.git("config", "--worktree", "user.name", "Here")
    #expect(try fixture.open().setting("user.name") == "Here")
  }

  @Test("a linked work tree shares what it should")
  func linkedWorkTree() throws {
    let fixture = try GitFixture()
    try fixture.write("x", to: "file")
    let commit = try fixture.commitAll()
    try fixture.git("worktree", "add", "-q", "-b", "side", "\(fixture.folder.path)/side")
    let linked = try Repository.open(at: "\(fixture.folder.path)/side")
    #expect(linked.workTree == "\(fixture.folder.path)/side/")
    #expect(linked.commonFolder == "\(fixture.path)/.git/")
    #expect(try linked.head().branch == "refs/heads/side")
    #expect(try linked.resolve("main").commit.hex == commit)
  }

  @Test("shallow and partial clones know that they are, and name the cure for what they lack")
  func incompleteClones() throws {
    let fixture = try GitFixture()
    try fixture.write("one", to: "file")
    let first = try #require(ObjectID(hex: try fixture.commitAll()))
    let oldBlob = try fixture.id("HEAD:file")
    try fixture.write("two", to: "file")
    try fixture.commitAll()
    try fixture.git("config", "uploadpack.allowFilter", "true")
    let url = "file://\(fixture.path)"
    try fixture.git("clone", "-q", "--depth", "1", url, "\(fixture.folder.path)/shallow")
    try fixture.git("clone", "-q", "--filter=blob:none", url, "\(fixture.folder.path)/partial")

    let shallow = try Repository.open(at: "\(fixture.folder.path)/shallow")
    #expect([shallow.isShallow, shallow.isPartial] == [true, false])
    #expect(codeThrown { _ = try shallow.commit(first) } == .incompleteHistory)
    let partial = try Repository.open(at: "\(fixture.folder.path)/partial")
    #expect([partial.isShallow, partial.isPartial] == [false, true])
    #expect(codeThrown { _ = try partial.blob(oldBlob) } == .incompleteHistory)
    #expect(codeThrown { _ = try fixture.open().blob(first) } == .wrongKind)
  }

  @Test("a repository of another user is refused with the command that allows it")
  func foreignOwner() throws {
    let fixture = try GitFixture()
    // Only root can give a folder away.
    guard try Command("chown", ["-R", "4321", fixture.path]).run().status.isSuccess else { return }
    let error = #expect(throws: GitStoreError.self) { _ = try fixture.open() }
    #expect(error?.code == .foreignOwner)
    #expect(error?.advice.contains("safe.directory") == true)
  }

  @Test("objects in quarantine are read when the hook's folder is given")
  func quarantine() throws {
    let fixture = try GitFixture()
    let aside = try fixture.folder.makeFolder("incoming")
    let hex = try fixture.git(
      "hash-object", "-w", "--stdin", input: Array("pushed".utf8),
      environment: ["GIT_OBJECT_DIRECTORY": aside])
    let id = try #require(ObjectID(hex: hex))
    #expect(try fixture.open().contains(id) == false)
    let hooked = try Repository.open(at: fixture.path, quarantine: [aside])
    #expect(try hooked.blob(id) == Array("pushed".utf8))
  }

  @Test("settings are read as git reads them")
  func settings() throws {
    let fixture = try GitFixture()
    try fixture.git("config", "user.signingkey", "~/keys/id")
    try fixture.git("config", "--add", "user.signingkey", "~/keys/newer")
    try fixture.git("config", "commit.gpgsign", "yes")
    let repository = try fixture.open()
    #expect(try repository.setting("user.signingkey") == "~/keys/newer")
    #expect(try repository.pathSetting("user.signingkey")?.hasSuffix("/keys/newer") == true)
    #expect(try repository.pathSetting("user.signingkey")?.hasPrefix("/") == true)
    #expect(try repository.flag("commit.gpgsign"))
    #expect(try repository.flag("commit.nothing", default: true))
    #expect(try repository.setting("modelhub.nothing") == nil)
    #expect(codeThrown { _ = try repository.flag("user.signingkey") } != nil)
  }
}
