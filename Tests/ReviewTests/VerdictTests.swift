import Catalog
import TestSupport
import Testing

@testable import Review

@Suite struct VerdictTests {
  let content = LogWriter.content(1)

  func submitted(_ subjects: [String] = ["llm/qwen3"], by actor: String = "zoe") -> LogWriter {
    var log = LogWriter()
    log.add(.submit(LogWriter.proposal(1, subjects)), by: actor, "Add Qwen3")
    return log
  }

  /// The rule that keeps one approval from counting; nil where it counts.
  func rule(
    against actor: String, _ authority: Authority, proof: Proof? = nil, email: String? = nil,
    content: ReviewedContent? = nil, proposed: Authority? = nil
  ) throws -> ReviewRule? {
    var log = submitted()
    log.add(.approve(content ?? self.content), by: actor, proof: proof, email: email)
    let state = try log.state(authority, proposed: proposed)
    if state.phase == .approved { return nil }
    return state.brokenRules.first
  }

  @Test("one reviewer's signed word is enough by default")
  func approval() throws {
    #expect(try rule(against: "lin", Team.authority()) == nil)
  }

  @Test("a reviewer's name without the key is no approval")
  func unsigned() throws {
    #expect(try rule(against: "lin", Team.authority(), proof: .unsigned) == .unsigned)
  }

