import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct CommitWritingTests {
  private let author = Stamp(
    Identity(name: "Ada", email: "ada@example.org"), seconds: 1_700_000_000, zone: 120)
  private let committer = Stamp(
    Identity(name: "Cy", email: "cy@example.org"), seconds: 1_700_000_100, zone: -210)

  @Test("a commit is the very object that git makes of the same parts")
  func sameObject() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    var edits = TreeEdits()
    edits.put(try repository.createBlob(Array("x".utf8)), at: "a/b")
    let tree = try repository.apply(edits)
    let first = try fixture.git("commit-tree", "-m", "Line one\n\nMehr: é", tree.hex)
    let draft = try CommitDraft(
      tree: tree, parents: [], author: author, committer: committer, message: "Line one\n\nMehr: é")
    let made = try repository.createCommit(draft)
    #expect(made.hex == first)
    let second = try fixture.git("commit-tree", "-m", "two", "-p", first, "-p", first, tree.hex)
    let merge = try CommitDraft(
      tree: tree, parents: [made], author: author, committer: committer, message: "two\n")
    #expect(try repository.createCommit(merge).hex == second)
    #expect(try repository.commit(made).author == author)
    try repository.update("refs/heads/main", to: made, expecting: .absent, message: "make")
    #expect(try fixture.complaints() == [])
    #expect(
      try fixture.git("log", "-1", "--format=%an %ae %ai %cn %ci %B").hasPrefix(
        "Ada ada@example.org 2023-11-15 00:13:20 +0200 Cy 2023-11-14 18:45:00 -0330"))
  }

  @Test("a signature is stored as git stores it, and the payload is what is left without it")
  func signature() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let draft = try CommitDraft(
      tree: .emptyTree, parents: [], author: author, committer: committer, message: "m")
    let id = try repository.createCommit(draft, signature: "-----BEGIN X-----\nabc\n\n-----END X-----\n\n")
    let commit = try repository.commit(id)
    #expect(commit.signature == "-----BEGIN X-----\nabc\n\n-----END X-----\n")
    #expect(commit.signedPayload == draft.payload)
    #expect(commit.message == "m\n")
    #expect(
      try fixture.git("cat-file", "commit", id.hex).contains(
        "\ngpgsig -----BEGIN X-----\n abc\n \n -----END X-----\n\nm"))
    #expect(try fixture.tryGit("fsck", "--strict", id.hex).errorText == "")
    for bad in ["", "\nparent x", "a\0"] {
      #expect(codeThrown { _ = try repository.createCommit(draft, signature: bad) } == .invalidName)
    }
  }

  @Test(
    "people cannot slip headers into a commit",
    arguments: [
      ("A\nparent x", "a@b"), ("A", "a@b>\ngpgsig x"), ("A <x>", "a"), ("A\0", "a"), ("", "a"), (" ", "a"),
      ("A\r", "a"),
    ])
  func injection(name: String, email: String) throws {
    let bad = Stamp(Identity(name: name, email: email), seconds: 0)
    for (author, committer) in [(bad, committer), (author, bad)] {
      let code = codeThrown {
        _ = try CommitDraft(tree: .emptyTree, parents: [], author: author, committer: committer, message: "m")
      }
      #expect(code == .invalidName)
    }
  }

  @Test("impossible times and zero bytes in the message are refused")
  func impossible() throws {
    var late = author
    late.zone = 24 * 60
    var negative = author
    negative.seconds = -1
    for stamp in [late, negative] {
      #expect(
        codeThrown {
          _ = try CommitDraft(
            tree: .emptyTree, parents: [], author: stamp, committer: committer, message: "m")
        } == .invalidName)
    }
    #expect(
      codeThrown {
        _ = try CommitDraft(
          tree: .emptyTree, parents: [], author: author, committer: committer, message: "m\0")
      } == .invalidName)
  }

  @Test("a commit of what is not here is refused")
  func missing() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let absent = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    let blob = try repository.createBlob([1])
    for (tree, parents, code) in [
      (absent, [], GitStoreError.Code.notFound), (.emptyTree, [absent], .notFound), (blob, [], .wrongKind),
      (.emptyTree, [blob], .wrongKind),
    ] {
      let draft = try CommitDraft(
        tree: tree, parents: parents, author: author, committer: committer, message: "m")
      #expect(codeThrown { _ = try repository.createCommit(draft) } == code)
    }
  }

  @Test("git's settings say who makes a commit")
  func identity() throws {
    let fixture = try GitFixture()
    try fixture.git("config", "user.name", "Ada L")
    try fixture.git("config", "user.email", "ada@x")
    #expect(try fixture.open().identity() == Identity(name: "Ada L", email: "ada@x"))
    try fixture.git("config", "user.name", "")
    let repository = try fixture.open()
    #expect(codeThrown { _ = try repository.identity() } == .notFound)
  }
}
