import ChildProcesses
import GitStore
import TestSupport
import Testing

@testable import Review

/// Attacks on the published branch, on logs, and by names and paths.
@Suite struct HistoryAttackTests {
  let hub: RegistryFixture
  let log = "refs/modelhub/reviews/llm/qwen3"

  init() throws {
    hub = try RegistryFixture()
    try hub.submit()
  }

  func expectRefused(_ main: ObjectID, _ rule: ReviewRule, _ location: SourceLocation = #_sourceLocation)
    throws
  {
    #expect(try hub.hookRefuses("refs/heads/main", main).contains(rule), "the hook", sourceLocation: location)
    #expect(try hub.auditRefuses(main).contains(rule), "the audit", sourceLocation: location)
  }

  // MARK: The published branch

  @Test("a direct push to main, also one that calls itself a publication")
  func directPush() throws {
    let files = ["catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 1)]
    try expectRefused(hub.commit(files), .directPush)
    try expectRefused(
      hub.commit(files, message: "Publish llm/qwen3: x\n\nReview-Id: llm/qwen3\nPublished-by: ada\n"),
      .directPush)
  }

  @Test("a direct push that leaves the catalog alone is refused at the door, and no matter to the audit")
  func pushElsewhere() throws {
    let commit = try hub.commit([".github/workflows/ci.yaml": "name: other\n"])
    #expect(try hub.hookRefuses("refs/heads/main", commit) == [.directPush])
    #expect(try hub.auditRefuses(commit).isEmpty)
  }

  @Test("a merge of a head that nobody approved")
  func unapprovedHead() throws {
    #expect(try refusal { try hub.publish() } == [.approvalMissing])
    try expectRefused(hub.forgeMerge(approvers: ["lin", "marco"]), .unapprovedHead)
  }

  @Test("a merge that names approvers who are not in its log")
  func inventedApprovers() throws {
    try hub.approve()
    try expectRefused(hub.forgeMerge(approvers: ["marco"]), .unapprovedHead)
  }

  @Test("a merge with content that neither side had: changed, added, removed")
  func evilMerge() throws {
    try hub.approve()
    let honest = try hub.forgeMerge()
    #expect(try hub.auditRefuses(honest).isEmpty)
    for (files, removed) in [
      (["catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 7)], []),
      (["catalog/models/llm/evil/model.yaml": RegistryFixture.entry("evil")], []),
      ([".github/workflows/ci.yaml": "name: evil\n"], []), ([:], ["catalog/models/llm/glm-4/model.yaml"]),
      ([:], ["catalog/models/llm/qwen3/README.md"]),
    ] {
      let tampered = try hub.commit(files, on: honest.hex, removing: removed)
      try expectRefused(hub.forgeMerge(tree: hub.git.git("rev-parse", "\(tampered.hex)^{tree}")), .evilMerge)
    }
    let ours = try hub.git.git("rev-parse", "main^{tree}")
    try expectRefused(hub.forgeMerge(tree: ours), .evilMerge)
  }

  @Test("a merge that somebody made who may not publish, or without the key")
  func foreignPublisher() throws {
    try hub.approve()
    try expectRefused(hub.forgeMerge(by: "zoe"), .notAPublisher)
    try expectRefused(hub.forgeMerge(by: "mallory"), .unknownPerson)
    try expectRefused(hub.forgeMerge(as: hub.actor("lin", signs: false)), .unsigned)
    try expectRefused(hub.forgeMerge(as: hub.actor("lin", key: "zoe")), .foreignKey)
    #expect(try refusal { try hub.publish(by: "zoe") } == [.notAPublisher])
  }

  @Test("main rewritten, deleted, or moved by a merge that makes it the second parent")
  func rewrittenMain() throws {
    try hub.submit("llm/glm-4", RegistryFixture.entry("glm-4", context: 1), by: "noor")
    try hub.approve("llm/glm-4")
    try hub.publish("llm/glm-4")
    try hub.approve()
    let merge = try hub.forgeMerge(swappingParents: true)
    #expect(try hub.hookRefuses("refs/heads/main", merge) == [.mainRewritten])
    #expect(try refusal { _ = try hub.auditRefuses(merge) } == [.mainRewritten])
    #expect(try hub.hookRefuses("refs/heads/main", nil) == [.mainRewritten])
    let orphan = try hub.git.git("commit-tree", "main^{tree}", "-m", "new history")
    #expect(try hub.hookRefuses("refs/heads/main", ObjectID(hex: orphan)) == [.mainRewritten])
  }

  @Test("a second merge of a head that is published already")
  func publishedTwice() throws {
    try hub.approve()
    let first = try hub.publish()
    let again = try hub.registry.publish(
      hub.id("llm/qwen3"), by: hub.actor("lin"), check: RegistryFixture.check)
    #expect(again.merge == first.merge && again.previous == nil)
    let message = try hub.git.git("show", "-s", "--format=%B", first.merge.hex)
    let copy = try hub.git.git(
      "commit-tree", "main^{tree}", "-p", "main", "-p", "\(first.merge.hex)^2", "-m", message)
    try expectRefused(#require(ObjectID(hex: copy)), .unapprovedHead)
  }

  @Test("an approval given under the rules of the day does not help once the reviewer lost the role")
  func lostRole() throws {
    try hub.approve()
    let settings = RegistryFixture.hub.replacing("POLICY", with: "").replacing(
      "[lin, marco]", with: "[marco]")
    try hub.git.git("update-ref", "refs/heads/main", hub.commit(["catalog/hub.yaml": settings]).hex)
    #expect(try refusal { try hub.publish(by: "marco") }.contains(.approvalMissing))
    try expectRefused(hub.forgeMerge(by: "marco", approvers: ["lin"]), .unapprovedHead)
  }

  // MARK: Logs

  @Test("a log cut short, rewritten, or deleted")
  func rewrittenLog() throws {
    let first = try #require(ObjectID(hex: hub.git.git("rev-parse", log)))
    try hub.registry.requestChanges(hub.id("llm/qwen3"), by: hub.actor("marco"), saying: hub.text("No."))
    let other = try hub.forge(.approve(hub.content()), by: "lin", after: first.hex, moving: false)
    for new in [first, other, nil] { #expect(try hub.hookRefuses(log, new) == [.logRewritten]) }
  }

  @Test("a published review whose log was cut short or deleted afterwards")
  func cutLog() throws {
    try hub.approve()
    let merge = try hub.publish().merge
    let start = try #require(ObjectID(hex: hub.git.git("rev-parse", "\(merge.hex)^")))
    func refused() throws -> [ReviewRule] {
      try hub.registry.audit(from: start).refused.flatMap { commit -> [ReviewRule] in
        if case .refused(let objections) = commit.finding { objections.map(\.rule) } else { [] }
      }
    }
    #expect(try refused().isEmpty)
    try hub.git.git("update-ref", log, "\(log)~2")
    #expect(try refused() == [.logMissing])
    try hub.git.git("update-ref", "-d", log)
    #expect(try refused() == [.logMissing])
  }

  @Test("an event from the future")
  func futureEvent() throws {
    let event = try hub.forge(
      .comment(at: nil, inReplyTo: nil, on: hub.content().head), by: "zoe",
      as: hub.actor("zoe", at: 1_900_000_000),
      moving: false)
    #expect(try hub.hookRefuses(log, event) == [.eventTime])
  }

  // MARK: Names and paths

  @Test(
    "references that hide, or are none of reviews'",
    arguments: [
      ("refs/heads/review/LLM/qwen3", ReviewRule.reviewID), ("refs/heads/review/llm", .reviewID),
      ("refs/heads/review/llm/a.lock", .reviewID), ("refs/heads/review/llm/q\u{0443}", .reviewID),
      ("refs/heads/review/llm/a..b", .reviewID), ("refs/modelhub/reviews/x/y", .reviewID),
      ("refs/heads/review/llm/a\n", .reviewID), ("refs/modelhub/other", .unknownReference),
      ("refs/modelhub", .unknownReference), ("refs/heads/review", .unknownReference),
    ])
  func hostileNames(name: String, rule: ReviewRule) throws {
    let head = try hub.content().head
    let update = PushedUpdate(name: name, old: nil, new: head)
    #expect(
      try PushCheck([update], to: hub.registry, now: hub.clock.tick()).objections().map(\.rule) == [rule])
  }

  @Test("branches and tags of other work are nobody's business")
  func otherReferences() throws {
    for name in ["refs/heads/topic", "refs/tags/v1", "refs/heads/reviewer", "refs/notes/x"] {
      #expect(try hub.hookRefuses(name, hub.content().head).isEmpty)
    }
  }

  @Test("the branch of an open review stays, that of a closed one may go")
  func branchDeletion() throws {
    #expect(try hub.hookRefuses("refs/heads/review/llm/qwen3", nil) == [.openReviewBranch])
    try hub.registry.withdraw(hub.id("llm/qwen3"), by: hub.actor("zoe"))
    #expect(try hub.hookRefuses("refs/heads/review/llm/qwen3", nil).isEmpty)
  }

  /// Trees with entries that no checkout should see, written past git's own checks.
  static let tricks: [(name: String, entry: String, rule: ReviewRule)] = [
    ("a symbolic link", "120000 blob BLOB\tlink.md", .symbolicLink),
    ("another repository", "160000 commit COMMIT\tsub", .submodule),
    ("a Cyrillic look-alike", "100644 blob BLOB\tm\u{043E}del.yaml", .pathCharacters),
    ("a right-to-left override", "100644 blob BLOB\ta\u{202E}gpj.md", .pathCharacters),
    ("full-width letters", "100644 blob BLOB\tREADME.ｍd", .pathCharacters),
    ("a backslash", "100644 blob BLOB\ta\\b", .unsafePath),
    ("a git folder by another case", "100644 blob BLOB\t.GIT", .unsafePath),
    ("a git folder by its short name", "100644 blob BLOB\tgit~1", .unsafePath),
    ("a colon", "100644 blob BLOB\ta:b", .pathCharacters),
  ]

  @Test("paths that mean something else elsewhere", arguments: tricks.indices)
  func pathTricks(index: Int) throws {
    let trick = Self.tricks[index]
    let blob = try hub.git.git("hash-object", "-w", "--stdin", input: Array("x".utf8))
    let entry = trick.entry.replacing("BLOB", with: blob).replacing(
      "COMMIT", with: String(repeating: "1", count: 40))
    let subtree = try hub.git.git("mktree", "--missing", "-z", input: Array("\(entry)\0".utf8))
    let entries = try hub.git.git("ls-tree", "-z", "main")
    let tree = try hub.git.git("mktree", "-z", input: Array("\(entries)040000 tree \(subtree)\tdocs\0".utf8))
    let head = try #require(ObjectID(hex: hub.git.git("commit-tree", tree, "-p", "main", "-m", trick.name)))
    #expect(try hub.hookRefuses("refs/heads/review/tricks", head).contains(trick.rule), "\(trick.name)")
    #expect(
      try refusal {
        _ = try hub.registry.submit(
          hub.id("tricks"), from: .commit(head), by: hub.actor("zoe"), saying: hub.text("x"),
          check: RegistryFixture.check)
      }.contains(trick.rule), "\(trick.name)")
  }

  @Test("a path through ‘..’ in a tree object")
  func dotDot() throws {
    let blob = try hub.git.git("hash-object", "-w", "--stdin", input: Array("x".utf8))
    let raw = Array("100644 ..\0".utf8) + (ObjectID(hex: blob)?.bytes ?? [])
    let subtree = try hub.git.git("hash-object", "-w", "-t", "tree", "--literally", "--stdin", input: raw)
    let entries = try hub.git.git("ls-tree", "-z", "main")
    let tree = try hub.git.git("mktree", "-z", input: Array("\(entries)040000 tree \(subtree)\tdocs\0".utf8))
    let head = try #require(ObjectID(hex: hub.git.git("commit-tree", tree, "-p", "main", "-m", "up")))
    #expect(try hub.hookRefuses("refs/heads/review/tricks", head).contains(.unsafePath))
  }

  @Test("a path that differs from a published one by case alone")
  func caseCollision() throws {
    for path in [
      "catalog/Hub.yaml", "catalog/models/llm/QWEN3/model.yaml", "Catalog/hub.yaml",
      "catalog/models/llm/qwen3/readme.md",
    ] {
      let head = try hub.commit([path: "x: 1\n"])
      #expect(try hub.hookRefuses("refs/heads/review/tricks", head).contains(.caseCollision), "\(path)")
    }
  }

  @Test("two reviews whose names differ by case alone")
  func twins() throws {
    #expect(try refusal { try hub.submit("llm/QWEN3") }.contains(.caseCollision))
  }
}
