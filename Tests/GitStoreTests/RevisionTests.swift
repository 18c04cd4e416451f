import GitStore
import TestSupport
import Testing

@Suite struct RevisionTests {
  /// Two commits, a branch of each kind of name, both kinds of tag, and a remote branch.
  private func fixture() throws -> (GitFixture, first: String, second: String) {
    let fixture = try GitFixture()
    let first = try fixture.commitAll("one")
    try fixture.git("tag", "light")
    try fixture.git("tag", "-a", "-m", "x", "heavy")
    try fixture.git("update-ref", "refs/remotes/origin/topic", first)
    try fixture.git("update-ref", "refs/modelhub/reviews/llm/a.b", first)
    try fixture.git("branch", "review/llm/x")
    return (fixture, first, try fixture.commitAll("two"))
  }

  @Test("every kind of name finds its commit and says which reference it was")
  func names() throws {
    let (fixture, first, second) = try fixture()
    let repository = try fixture.open()
    let expected: [(String, String, String?)] = [
      ("HEAD", second, "refs/heads/main"), ("main", second, "refs/heads/main"),
      ("refs/heads/main", second, "refs/heads/main"),
      ("review/llm/x", first, "refs/heads/review/llm/x"), ("light", first, "refs/tags/light"),
      ("heavy", first, "refs/tags/heavy"), ("origin/topic", first, "refs/remotes/origin/topic"),
      ("refs/modelhub/reviews/llm/a.b", first, "refs/modelhub/reviews/llm/a.b"), (first, first, nil),
      (String(first.prefix(10)), first, nil), ("HEAD~1", first, nil), ("main^", first, nil),
      ("@", second, "refs/heads/main"),
    ]
    for (name, commit, reference) in expected {
      let revision = try repository.resolve(name)
      #expect(revision.commit.hex == commit, "\(name)")
      #expect(revision.reference == reference, "\(name)")
    }
  }

  @Test(
    "a name that names nothing is an error of the right kind",
    arguments: [
      ("nothing", GitStoreError.Code.notFound), ("main^2", .notFound), ("main:file", .notFound),
      ("main^{tree}", .wrongKind),
      ("", .invalidName), (":/one", .invalidName), ("HEAD^{/one}", .invalidName), ("a b\u{7}", .notFound),
      ("main\0x", .invalidName), ("..", .notFound), (String(repeating: "0", count: 40), .notFound),
    ])
  func nothing(name: String, code: GitStoreError.Code) throws {
    let (fixture, _, _) = try fixture()
    let repository = try fixture.open()
    let thrown = codeThrown { _ = try repository.resolve(name) }
    #expect(thrown == code || (code == .notFound && thrown == .invalidName))
  }

  @Test("ranges take HEAD for a missing side")
  func ranges() throws {
    let (fixture, first, second) = try fixture()
    let repository = try fixture.open()
    let one = try fixture.id(first)
    let two = try fixture.id(second)
    #expect(
      try repository.resolveRange("light..main") == RevisionRange(from: one, to: two, isFromMergeBase: false))
    #expect(
      try repository.resolveRange("light..") == RevisionRange(from: one, to: two, isFromMergeBase: false))
    #expect(
      try repository.resolveRange("..light") == RevisionRange(from: two, to: one, isFromMergeBase: false))
    #expect(
      try repository.resolveRange("light...") == RevisionRange(from: one, to: two, isFromMergeBase: true))
    #expect(try repository.resolveRange("light") == RevisionRange(from: nil, to: one, isFromMergeBase: false))
  }

  @Test("a repository without a commit says so")
  func unborn() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    #expect(try repository.head() == Head(branch: "refs/heads/main", commit: nil))
    #expect(codeThrown { _ = try repository.resolve("HEAD") } == .unbornBranch)
    #expect(codeThrown { _ = try repository.resolve("main") } == .notFound)
  }

  @Test("references are listed by prefix, in the order of git")
  func listing() throws {
    let (fixture, first, _) = try fixture()
    for name in [
      "refs/heads/review/a-b", "refs/heads/review/a/b", "refs/heads/reviews", "refs/heads/review/é",
    ] {
      try fixture.git("update-ref", name, first)
    }
    try fixture.git("pack-refs", "--all")
    try fixture.git("update-ref", "refs/heads/review/z", first)
    try fixture.git("symbolic-ref", "refs/heads/review/broken", "refs/heads/nowhere")
    let listed = try fixture.git("for-each-ref", "--format=%(refname)", "refs/heads/review").split(
      separator: "\n")
    let repository = try fixture.open()
    #expect(try repository.references(under: "refs/heads/review/").map(\.name) == listed.map(String.init))
    #expect(try repository.references(under: "refs/none/").isEmpty)
    #expect(codeThrown { _ = try repository.references(under: "refs/h*") } == .invalidName)
    #expect(try repository.reference("refs/heads/review/z")?.hex == first)
    #expect(try repository.reference("refs/heads/no") == nil)
    #expect(codeThrown { _ = try repository.reference("refs/heads/a..b") } == .invalidName)
  }
}
