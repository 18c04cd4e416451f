import ChildProcesses
import GitStore
import TestSupport
import Testing

@Suite struct HistoryTests {
  /// A random history of merges over a few branches and files.
  private func history(seed: Int) throws -> GitFixture {
    var random = SeededRandom(seed: seed)
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blobs = try fixture.someBlobs()
    var tips: [ObjectID] = []
    var trees: [ObjectID: ObjectID] = [:]
    for step in 0..<40 {
      let isMerge = tips.count > 1 && Int.random(in: 0..<4, using: &random) == 0
      let parents =
        isMerge
        ? Array(tips.shuffled(using: &random).prefix(2))
        : tips.randomElement(using: &random).map { [$0] } ?? []
      var edits = TreeEdits()
      if !isMerge {
        let path = TreePath(["a/x", "a/y", "b"].randomElement(using: &random) ?? "b")
        edits.put(blobs.randomElement(using: &random) ?? blobs[0], at: path)
      }
      let tree = try repository.apply(edits, to: parents.first.flatMap { trees[$0] } ?? .emptyTree)
      let stamp = Stamp(Identity(name: "A", email: "a"), seconds: Int64(1000 + step))
      let id = try repository.createCommit(
        CommitDraft(tree: tree, parents: parents, author: stamp, committer: stamp, message: "\(step)"))
      trees[id] = tree
      if tips.count < 3 { tips.append(id) } else { tips[Int.random(in: 0..<3, using: &random)] = id }
      try repository.update(
        "refs/heads/b\(tips.firstIndex(of: id) ?? 0)", to: id, expecting: .anything, message: "")
    }
    return fixture
  }

  private func ids(_ history: consuming History) throws -> [String] {
    var history = history
    var ids: [String] = []
    while let commit = try history.next() { ids.append(commit.id.hex) }
    return ids
  }

  @Test("the history is git's: whole, by first parents, without another's, and by path", arguments: 0..<8)
  func log(seed: Int) throws {
    let fixture = try history(seed: seed)
    let repository = try fixture.open()
    let (one, two) = (try fixture.id("b0"), try fixture.id("b1"))
    func git(_ arguments: String...) throws -> [String] {
      let output = try fixture.git(["rev-list", "--topo-order"] + arguments + ["--"])
      return output.split(separator: "\n").map(String.init)
    }
    let whole = try ids(repository.history(from: [one]))
    #expect(try whole.sorted() == git("b0").sorted())
    #expect(try ids(repository.history(from: [one], firstParentOnly: true)) == git("--first-parent", "b0"))
    #expect(try ids(repository.history(from: [one], excluding: [two])).sorted() == git("b0", "^b1").sorted())
    // Children come before their parents.
    for (position, id) in whole.enumerated() {
      for parent in try repository.commit(try fixture.id(id)).parents {
        #expect((whole.firstIndex(of: parent.hex) ?? 0) > position)
      }
    }
    let byPath = try ids(repository.history(from: [one], touching: ["a"]))
    let byGit = try fixture.git("rev-list", "--full-history", "--no-merges", "b0", "--", "a")
    #expect(byPath.sorted() == byGit.split(separator: "\n").map(String.init).sorted())
  }

  @Test("common ancestors, distances and descent are git's", arguments: 0..<8)
  func graph(seed: Int) throws {
    let fixture = try history(seed: seed)
    let repository = try fixture.open()
    for (left, right) in [("b0", "b1"), ("b1", "b2"), ("b2", "b2")] {
      let (one, two) = (try fixture.id(left), try fixture.id(right))
      let bases = try fixture.tryGit("merge-base", "--all", left, right).outputText
      #expect(
        try repository.mergeBases(one, two).map(\.hex).sorted()
          == bases.split(separator: "\n").map(String.init).sorted())
      let counts = try fixture.git("rev-list", "--left-right", "--count", "\(left)...\(right)").split(
        separator: "\t")
      let distance = try repository.aheadBehind(one, two)
      #expect([distance.ahead, distance.behind].map(String.init) == counts.map(String.init))
      let descends = try fixture.tryGit("merge-base", "--is-ancestor", left, right).status.isSuccess
      #expect(try repository.isAncestor(one, of: two) == descends)
    }
  }

  @Test("a merge that adds something of its own counts for a path, one that only brings together does not")
  func evilMerge() throws {
    let fixture = try GitFixture()
    try fixture.write("1", to: "a/f")
    try fixture.commitAll("root")
    try fixture.git("checkout", "-q", "-b", "side")
    try fixture.write("1", to: "a/g")
    try fixture.commitAll("side")
    try fixture.git("checkout", "-q", "main")
    try fixture.write("1", to: "other")
    try fixture.commitAll("other")
    try fixture.git("merge", "-q", "--no-ff", "-m", "plain", "side")
    try fixture.git("checkout", "-q", "-b", "side2")
    try fixture.write("2", to: "a/g")
    try fixture.commitAll("side2")
    try fixture.git("checkout", "-q", "main")
    try fixture.git("merge", "-q", "--no-ff", "--no-commit", "side2")
    try fixture.write("evil", to: "a/f")
    try fixture.commitAll("evil")
    let repository = try fixture.open()
    var history = try repository.history(from: [fixture.id("main")], touching: ["a"])
    var subjects: [String] = []
    while let commit = try history.next() { subjects.append(commit.summary) }
    #expect(subjects == ["evil", "side2", "side", "root"])
  }

  @Test("unrelated histories share nothing, a shallow clone and a missing commit say what to do")
  func incomplete() throws {
    let fixture = try GitFixture()
    for index in 0..<3 { try fixture.commitAll("\(index)") }
    try fixture.git("checkout", "-q", "--orphan", "alone")
    try fixture.commitAll("alone")
    let repository = try fixture.open()
    #expect(try repository.mergeBases(fixture.id("main"), fixture.id("alone")).isEmpty)
    let absent = try #require(ObjectID(hex: String(repeating: "5", count: 40)))
    let main = try fixture.id("main")
    #expect(codeThrown { _ = try repository.mergeBases(main, absent) } == .notFound)
    #expect(codeThrown { _ = try repository.aheadBehind(main, absent) } != nil)
    #expect(codeThrown { _ = try repository.history(from: [absent]) } == .notFound)
    try fixture.git(
      "clone", "-q", "--depth", "1", "-b", "main", "file://\(fixture.path)", "\(fixture.folder.path)/s")
    let shallow = try Repository.open(at: "\(fixture.folder.path)/s")
    #expect(
      codeThrown {
        var history = try shallow.history(from: [main])
        while try history.next() != nil {}
      } == .incompleteHistory)
  }
}
