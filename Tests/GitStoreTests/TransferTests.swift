import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite(.serialized) struct TransferTests {
  @Test("references of a remote are listed", arguments: Way.allCases)
  func list(way: Way) throws {
    let fixture = try RemoteFixture(way)
    try fixture.bare.git("tag", "-a", "-m", "x", "v1", "main")
    let repository = try fixture.clone.open()
    let listed = try repository.references(of: repository.remote("origin"), access: fixture.access)
    let main = try fixture.bare.id("main")
    #expect(listed.map(\.name) == ["HEAD", "refs/heads/main", "refs/tags/v1"])
    #expect(listed.map(\.target) == [main, main, try fixture.bare.id("v1")])
    #expect(listed[0].symbolicTarget == "refs/heads/main")
  }

  @Test(
    "a fetch brings new branches, moves known ones and prunes those that are gone", arguments: Way.allCases)
  func fetch(way: Way) throws {
    let fixture = try RemoteFixture(way)
    try fixture.bare.git("branch", "gone", "main")
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    _ = try repository.fetch(remote, access: fixture.access)
    try fixture.bare.git("branch", "-D", "-q", "gone")
    let moved = try fixture.moveRemote()
    try fixture.bare.git("branch", "review/llm/x", "main")
    try fixture.bare.git("update-ref", "refs/modelhub/reviews/llm/x", "main")

    let specs = try remote.fetchRefspecs + [Refspec("refs/modelhub/*:refs/modelhub/*")]
    let outcome = try repository.fetch(remote, specs, prune: true, access: fixture.access)
    #expect(
      outcome.references.map(\.name) == [
        "refs/modelhub/reviews/llm/x", "refs/remotes/origin/gone", "refs/remotes/origin/main",
        "refs/remotes/origin/review/llm/x",
      ])
    #expect(outcome.references.map(\.status) == [.created, .pruned, .updated, .created])
    #expect(outcome.objects == 1)
    #expect(try repository.reference("refs/remotes/origin/main") == moved)
    #expect(try fixture.clone.git("rev-parse", "refs/modelhub/reviews/llm/x") == moved.hex)
    let again = try repository.fetch(remote, specs, prune: true, access: fixture.access)
    #expect(again.references.allSatisfy { $0.status == .unchanged } && again.objects == 0)
    #expect(try fixture.clone.complaints() == [])
  }

  @Test("a rewritten history is not taken over unless the refspec says so", arguments: [Way.file, .http])
  func rewritten(way: Way) throws {
    let fixture = try RemoteFixture(way)
    try fixture.bare.git("update-ref", "refs/modelhub/log", "main")
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let spec = try Refspec("refs/modelhub/*:refs/modelhub/*")
    _ = try repository.fetch(remote, [spec], access: fixture.access)
    let old = try fixture.bare.id("main")
    let other = try fixture.bare.git("commit-tree", "-m", "rewritten", ObjectID.emptyTree.hex)
    try fixture.bare.git("update-ref", "refs/modelhub/log", other)

    let refused = try repository.fetch(remote, [spec], access: fixture.access).references
    #expect(refused.map(\.status) == [.rewritten])
    #expect(refused.first?.new?.hex == other)
    #expect(try repository.reference("refs/modelhub/log") == old)
    let forced = try repository.fetch(remote, [Refspec("+\(spec)")], access: fixture.access)
    #expect(forced.references.map(\.status) == [.updated])
    #expect(try repository.reference("refs/modelhub/log")?.hex == other)
  }

  @Test("a branch that is checked out here is not moved underneath its work tree")
  func checkedOut() throws {
    let fixture = try RemoteFixture(.path)
    _ = try fixture.moveRemote()
    let repository = try fixture.clone.open()
    let outcome = try repository.fetch(
      repository.remote("origin"), [Refspec("+refs/heads/main:refs/heads/main")], access: fixture.access)
    #expect(outcome.references.map(\.status) == [.refused("it is checked out in a work tree")])
  }

  @Test("a push makes, moves and removes references, and follows them here", arguments: Way.allCases)
  func push(way: Way) throws {
    let fixture = try RemoteFixture(way)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let old = try fixture.bare.id("main")
    let new = try fixture.commit("two", on: "HEAD", in: repository)
    let made = try repository.push(
      [
        PushRequest("refs/heads/main", to: new, expecting: .object(old)),
        PushRequest("refs/heads/review/llm/x", to: new, expecting: .absent),
        PushRequest("refs/modelhub/reviews/llm/x", to: new, expecting: .absent),
      ], to: remote, access: fixture.access)
    #expect(made.statuses == [.done, .done, .done])
    #expect(made.isComplete)
    for name in ["main", "review/llm/x", "refs/modelhub/reviews/llm/x"] {
      #expect(try fixture.bare.git("rev-parse", name) == new.hex)
    }
    #expect(try repository.reference("refs/remotes/origin/main") == new)
    #expect(try fixture.bare.complaints() == [])

    let again = try repository.push(
      [PushRequest("refs/heads/main", to: new, expecting: .object(old))], to: remote, access: fixture.access)
    #expect(again.statuses == [.unchanged])
    let removed = try repository.push(
      [PushRequest("refs/heads/review/llm/x", to: nil, expecting: .object(new))], to: remote,
      access: fixture.access)
    #expect(removed.statuses == [.done])
    #expect(try fixture.bare.tryGit("rev-parse", "--verify", "-q", "review/llm/x").status.isSuccess == false)
    #expect(try repository.reference("refs/remotes/origin/review/llm/x") == nil)
  }

  @Test(
    "a push that somebody was faster than changes nothing and tells what is there", arguments: Way.allCases)
  func lostRace(way: Way) throws {
    let fixture = try RemoteFixture(way)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let old = try fixture.bare.id("main")
    let new = try fixture.commit("mine", on: "HEAD", in: repository)
    let theirs = try fixture.moveRemote()
    let outcome = try repository.push(
      [
        PushRequest("refs/heads/main", to: new, expecting: .object(old)),
        PushRequest("refs/heads/other", to: new, expecting: .absent),
      ], to: remote, access: fixture.access)
    #expect(outcome.statuses == [.moved(actual: theirs), .notSent])
    #expect(!outcome.isComplete)
    #expect(try fixture.bare.id("main") == theirs)
    #expect(
      try repository.push(
        [PushRequest("refs/heads/main", to: new, expecting: .absent)], to: remote, access: fixture.access
      ).statuses == [.moved(actual: theirs)])
    #expect(
      try repository.push(
        [PushRequest("refs/heads/main", to: new, expecting: .anything)], to: remote, access: fixture.access
      ).statuses == [.wouldRewind(actual: theirs)])
    #expect(
      try repository.push(
        [PushRequest("refs/heads/none", to: nil, expecting: .object(new))], to: remote, access: fixture.access
      ).statuses == [.unchanged])
    let forced = PushRequest("refs/heads/main", to: new, expecting: .object(theirs), mayRewind: true)
    #expect(try repository.push([forced], to: remote, access: fixture.access).statuses == [.done])
    #expect(try fixture.bare.id("main") == new)
  }

  @Test("a race lost between the comparison and the update is found by the remote", arguments: Way.allCases)
  func lateRace(way: Way) throws {
    let fixture = try RemoteFixture(way)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let old = try fixture.bare.id("main")
    let new = try fixture.commit("mine", on: "HEAD", in: repository)
    // The hook runs after the comparison and before the update, and moves the branch.
    try fixture.folder.write(
      """
      #!/bin/sh
      unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
      export GIT_AUTHOR_NAME=x GIT_AUTHOR_EMAIL=x GIT_COMMITTER_NAME=x GIT_COMMITTER_EMAIL=x
      git update-ref refs/heads/main $(git commit-tree -m late -p refs/heads/main refs/heads/main^{tree})

      """, to: "origin.git/hooks/pre-receive", mode: 0o755)
    let outcome = try repository.push(
      [PushRequest("refs/heads/main", to: new, expecting: .object(old))], to: remote, access: fixture.access)
    let actual = try fixture.bare.id("main")
    #expect(actual != new && actual != old)
    #expect(outcome.statuses == [.moved(actual: actual)])
  }

  @Test("hooks run, their words arrive, and what they refuse is refused", arguments: Way.allCases)
  func hooks(way: Way) throws {
    let fixture = try RemoteFixture(way)
    let repository = try fixture.clone.open()
    let remote = try repository.remote("origin")
    let new = try fixture.commit("mine", on: "HEAD", in: repository)
    try fixture.folder.write(
      "#!/bin/sh\nwhile read old new name; do echo \"no $name \\033[31m\" >&2; done\nexit 1\n",
      to: "origin.git/hooks/pre-receive", mode: 0o755)
    let requests = [PushRequest("refs/heads/topic", to: new, expecting: .absent)]
    let refused = try repository.push(requests, to: remote, access: fixture.access)
    #expect(refused.statuses == [.refused("pre-receive hook declined")])
    #expect(refused.messages.contains("no refs/heads/topic [31m"))
    #expect(try fixture.bare.tryGit("rev-parse", "--verify", "-q", "topic").status.isSuccess == false)

    try fixture.folder.write(
      "#!/bin/sh\n[ $1 != refs/heads/topic ]\n", to: "origin.git/hooks/update", mode: 0o755)
    try fixture.folder.write("#!/bin/sh\nexit 0\n", to: "origin.git/hooks/pre-receive", mode: 0o755)
    let marker = "\(fixture.folder.path)/marker"
    try fixture.folder.write(
      "#!/bin/sh\nsleep 0.3; echo done >&2; touch \(marker)\n", to: "origin.git/hooks/post-receive",
      mode: 0o755)
    let mixed = try repository.push(
      requests + [PushRequest("refs/heads/fine", to: new, expecting: .absent)], to: remote,
      access: fixture.access)
    #expect(mixed.statuses == [.refused("hook declined"), .done])
    #expect(!mixed.isComplete)
    #expect(try Command("test", ["-e", marker]).run().status.isSuccess)
  }

  @Test(
    "two writers at one time: one wins, the other learns what won, and nothing is lost",
    arguments: Way.allCases)
  func writers(way: Way) async throws {
    let fixture = try RemoteFixture(way)
    let (path, access) = (fixture.clone.path, fixture.access)
    let start = try fixture.bare.id("main")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for writer in 0..<2 {
        group.addTask {
          let repository = try Repository.open(at: path)
          let remote = try repository.remote("origin")
          let stamp = Stamp(Identity(name: "W", email: "w@x"), seconds: 1)
          for step in 0..<2 {
            var tip = start
            while true {
              let draft = try CommitDraft(
                tree: .emptyTree, parents: [tip], author: stamp, committer: stamp,
                message: "\(writer).\(step)")
              let next = try repository.createCommit(draft)
              let request = PushRequest("refs/heads/main", to: next, expecting: .object(tip))
              let status = try repository.push([request], to: remote, access: access).statuses.first
              if status == .done { break }
              guard case .moved(let actual?) = status else {
                throw TestSupportError("unexpected: \(String(describing: status))")
              }
              let spec = try Refspec("+refs/heads/main:refs/fetched/\(writer)")
              _ = try repository.fetch(remote, [spec], access: access)
              tip = try repository.reference("refs/fetched/\(writer)") ?? actual
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let subjects = try fixture.bare.git("log", "--format=%s", "\(start)..main").split(separator: "\n")
    #expect(Set(subjects).count == 4 && subjects.count == 4)
    #expect(try fixture.bare.complaints() == [])
  }
}
