import Catalog
import ChildProcesses
import GitStore
import TestSupport
import Testing

@testable import Review

/// Approvals that are none; each is refused by the command, by the audit and by the hook.
@Suite struct ForgedApprovalTests {
  let hub: RegistryFixture

  init() throws {
    hub = try RegistryFixture()
    try hub.submit()
  }

  @Test("an honest approval passes everywhere")
  func honest() throws {
    let approval = try hub.forge(.approve(hub.content()), by: "lin", moving: false)
    #expect(try hub.hookRefuses("refs/modelhub/reviews/llm/qwen3", approval).isEmpty)
    try hub.git.git("update-ref", "refs/modelhub/reviews/llm/qwen3", approval.hex)
    #expect(try hub.state().phase == .approved)
    let merge = try hub.forgeMerge()
    #expect(try hub.auditRefuses(merge).isEmpty && hub.hookRefuses("refs/heads/main", merge).isEmpty)
  }

  @Test("a reviewer's name and address without the key")
  func nameWithoutKey() throws {
    let mallory = try hub.actor("lin", signs: false)
    try hub.expectRefused(hub.forge(.approve(hub.content()), by: "lin", as: mallory), .unsigned)
  }

  @Test("a reviewer's name with the key of another person")
  func keyOfAnother() throws {
    let noor = try hub.actor("lin", key: "noor")
    try hub.expectRefused(hub.forge(.approve(hub.content()), by: "lin", as: noor), .foreignKey)
  }

  @Test("a reviewer's name with a key that nobody knows")
  func unknownKey() throws {
    let mallory = try hub.actor("lin", key: "mallory")
    try hub.expectRefused(hub.forge(.approve(hub.content()), by: "lin", as: mallory), .unknownKey)
  }

