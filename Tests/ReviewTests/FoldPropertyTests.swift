import GitStore
import TestSupport
import Testing

@testable import Review

/// Laws that hold for any log, whoever wrote what into it.
@Suite struct FoldPropertyTests {
  static let people = ["ada", "lin", "marco", "noor", "zoe", "mallory"]

  /// A log of random events: honest ones, forged ones, and some that make no sense at that point.
  func randomLog(_ random: inout SeededGenerator) -> LogWriter {
    var log = LogWriter()
    var contents = 1
    for _ in 0..<Int.random(in: 1...25, using: &random) {
      let actor = Self.people[Int.random(in: 0..<6, using: &random)]
      let content = LogWriter.content(Int.random(in: 1...contents, using: &random))
      let deed: ReviewEvent.Deed
      switch Int.random(in: 0..<14, using: &random) {
      case 0, 1: deed = .submit(LogWriter.proposal(contents))
      case 2, 3:
        contents += 1
        deed = .revise(LogWriter.proposal(contents))
      case 4...7: deed = .approve(content)
      case 8: deed = .requestChanges(content)
      case 9: deed = .reject(content)
      case 10: deed = .withdraw
      case 11: deed = .override(content)
      case 12: deed = .publish(content, merge: LogWriter.object(contents))
      default: deed = .comment(at: nil, inReplyTo: nil, on: content.head)
      }
      let forger = Self.people[Int.random(in: 0..<6, using: &random)]
      let proofs: [Proof?] = [
        nil, nil, nil, nil, .unsigned, .broken("no"), .signed(key: "ssh-ed25519 \(forger)"),
      ]
      log.add(deed, by: actor, proof: proofs[Int.random(in: 0..<proofs.count, using: &random)])
    }
    return log
  }

  func state(_ entries: [LogEntry], _ authority: Authority, branch: BranchFacts) throws -> ReviewState {
    let id = try #require(ReviewID("llm/qwen3"))
    return ReviewState(ReviewLog(id: id, entries: entries), under: authority, branch: branch)
  }

  @Test("events that do not count change nothing", arguments: 0..<100)
  func refusedEvents(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let authority = try Team.authority()
    let log = randomLog(&random)
    let branch = LogWriter.branch(Int.random(in: 1...4, using: &random))
    let whole = try state(log.entries, authority, branch: branch)
    let refused = Set(whole.refused.map(\.commit))
    let kept = try state(log.entries.filter { !refused.contains($0.id) }, authority, branch: branch)
    #expect(kept.refused.isEmpty)
    #expect(kept.phase == whole.phase && kept.round == whole.round && kept.votes == whole.votes)
    #expect(kept.threads == whole.threads && kept.contributors == whole.contributors)
    #expect(
      kept.verdict == whole.verdict && kept.proposal == whole.proposal && kept.changedAt == whole.changedAt)
  }

  @Test(
    "what is approved was approved by a reviewer's own key, not by who submitted it, in this content",
    arguments: 0..<100)
  func approvals(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(1000 + seed))
    let authority = try Team.authority()
    for _ in 0..<10 {
      let log = randomLog(&random)
      let branch = LogWriter.branch(Int.random(in: 1...4, using: &random))
      let state = try state(log.entries, authority, branch: branch)
      guard state.phase == .approved else { continue }
      let digest = try #require(state.proposal?.content.digest)
      #expect(digest == branch.digest)
      let honest = log.entries.contains { entry in
        guard let event = entry.event, event.deed.content?.digest == digest,
          entry.proof == .signed(key: "ssh-ed25519 \(event.actor)")
        else { return false }
        switch event.deed.action {
        case .approve:
          return ["lin", "marco"].contains(event.actor) && !state.contributors.contains(event.actor)
        case .override: return event.actor == "ada"
        default: return false
        }
      }
      #expect(honest)
    }
  }

  @Test("the random logs reach every phase and break many rules")
  func coverage() throws {
    let authority = try Team.authority()
    var phases: Set<Phase> = []
    var rules: Set<ReviewRule> = []
    for seed in 0..<400 {
      var random = SeededGenerator(seed: UInt64(seed))
      let log = randomLog(&random)
      let state = try state(log.entries, authority, branch: LogWriter.branch(1))
      phases.insert(state.phase)
      rules.formUnion(state.brokenRules)
    }
    #expect(phases == [.draft, .submitted, .changesRequested, .approved, .rejected, .withdrawn])
    #expect(
      rules.isSuperset(of: [
        .unsigned, .foreignKey, .badSignature, .unknownPerson, .notAReviewer, .ownSubmission, .staleApproval,
        .adminNeeded, .notTheSubmitter, .actionNotPossible, .unannouncedHead, .approvalMissing,
        .changesRequested,
      ]))
  }
}
