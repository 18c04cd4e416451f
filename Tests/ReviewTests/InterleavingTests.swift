import GitStore
import TestSupport
import Testing

@testable import Review

/// Five people act at random in clones that are often behind, and what must hold holds after every step.
@Suite struct InterleavingTests {
  static let ids = ["llm/qwen3", "llm/glm-4", "both", "roles"]

  /// What somebody does next.
  enum Step: CaseIterable {
    case submit, revise, rebase, approve, requestChanges, comment, withdraw, reject, supersede, override,
      publish

    /// What moves a review on from where it stands; what is likely comes several times.
    static func useful(in phase: Phase) -> [Step] {
      switch phase {
      case .draft, .published, .rejected, .withdrawn, .superseded: [.submit]
      case .submitted: [.approve, .approve, .approve, .approve, .revise, .rebase, .requestChanges, .override]
      case .changesRequested: [.revise, .revise, .approve, .reject, .withdraw, .comment]
      case .approved: [.publish, .publish, .publish, .publish, .publish, .revise, .rebase, .requestChanges]
      }
    }
  }

  /// What one run did, to see that the runs together do everything.
  struct Tally {
    var done: [Step: Int] = [:]
    var refused: Set<ReviewRule> = []
    var phases: Set<Phase> = []

    mutating func add(_ other: Tally) {
      done.merge(other.done, uniquingKeysWith: +)
      refused.formUnion(other.refused)
      phases.formUnion(other.phases)
    }
  }

  final class Run {
    let team: CloneTeam
    var random: SeededGenerator
    var tally = Tally()

    init(seed: Int) throws {
      team = try CloneTeam()
      random = SeededGenerator(seed: UInt64(seed))
    }

    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    /// Somebody's clone; one time in three it is not brought up to date first.
    func registry(of login: String) throws -> Registry {
      let registry = try team.registry(of: login)
      if chance(67) { try registry.refresh() }
      return registry
    }

    func step() throws {
      let name = chance(15) ? "roles" : pick(["llm/qwen3", "llm/qwen3", "llm/glm-4", "both", "both"])
      let id = try #require(ReviewID(name))
      // Most of the time something is done that can be done, by somebody who may.
      let step = chance(80) ? pick(Step.useful(in: try team.server.state(id).phase)) : pick(Step.allCases)
      let login = chance(75) ? pick(people(for: step, on: name)) : pick(CloneTeam.logins)
      do {
        try act(step, on: id, in: registry(of: login), by: team.actor(login))
        tally.done[step, default: 0] += 1
      } catch let error as ReviewError {
        tally.refused.formUnion(error.objections.map(\.rule))
        if error.code == .world { throw error }
      }
    }

    private func people(for step: Step, on name: String) -> [String] {
      switch step {
      case .submit, .revise, .rebase, .withdraw, .comment: ["zoe", "noor"]
      case .override: ["ada"]
      case .approve, .requestChanges, .reject, .supersede, .publish:
        name == "roles" ? ["ada"] : ["lin", "marco"]
      }
    }

    /// An entry with one of few contents, so that people meet; or the settings, with marco in or out.
    private func source(of name: String) -> SubmissionSource {
      if name == "roles" {
        let hub = RegistryFixture.hub.replacing("POLICY", with: "")
        let text = chance(50) ? hub : hub.replacing("[lin, marco]", with: "[lin]")
        return .files(["catalog/hub.yaml": Array(text.utf8)])
      }
      var files: [TreePath: [UInt8]?] = [:]
      for entry in name == "both" ? ["llm/qwen3", "llm/glm-4"] : [name] {
        let text = RegistryFixture.entry(
          String(entry.dropFirst(4)), context: Int.random(in: 1...4, using: &random),
          extra: "# \(pick(["a", "b"]))\n")
        files[TreePath("catalog/models/\(entry)/model.yaml")] = Array(text.utf8)
      }
      return .files(files)
    }

