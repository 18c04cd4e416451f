import GitStore
import TestSupport
import Testing

@testable import Review

/// Five people act at random in clones that are often behind, and what must hold holds after every step.
@Suite struct InterleavingTests {
  static let ids = ["llm/qwen3", "llm/glm-4"]

  /// What one run did, to see that the runs together do everything.
  struct Tally {
    var published = 0
    var refused: Set<ReviewRule> = []
    var phases: Set<Phase> = []
  }

  final class Run {
    let team: CloneTeam
    var random: SeededGenerator
    var registries: [String: Registry] = [:]
    var tally = Tally()

    init(seed: Int) throws {
      team = try CloneTeam()
      random = SeededGenerator(seed: UInt64(seed))
    }

    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    /// Somebody's clone; one time in three it is not brought up to date first.
    func registry(of login: String) throws -> Registry {
      let registry = try team.registry(of: login)
      if Int.random(in: 0..<3, using: &random) > 0 { try registry.refresh() }
      return registry
    }

    func step() throws {
      let action = Int.random(in: 0..<18, using: &random)
      // Most of the time somebody acts who may.
      let isReviewing = (5...10).contains(action) || action >= 14
      let login =
        isReviewing && Int.random(in: 0..<4, using: &random) > 0
        ? pick(["lin", "marco"]) : pick(CloneTeam.logins)
      do {
        try act(action, in: registry(of: login), by: team.actor(login))
      } catch let error as ReviewError {
        tally.refused.formUnion(error.objections.map(\.rule))
        if error.code == .world { throw error }
      }
    }

    private func act(_ action: Int, in registry: Registry, by actor: Actor) throws {
      let name = pick(InterleavingTests.ids)
      let id = try #require(ReviewID(name))
      let words = try #require(EventText("words"))
      let context = Int.random(in: 1...4, using: &random)
      let entry = RegistryFixture.entry(
        String(name.dropFirst(4)), context: context, extra: "# \(pick(["a", "b"]))\n")
      let source = SubmissionSource.files([TreePath("catalog/models/\(name)/model.yaml"): Array(entry.utf8)])
      switch action {
      case 0...2:
        _ = try registry.submit(id, from: source, by: actor, saying: words, check: RegistryFixture.check)
      case 3: _ = try registry.revise(id, from: source, by: actor, check: RegistryFixture.check)
      case 4:
        _ = try registry.revise(id, from: .rebase(Settlement()), by: actor, check: RegistryFixture.check)
      case 5...9: try registry.approve(id, by: actor)
      case 10: try registry.requestChanges(id, by: actor, saying: words)
      case 11: try registry.comment(on: id, by: actor, saying: words)
      case 12: try registry.withdraw(id, by: actor)
      case 13: try registry.reject(id, by: actor, saying: words)
      default:
        try registry.publish(id, by: actor, check: RegistryFixture.check)
        tally.published += 1
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
      for _ in 0..<10 {
        try run.step()
        let after = try references(run.team)
        try expectGrowth(from: before, to: after, run.team)
        before = after
      }
      var seen: Set<[String]> = [try summaries(run.team.server)]
      for login in [run.pick(CloneTeam.logins), run.pick(CloneTeam.logins)] {
        let registry = try run.team.registry(of: login)
        try registry.refresh()
        seen.insert(try summaries(registry))
      }
      #expect(seen.count == 1, "seed \(seed): \(seen)")
      let audit = try run.team.server.audit()
      #expect(audit.refused.isEmpty, "seed \(seed)")
      if seed % 10 == 0 { _ = try run.team.git("fsck", "--strict") }
      total.published += run.tally.published
      total.refused.formUnion(run.tally.refused)
      for id in Self.ids.compactMap({ ReviewID($0) }) {
        total.phases.insert(try run.team.server.state(id).phase)
      }
    }
    // A run that does nothing would prove nothing.
    #expect(total.published > 0 && total.refused.count > 2 && total.phases.count > 1)
  }
}