  @Test("where signatures are optional, an address of the person is needed")
  func addresses() throws {
    let authority = try Team.authority(policy: "signatures: optional")
    #expect(try rule(against: "lin", authority, proof: .unsigned) == nil)
    #expect(
      try rule(against: "lin", authority, proof: .unsigned, email: "lin@evil.example") == .unknownAddress)
    #expect(try rule(against: "lin", authority, proof: .broken("tampered")) == .badSignature)
  }

  @Test("a key of another person, an unknown key, and a broken signature are told apart")
  func wrongKeys() throws {
    let authority = try Team.authority()
    #expect(try rule(against: "lin", authority, proof: .signed(key: "ssh-ed25519 marco")) == .foreignKey)
    #expect(try rule(against: "lin", authority, proof: .signed(key: "ssh-ed25519 mallory")) == .unknownKey)
    #expect(try rule(against: "lin", authority, proof: .broken("its text was changed")) == .badSignature)
  }

  @Test(
    "a key counts from its first day until the day it was revoked",
    arguments: [
      ("valid_from: 2026-06-01", nil), ("valid_from: 2026-06-02", ReviewRule.keyNotYetValid),
      ("valid_from: 2026-01-01, revoked: 2026-06-02", nil),
      ("valid_from: 2026-01-01, revoked: 2026-06-01", .revokedKey),
      ("revoked: soon", .keyNotYetValid), ("valid_from: 2026-13-01", .keyNotYetValid),
    ])
  func keyDates(dates: String, expected: ReviewRule?) throws {
    let file = "emails: [lin@example.org]\nkeys: [{key: ssh-ed25519 lin, \(dates)}]\n"
    #expect(try rule(against: "lin", Team.authority(people: ["people/lin.yaml": file])) == expected)
  }

  @Test("people without a role, and people who are nobody here, approve nothing")
  func noRole() throws {
    #expect(try rule(against: "noor", Team.authority()) == .notAReviewer)
    #expect(try rule(against: "mallory", Team.authority()) == .unknownPerson)
    #expect(try rule(against: "mallory", Team.authority(), proof: .unsigned) == .unknownPerson)
  }

  @Test("a role that the submission grants does not count for it")
  func selfGrantedRole() throws {
    let proposed = try Team.authority(hub: "roles: {admins: [zoe], reviewers: {llm: [noor, zoe]}}")
    let authority = try Team.authority(people: ["people/kim.yaml": "keys: [{key: ssh-ed25519 kim}]"])
    let granted = try Team.authority(hub: "roles: {admins: [kim], reviewers: {llm: [kim]}}")
    var log = submitted(["llm/qwen3", "/catalog/hub.yaml"])
    log.add(.approve(content), by: "kim")
    log.add(.override(content), by: "kim", "I may.")
    #expect(
      try log.state(authority, proposed: granted).refused.map(\.objection.rule) == [
        .selfGrantedRole, .selfGrantedRole,
      ])
    #expect(try log.state(authority).refused.map(\.objection.rule) == [.notAReviewer, .adminNeeded])
    // Noor reviews audio: she lacks the role, and has another.
    #expect(try rule(against: "noor", authority, proposed: proposed) == .notAReviewer)
  }

  @Test("nobody approves their own, by whatever key or name")
  func ownSubmission() throws {
    var log = submitted(by: "lin")
    log.add(.approve(content), by: "lin")
    #expect(try log.state(Team.authority()).brokenRules.first == .ownSubmission)
    // Marco adds a proposal to what zoe submitted, and is a submitter from then on.
    var other = submitted()
    other.add(.revise(LogWriter.proposal(2)), by: "marco")
    other.add(.approve(LogWriter.content(2)), by: "marco")
    #expect(try other.state(Team.authority(), branch: 2).brokenRules.first == .ownSubmission)
    // One key in two people's files.
    let twin = "emails: [marco@example.org]\nkeys: [{key: ssh-ed25519 zoe}]\n"
    var shared = submitted()
    shared.add(.approve(content), by: "marco", proof: .signed(key: "ssh-ed25519 zoe"))
    let authority = try Team.authority(people: ["people/marco.yaml": twin])
    #expect(try shared.state(authority).brokenRules.first == .ownSubmission)
  }

  @Test("an approval of other content is stale, and counts again when that content returns")
  func staleApproval() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.approve(content), by: "lin")
    log.add(.revise(LogWriter.proposal(2)), by: "zoe")
    let stale = try log.state(authority, branch: 2)
    #expect(stale.phase == .submitted && stale.brokenRules == [.staleApproval, .approvalMissing])
    log.add(.revise(LogWriter.proposal(1)), by: "zoe")
    #expect(try log.state(authority).phase == .approved)
  }

  @Test("a rebase that leaves the content alone keeps approvals, announced or not")
  func rebase() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.approve(content), by: "lin")
    let moved = ReviewedContent(head: LogWriter.object(77), digest: content.digest)
    let branch = BranchFacts(head: moved.head, digest: moved.digest)
    let id = try #require(log.id)
    #expect(
      ReviewState(ReviewLog(id: id, entries: log.entries), under: authority, branch: branch).phase
        == .approved)
    log.add(
      .revise(
        Proposal(
          content: moved, base: LogWriter.object(2), subjects: LogWriter.proposal(1).subjects, findings: nil)),
      by: "zoe")
    #expect(
      ReviewState(ReviewLog(id: id, entries: log.entries), under: authority, branch: branch).phase
        == .approved)
  }

  @Test("content that nobody announced is not approved by approving it")
  func unannouncedHead() throws {
    var log = submitted()
    log.add(.approve(LogWriter.content(2)), by: "lin")
    let state = try log.state(Team.authority(), branch: 2)
    #expect(state.phase == .submitted && state.brokenRules.contains(.unannouncedHead))
    #expect(state.brokenRules.contains(.staleApproval))
  }

  @Test("a request for changes stands until its author approves or the content changes")
  func openRequest() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.requestChanges(content), by: "marco", "No.")
    log.add(.approve(content), by: "lin")
    #expect(try log.state(authority).phase == .changesRequested)
    log.add(.approve(content), by: "marco")
    let state = try log.state(authority)
    #expect(state.phase == .approved && state.verdict.approvals.map(\.login) == ["lin", "marco"])
  }

  @Test("each type that a submission touches needs somebody for it")
  func severalTypes() throws {
    let authority = try Team.authority()
    var log = submitted(["llm/qwen3", "audio/whisper"])
    log.add(.approve(content), by: "lin")
    let half = try log.state(authority)
    #expect(half.phase == .submitted)
    #expect(half.verdict.needs.map(\.area) == [.models(.audio)])
    #expect(half.verdict.needs.map(\.candidates) == [["marco", "noor"]])
    log.add(.approve(content), by: "noor")
    #expect(try log.state(authority).phase == .approved)
    var one = submitted(["llm/qwen3", "audio/whisper"])
    one.add(.approve(content), by: "marco")
    #expect(try one.state(authority).phase == .approved)
  }

  @Test("two approvals are two people's")
  func twoApprovals() throws {
    let authority = try Team.authority(policy: "approvals: 2")
    var log = submitted()
    log.add(.approve(content), by: "lin")
    log.add(.approve(content), by: "lin")
    #expect(try log.state(authority).verdict.needs.map(\.missing) == [1])
    log.add(.approve(content), by: "marco")
    #expect(try log.state(authority).phase == .approved)
  }

  @Test("a policy of no approvals still asks for one")
  func atLeastOne() throws {
    #expect(try submitted().state(Team.authority(policy: "approvals: 0")).phase == .submitted)
    #expect(try submitted().state(Team.authority(policy: "approvals: -3")).phase == .submitted)
  }

  @Test(
    "settings, schemas, other people's files and unknown files need an admin",
    arguments: [
      "/catalog/hub.yaml", "/catalog/schema/llm.schema.json", "people/lin", "/.github/workflows/ci.yaml",
      "/x",
    ])
  func adminAreas(subject: String) throws {
    let authority = try Team.authority()
    var log = submitted([subject])
    log.add(.approve(content), by: "lin")
    #expect(try log.state(authority).phase == .submitted)
    log.add(.approve(content), by: "ada")
    #expect(try log.state(authority).phase == .approved)
  }

  @Test("one's own profile needs any reviewer, a name that a role waits for needs an admin")
  func profiles() throws {
    let authority = try Team.authority(hub: Team.hub + "\n    image: [kim]")
    for (login, needsAdmin) in [("zoe", false), ("new", false), ("kim", true)] {
      var log = LogWriter()
      log.add(.submit(LogWriter.proposal(1, ["people/\(login)"])), by: login)
      log.add(.approve(content), by: "noor")
      #expect(try log.state(authority).phase == (needsAdmin ? .submitted : .approved), "\(login)")
    }
  }

  @Test("an admin's override lets content through, that content only, and an admin alone can give it")
  func override() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.override(content), by: "ada", "Upstream broke the build.")
    #expect(try log.state(authority).phase == .approved)
    log.add(.revise(LogWriter.proposal(2)), by: "zoe")
    #expect(try log.state(authority, branch: 2).phase == .submitted)
  }

  @Test("an override does not let through what nobody announced")
  func overrideOfUnannounced() throws {
    var log = submitted()
    log.add(.override(content), by: "ada", "Now.")
    #expect(try log.state(Team.authority(), branch: 2).phase == .submitted)
  }

  @Test("approved content is not lent to another head by announcing its digest for it")
  func borrowedDigest() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.approve(content), by: "lin")
    let other = LogWriter.content(2)
    let claim = ReviewedContent(head: other.head, digest: content.digest)
    log.add(
      .revise(
        Proposal(
          content: claim, base: LogWriter.object(1), subjects: LogWriter.proposal(1).subjects, findings: nil)),
      by: "zoe")
    let state = try log.state(authority, branch: 2)
    #expect(state.phase == .submitted && state.brokenRules == [.untrueEvent])
  }

  @Test("what the head really touches counts, whatever was announced")
  func understatedSubjects() throws {
    let authority = try Team.authority()
    var log = submitted()
    log.add(.approve(content), by: "lin")
    let id = try #require(log.id)
    let subjects = ["llm/qwen3", "/catalog/hub.yaml"].compactMap { Subject($0) }
    let branch = BranchFacts(head: content.head, digest: content.digest, subjects: subjects)
    let state = ReviewState(ReviewLog(id: id, entries: log.entries), under: authority, branch: branch)
    #expect(state.phase == .submitted && state.verdict.needs.map(\.area) == [.administration])
  }

  @Test(
    "the policy says who publishes",
    arguments: [
      ("admins", ["ada"]), ("reviewers", ["ada", "lin", "marco"]),
      ("submitter", ["ada", "lin", "marco", "zoe"]),
    ])
  func publishers(policy: String, expected: [String]) throws {
    let authority = try Team.authority(policy: "publish: \(policy)")
    #expect(authority.publishers(of: [.models(.llm)], submittedBy: ["zoe"]) == expected)
  }
}