  @Test("a good signature moved to another event")
  func movedSignature() throws {
    let id = try hub.forge(.approve(hub.content()), by: "lin", moving: false)
    let repository = try Repository.open(at: hub.git.path)
    let signature = try repository.commit(id).signature
    let event = try #require(
      ReviewEvent(.approve(hub.content()), in: hub.id("llm/qwen3"), by: "lin", saying: hub.text("other")))
    let draft = try repository.draft(
      event, after: repository.reference("refs/modelhub/reviews/llm/qwen3"), by: hub.actor("lin").stamp())
    try hub.expectRefused(repository.createCommit(draft, signature: signature), .badSignature)
  }

  @Test("a key that was revoked before, and one that is valid only later", arguments: [true, false])
  func keyDates(isRevoked: Bool) throws {
    let person =
      try isRevoked
      ? RegistryFixture.person("lin", revoked: "2026-05-01")
      : RegistryFixture.person("lin", validFrom: "2027-01-01")
    let head = try hub.commit(["catalog/people/lin.yaml": person])
    try hub.git.git("update-ref", "refs/heads/main", head.hex)
    try hub.expectRefused(
      hub.forge(.approve(hub.content()), by: "lin"), isRevoked ? .revokedKey : .keyNotYetValid)
  }

  @Test("an approval dated back to when its key was good is refused by whoever receives it")
  func backdatedApproval() throws {
    let person = try RegistryFixture.person("lin", revoked: "2026-06-03")
    try hub.git.git("update-ref", "refs/heads/main", hub.commit(["catalog/people/lin.yaml": person]).hex)
    let approval = try hub.forge(.approve(hub.content()), by: "lin", moving: false)
    _ = hub.clock.tick(7 * 86400)
    #expect(try hub.hookRefuses("refs/modelhub/reviews/llm/qwen3", approval) == [.revokedKey])
  }

  @Test("an approval of another digest, or of the right digest on content that nobody announced")
  func otherDigest() throws {
    let other = ReviewedContent(head: try hub.content().head, digest: LogWriter.digest(9))
    try hub.expectRefused(hub.forge(.approve(other), by: "lin"), .staleApproval)
  }

  @Test("one's own submission, by the command too")
  func ownSubmission() throws {
    let own = try RegistryFixture()
    try own.submit(by: "lin")
    #expect(try refusal { try own.approve(by: "lin") } == [.ownSubmission])
    try own.expectRefused(own.forge(.approve(own.content()), by: "lin"), .ownSubmission)
  }

  @Test("a person without the role, by the command too")
  func withoutRole() throws {
    #expect(try refusal { try hub.approve(by: "noor") } == [.notAReviewer])
    #expect(try refusal { try hub.approve(by: "mallory") } == [.unknownPerson])
    try hub.expectRefused(hub.forge(.approve(hub.content()), by: "noor"), .notAReviewer)
  }

  @Test("a role that the submission itself grants, by the command too")
  func selfGrantedRole() throws {
    let own = try RegistryFixture()
    let hubFile = RegistryFixture.hub.replacing("POLICY", with: "").replacing(
      "[lin, marco]", with: "[lin, marco, kim]")
    let head = try own.commit([
      "catalog/hub.yaml": hubFile, "catalog/people/kim.yaml": RegistryFixture.person("kim"),
      "catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 1),
    ])
    _ = try own.registry.submit(
      own.id("llm/qwen3"), from: .commit(head), by: own.actor("zoe"), saying: own.text("x"),
      check: RegistryFixture.check)
    // Kim is nobody as long as it is not published: not even a person.
    #expect(try refusal { try own.approve(by: "kim") } == [.unknownPerson])
    try own.expectRefused(own.forge(.approve(own.content()), by: "kim"), .unknownPerson)
    let founded = try RegistryFixture()
    let granted = try founded.commit([
      "catalog/hub.yaml": hubFile.replacing("kim", with: "zoe"),
      "catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 1),
    ])
    _ = try founded.registry.submit(
      founded.id("llm/qwen3"), from: .commit(granted), by: founded.actor("marco"), saying: founded.text("x"),
      check: RegistryFixture.check)
    #expect(try refusal { try founded.approve(by: "zoe") } == [.selfGrantedRole])
    try founded.expectRefused(founded.forge(.approve(founded.content()), by: "zoe"), .selfGrantedRole)
  }

  @Test("approved content lent to another head")
  func borrowedDigest() throws {
    let honest = try hub.content()
    try hub.approve()
    let head = try hub.commit([
      "catalog/models/llm/qwen3/model.yaml": RegistryFixture.entry("qwen3", context: 7)
    ])
    try hub.git.git("update-ref", "refs/heads/review/llm/qwen3", head.hex)
    let claim = Proposal(
      content: ReviewedContent(head: head, digest: honest.digest),
      base: try #require(ObjectID(hex: hub.git.git("rev-parse", "main"))),
      subjects: [.entry(type: .llm, name: "qwen3")],
      findings: nil)
    let event = try hub.forge(.revise(claim), by: "zoe", moving: false)
    #expect(try hub.hookRefuses("refs/modelhub/reviews/llm/qwen3", event).contains(.untrueEvent))
    try hub.git.git("update-ref", "refs/modelhub/reviews/llm/qwen3", event.hex)
    #expect(try refusal { try hub.publish() } == [.untrueEvent])
    #expect(try hub.auditRefuses(hub.forgeMerge()).contains(.unapprovedHead))
  }

  @Test("words that look like an approval inside a comment", arguments: EventMessageTests.hostile)
  func injectedTrailers(words: String) throws {
    try hub.registry.comment(
      on: hub.id("llm/qwen3"), by: hub.actor("zoe"), saying: hub.text("Fine.\n\n\(words)"))
    #expect(try hub.state().phase == .submitted)
    let actions = try hub.git.git(
      "log", "--format=%(trailers:key=Review-Action,valueonly,separator=%x2C)",
      "refs/modelhub/reviews/llm/qwen3")
    #expect(actions.split(separator: "\n") == ["comment", "submit"])
    let names = try hub.git.git(
      "log", "--format=%(trailers:key=Reviewer,valueonly,separator=%x2C)", "refs/modelhub/reviews/llm/qwen3")
    #expect(names.split(separator: "\n") == ["zoe", "zoe"])
  }

  @Test("an event whose message says something else than its file")
  func twoFacedEvent() throws {
    let approval = try hub.forge(.approve(hub.content()), by: "lin", moving: false)
    let tree = try hub.git.git("rev-parse", "\(approval.hex)^{tree}")
    let tip = try hub.git.git("rev-parse", "refs/modelhub/reviews/llm/qwen3")
    let two = try hub.git.git("commit-tree", tree, "-p", tip, "-m", "lin comments on llm/qwen3")
    let event = try #require(ObjectID(hex: two))
    #expect(try hub.hookRefuses("refs/modelhub/reviews/llm/qwen3", event) == [.malformedEvent])
    try hub.git.git("update-ref", "refs/modelhub/reviews/llm/qwen3", two)
    #expect(try hub.state().brokenRules.contains(.malformedEvent))
  }

  @Test("an event taken over from the log of another review")
  func transplantedEvent() throws {
    try hub.submit("llm/glm-4", RegistryFixture.entry("glm-4", context: 1), by: "noor")
    let approval = try hub.forge(.approve(hub.content()), by: "lin", in: "llm/glm-4", moving: false)
    let repository = try Repository.open(at: hub.git.path)
    let donor = try repository.commit(approval)
    let tip = try hub.git.git("rev-parse", "refs/modelhub/reviews/llm/qwen3")
    let draft = try CommitDraft(
      tree: donor.tree, parents: [#require(ObjectID(hex: tip))], author: donor.author,
      committer: donor.committer,
      message: donor.message)
    let moved = try repository.createCommit(draft, signature: donor.signature)
    #expect(try hub.hookRefuses("refs/modelhub/reviews/llm/qwen3", moved) == [.malformedEvent])
  }
}
