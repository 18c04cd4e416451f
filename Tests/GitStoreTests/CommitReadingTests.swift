import GitStore
import TestSupport
import Testing

@Suite struct CommitReadingTests {
  @Test("a commit's parts are those that git shows")
  func parts() throws {
    let fixture = try GitFixture()
    try fixture.write("x", to: "file")
    let root = try fixture.commitAll("Add a file\n\nWith a reason.")
    try fixture.git("checkout", "-q", "-b", "side")
    let side = try fixture.commitAll("side")
    try fixture.git("checkout", "-q", "main")
    try fixture.commitAll("more")
    try fixture.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
    let repository = try fixture.open()

    let first = try repository.commit(try fixture.id(root))
    #expect(first.parents.isEmpty)
    #expect(first.message == "Add a file\n\nWith a reason.\n")
    #expect(first.summary == "Add a file")
    #expect(
      first.author
        == Stamp(Identity(name: "Ada", email: "ada@example.org"), seconds: 1_700_000_000, zone: 120))
    #expect(first.committer.zone == -210)
    #expect(first.signature == nil && first.signedPayload.isEmpty)
    #expect(first.tree == (try fixture.id("\(root)^{tree}")))
    let merge = try repository.commit(try fixture.id("HEAD"))
    #expect(merge.parents.count == 2)
    #expect(merge.parents.last?.hex == side)
  }

  @Test("a signature is taken out of the bytes it is over, and so is one of the other hash")
  func signature() throws {
    let fixture = try GitFixture()
    let head = "tree \(ObjectID.emptyTree)\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n"
    let signed =
      head
      + "encoding x\ngpgsig BEGIN\n line two\n \n END\ngpgsig-sha256 other\n more\nkept yes\n\nmessage\n\ngpgsig no\n"
    let commit = try fixture.open().commit(try fixture.store(Array(signed.utf8), as: "commit"))
    #expect(commit.signature == "BEGIN\nline two\n\nEND\n")
    #expect(
      String(decoding: commit.signedPayload, as: UTF8.self)
        == head + "encoding x\nkept yes\n\nmessage\n\ngpgsig no\n")
    #expect(commit.extraHeaders.map(\.name) == ["encoding", "gpgsig", "gpgsig-sha256", "kept"])
    #expect(commit.message == "message\n\ngpgsig no\n")
  }

  @Test(
    "commits with parts missing, doubled or out of order are refused",
    arguments: [
      "", "tree \n", "author A <a> 1 +0000\n\nx", "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n\nx",
      "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a> 1 +0000\n\nx",
      "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent 12\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\n",
      "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\ngpgsig a\ngpgsig b\n\n",
    ])
  func malformed(text: String) throws {
    let fixture = try GitFixture()
    let id = try fixture.store(Array(text.utf8), as: "commit")
    let repository = try fixture.open()
    #expect(codeThrown { _ = try repository.commit(id) } == .corrupt)
  }

  @Test(
    "odd authors of old repositories do not make a commit unreadable",
    arguments: [
      ("A <a> 99999999999999999999 +0000", "A", "a", 0), ("A <a", "A", "a", 0), ("<> 5 +9999999", "", "", 0),
      ("A <b> <c> 7 -0130", "A", "b> <c", -90), ("", "", "", 0), ("> < 3 +0100", ">", " 3 +0100", 0),
    ])
  func oddAuthors(line: String, name: String, email: String, zone: Int) throws {
    let fixture = try GitFixture()
    let text = "tree \(ObjectID.emptyTree)\nauthor \(line)\ncommitter \(line)\n\nx"
    let commit = try fixture.open().commit(try fixture.store(Array(text.utf8), as: "commit"))
    #expect(commit.author.identity == Identity(name: name, email: email))
    #expect(commit.author.zone == zone)
  }
}