    private func act(_ step: Step, on id: ReviewID, in registry: Registry, by actor: Actor) throws {
      let words = try #require(EventText("words"))
      let (source, check) = (source(of: id.description), RegistryFixture.check)
      switch step {
      case .submit: _ = try registry.submit(id, from: source, by: actor, saying: words, check: check)
      case .revise: _ = try registry.revise(id, from: source, by: actor, check: check)
      case .rebase: _ = try registry.revise(id, from: .rebase(Settlement()), by: actor, check: check)
      case .approve: try registry.approve(id, by: actor)
      case .requestChanges: try registry.requestChanges(id, by: actor, saying: words)
      case .comment: try registry.comment(on: id, by: actor, saying: words)
      case .withdraw: try registry.withdraw(id, by: actor)
      case .reject: try registry.reject(id, by: actor, saying: words)
      case .supersede:
        let other = try #require(ReviewID(pick(InterleavingTests.ids)))
        try registry.supersede(id, with: other, by: actor)
      case .override: try registry.override(id, by: actor, saying: words)
      case .publish: try registry.publish(id, by: actor, check: check)
      }
    }
  }

  /// What the server shows: the published branch and the logs.
  func references(_ team: CloneTeam) throws -> [String: ObjectID] {
    let repository = try Repository.open(at: "\(team.folder.path)/hub.git")
    let all =
      try repository.references(under: "refs/modelhub/") + repository.references(under: "refs/heads/main")
    return Dictionary(all.map { ($0.name, $0.target) }) { first, _ in first }
  }

  func expectGrowth(from old: [String: ObjectID], to new: [String: ObjectID], _ team: CloneTeam) throws {
    let repository = try Repository.open(at: "\(team.folder.path)/hub.git")
    for (name, before) in old where new[name] != before {
      let after = try #require(new[name], "\(name) is gone")
      #expect(try repository.isAncestor(before, of: after), "\(name) lost commits")
    }
    if let before = old["refs/heads/main"], let after = new["refs/heads/main"], before != after {
      let audit = try team.server.audit(from: before, to: after)
      #expect(audit.refused.isEmpty && audit.publicationCount == audit.commits.count, "\(audit.refused)")
    }
  }

  /// A review as far as all clones must agree on it.
  func summary(_ state: ReviewState) -> String {
    "\(state.id) \(state.phase) \(state.round) \(state.proposal.map { "\($0.content)" } ?? "") "
      + "\(state.votes.map { "\($0.login) \($0.kind) \($0.content.digest)" }) \(state.threads.count) "
      + "\(state.verdict.approvals.map(\.login)) \(state.refused.count) \(state.publication?.hex ?? "")"
  }

  func summaries(_ registry: Registry) throws -> [String] {
    try Self.ids.compactMap { ReviewID($0) }.map { summary(try registry.state($0)) }
  }

  @Test(
    "main moves only by approved content, logs only grow, and every clone sees the same", arguments: 0..<20)
  func interleavings(batch: Int) throws {
    var total = Tally()
    for seed in (batch * 10)..<(batch * 10 + 10) {
      let run = try Run(seed: seed)
      var before = try references(run.team)
      for _ in 0..<8 {
        try run.step()
        let after = try references(run.team)
        try expectGrowth(from: before, to: after, run.team)
        before = after
      }
      var seen: Set<[String]> = [try summaries(run.team.server)]
      for login in CloneTeam.clones {
        let registry = try run.team.registry(of: login)
        try registry.refresh()
        seen.insert(try summaries(registry))
      }
      #expect(seen.count == 1, "seed \(seed): \(seen)")
      let audit = try run.team.server.audit()
      #expect(audit.refused.isEmpty, "seed \(seed)")
      if seed % 10 == 0 { _ = try run.team.git("fsck", "--strict") }
      for id in Self.ids.compactMap({ ReviewID($0) }) {
        run.tally.phases.insert(try run.team.server.state(id).phase)
      }
      total.add(run.tally)
    }
    // Runs that do nothing would prove nothing.
    #expect(total.done[.publish, default: 0] > 0 && total.done.count > 5, "\(total.done)")
    #expect(total.refused.count > 2 && total.phases.count > 3, "\(total.refused), \(total.phases)")
  }
}
