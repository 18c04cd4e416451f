import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct ReferenceUpdateTests {
  private static let stamp = Stamp(Identity(name: "A", email: "a@x"), seconds: 1)

  private static func commit(
    _ message: String, on parents: [ObjectID], in repository: borrowing Repository
  ) throws -> ObjectID {
    try repository.createCommit(
      CommitDraft(tree: .emptyTree, parents: parents, author: stamp, committer: stamp, message: message))
  }

  @Test("an update happens only when the reference holds what is expected, and tells what it holds otherwise")
  func compareAndSwap() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let one = try Self.commit("1", on: [], in: repository)
    let two = try Self.commit("2", on: [one], in: repository)
    let name = "refs/modelhub/reviews/llm/x"
    func update(_ target: ObjectID?, _ expected: ExpectedTarget) throws -> UpdateResult {
      try repository.update(name, to: target, expecting: expected, message: "m")
    }
    #expect(try update(two, .object(one)) == .moved(actual: nil))
    #expect(try update(nil, .object(one)) == .moved(actual: nil))
    #expect(try update(nil, .absent) == .done)
    #expect(try update(one, .absent) == .done)
    #expect(try update(two, .absent) == .moved(actual: one))
    #expect(try update(two, .object(two)) == .moved(actual: one))
    #expect(try update(two, .object(one)) == .done)
    #expect(try update(nil, .object(one)) == .moved(actual: two))
    #expect(try update(nil, .absent) == .moved(actual: two))
    #expect(try fixture.git("rev-parse", name) == two.hex)
    try fixture.git("pack-refs", "--all")
    #expect(try update(one, .object(two)) == .done)
    #expect(try update(one, .anything) == .done)
    #expect(try update(nil, .object(one)) == .done)
    #expect(try repository.reference(name) == nil)
    #expect(try fixture.tryGit("rev-parse", "--verify", "-q", name).status.isSuccess == false)
  }

  @Test("a packed reference goes with the line of the tag beside it, and the others stay")
  func packedTags() throws {
    let fixture = try GitFixture()
    try fixture.commitAll("one")
    for name in ["a", "b", "c"] { try fixture.git("tag", "-a", "-m", name, name) }
    try fixture.git("pack-refs", "--all")
    let repository = try fixture.open()
    let tag = try #require(try repository.reference("refs/tags/b"))
    #expect(try repository.update("refs/tags/b", to: nil, expecting: .object(tag), message: "") == .done)
    #expect(try fixture.git("for-each-ref", "--format=%(refname)", "refs/tags") == "refs/tags/a\nrefs/tags/c")
    #expect(try fixture.git("show-ref", "-d", "--tags").split(separator: "\n").count == 4)
    #expect(
      codeThrown { try repository.update("refs/tags/a/b", to: tag, expecting: .absent, message: "") }
        == .exists)
    #expect(try fixture.tryGit("fsck", "--strict").status.isSuccess)
  }

  @Test("HEAD's reflog follows the branch that is checked out, as with git")
  func headReflog() throws {
    let fixture = try GitFixture()
    try fixture.commitAll("one")
    let repository = try fixture.open()
    let old = try #require(try repository.reference("refs/heads/main"))
    let new = try Self.commit("2", on: [old], in: repository)
    try repository.update("refs/heads/main", to: new, expecting: .object(old), message: "publish x")
    #expect(try fixture.git("log", "-g", "-1", "--format=%gs", "HEAD") == "publish x")
    #expect(try fixture.git("rev-parse", "main@{1}") == old.hex)
  }

  @Test("the reflog tells who changed a branch and why, on one line")
  func reflog() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let one = try Self.commit("1", on: [], in: repository)
    try repository.update(
      "refs/heads/topic", to: one, expecting: .absent, message: "submit:\nllm/x",
      by: Identity(name: "Bo", email: "bo@x"))
    let line = try fixture.git("log", "-g", "-1", "--format=%gn %ge %gs", "topic")
    #expect(line == "Bo bo@x submit: llm/x")
  }

  @Test(
    "names that git forbids are refused, and so are those outside refs/",
    arguments: [
      "HEAD", "main", "refs/heads/a b", "refs/heads/../x", "refs/heads/x.lock", "refs/heads/a\0b", "refs/",
      "refs/heads/@{1}",
    ])
  func names(name: String) throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let one = try Self.commit("1", on: [], in: repository)
    let code = codeThrown { _ = try repository.update(name, to: one, expecting: .anything, message: "") }
    #expect(code == .invalidName)
  }

  @Test("targets that are not here, symbolic references and names that are folders are refused")
  func impossible() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let one = try Self.commit("1", on: [], in: repository)
    let absent = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    #expect(
      codeThrown { try repository.update("refs/heads/x", to: absent, expecting: .absent, message: "") }
        == .notFound)
    try repository.update("refs/heads/a/b", to: one, expecting: .absent, message: "")
    for expected in [ExpectedTarget.absent, .anything] {
      for name in ["refs/heads/a", "refs/heads/a/b/c"] {
        #expect(codeThrown { try repository.update(name, to: one, expecting: expected, message: "") } != nil)
      }
    }
    try fixture.git("symbolic-ref", "refs/heads/link", "refs/heads/a/b")
    #expect(
      codeThrown { try repository.update("refs/heads/link", to: one, expecting: .object(one), message: "") }
        == .wrongKind)
    #expect(
      codeThrown { try repository.update("refs/heads/link", to: nil, expecting: .anything, message: "") }
        == .wrongKind)
  }

  @Test("a branch that is checked out is known to be")
  func checkedOut() throws {
    let fixture = try GitFixture()
    try fixture.commitAll()
    try fixture.git("branch", "other")
    let repository = try fixture.open()
    #expect(try repository.isCheckedOut("refs/heads/main"))
    #expect(try repository.isCheckedOut("refs/heads/other") == false)
    #expect(try repository.isCheckedOut("refs/heads/none") == false)
  }

  @Test("a stale lock is reported with its path")
  func staleLock() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let one = try Self.commit("1", on: [], in: repository)
    try fixture.write("", to: ".git/refs/heads/x.lock")
    let error = #expect(throws: GitStoreError.self) {
      try repository.update("refs/heads/x", to: one, expecting: .absent, message: "")
    }
    #expect(error?.code == .locked)
    #expect(error?.advice.contains("refs/heads/x.lock") == true)
  }

  @Test("of writers at one time each change of a chain survives exactly once", .timeLimit(.minutes(2)))
  func race() async throws {
    let fixture = try GitFixture()
    let name = "refs/modelhub/reviews/x"
    let (writers, each) = (4, 15)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<writers {
        group.addTask {
          let repository = try fixture.open()
          for step in 0..<each {
            var result = UpdateResult.moved(actual: try repository.reference(name))
            while case .moved(let tip) = result {
              let next = try Self.commit("\(writer).\(step)", on: tip.map { [$0] } ?? [], in: repository)
              result = try repository.update(
                name, to: next, expecting: tip.map { .object($0) } ?? .absent, message: "m")
            }
          }
        }
      }
      group.addTask {
        for step in 0..<each {
          var isDone = false
          while !isDone {
            let tip = try fixture.tryGit("rev-parse", "--verify", "-q", name).outputText.dropLast()
            let parent = tip.isEmpty ? [] : ["-p", String(tip)]
            let tree = ObjectID.emptyTree.hex
            let next =
              parent.isEmpty
              ? try fixture.git("commit-tree", "-m", "git.\(step)", tree)
              : try fixture.git("commit-tree", "-m", "git.\(step)", "-p", String(tip), tree)
            let old = tip.isEmpty ? String(repeating: "0", count: 40) : String(tip)
            isDone = try fixture.tryGit("update-ref", name, next, old).status.isSuccess
          }
        }
      }
      try await group.waitForAll()
    }
    let subjects = try fixture.git("log", "--format=%s", name).split(separator: "\n")
    #expect(subjects.count == (writers + 1) * each)
    #expect(Set(subjects).count == subjects.count)
  }
}
