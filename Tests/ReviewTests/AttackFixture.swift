import Catalog
import ChildProcesses
import GitStore
import SSHSignatures
import TestSupport
import Testing

@testable import Review

/// What somebody does who writes objects and references past the tool.
extension RegistryFixture {
  /// Adds an event to a log without asking whether it may be there, and gives back its commit.
  @discardableResult
  func forge(
    _ deed: ReviewEvent.Deed, by login: String, as actor: Actor? = nil, in name: String = "llm/qwen3",
    saying words: String = "words", after tip: String? = nil, moving moves: Bool = true
  ) throws -> ObjectID {
    let id = try id(name)
    let repository = try Repository.open(at: git.path)
    let parent = try tip.map { try #require(ObjectID(hex: $0)) } ?? repository.reference(id.log)
    let event = try #require(ReviewEvent(deed, in: id, by: login, saying: text(words)))
    let actor = try actor ?? self.actor(login)
    let commit = try repository.store(repository.draft(event, after: parent, by: actor.stamp()), by: actor)
    if moves { try git.git("update-ref", id.log, commit.hex) }
    return commit
  }

  /// The content that the branch of a review has now.
  func content(_ name: String = "llm/qwen3") throws -> ReviewedContent {
    let registry = try registry
    return try #require(registry.look(at: id(name)).content?.reviewed)
  }

  /// A merge commit that says it publishes a review, with any tree, made past the tool.
  func forgeMerge(
    _ name: String = "llm/qwen3", by login: String = "lin", as actor: Actor? = nil, tree: String? = nil,
    approvers: [String]? = nil, onto parent: String = "main", swappingParents: Bool = false
  ) throws -> ObjectID {
    let registry = try registry
    let view = try registry.look(at: id(name))
    let content = try #require(view.content)
    let main = try #require(ObjectID(hex: git.git("rev-parse", parent)))
    let actor = try actor ?? self.actor(login)
    var message = Publication(view.state, content, log: try #require(view.log.tip), by: login).message
    if let approvers {
      let names = approvers.map { "Approved-by: \($0)\n" }.joined()
      message = message.replacing("Published-by:", with: "\(names)Published-by:")
    }
    let plan = try MergePlan(content, onto: main, in: registry.repository, clock: 1)
    let merged =
      try tree.map { try #require(ObjectID(hex: $0)) }
      ?? plan.apply(to: registry.repository.commit(main).tree, in: registry.repository)
    let stamp = try actor.stamp()
    let parents = swappingParents ? [content.head, main] : [main, content.head]
    let draft = try CommitDraft(
      tree: merged, parents: parents, author: stamp, committer: stamp, message: message)
    return try registry.repository.store(draft, by: actor)
  }

  /// The rules by which the receiving side refuses that a reference moves.
  func hookRefuses(_ name: String, _ new: ObjectID?, old: String? = nil) throws -> Set<ReviewRule> {
    let current = try git.tryGit("rev-parse", "--verify", "-q", old ?? name).outputText.prefix(40)
    let update = PushedUpdate(name: name, old: ObjectID(hex: current), new: new)
    return Set(try PushCheck([update], to: registry, now: clock.tick(0)).objections().map(\.rule))
  }

  /// The rules that an audit finds broken when the published branch is what somebody made it.
  func auditRefuses(_ main: ObjectID) throws -> Set<ReviewRule> {
    let start = try ObjectID(hex: git.git("rev-parse", "main"))
    let audit = try registry.audit(from: start, to: main)
    return Set(
      audit.refused.flatMap { commit -> [ReviewRule] in
        if case .refused(let objections) = commit.finding { objections.map(\.rule) } else { [] }
      })
  }

  /// The rules by which a forged approval does not count: in the state, at the hook, and in what publishes it.
  func expectRefused(_ approval: ObjectID, _ rule: ReviewRule, _ location: SourceLocation = #_sourceLocation)
    throws
  {
    let log = "refs/modelhub/reviews/llm/qwen3"
    let before = try git.git("rev-parse", "\(approval.hex)^")
    try git.git("update-ref", log, before)
    #expect(try hookRefuses(log, approval).contains(rule), "the hook", sourceLocation: location)
    try git.git("update-ref", log, approval.hex)
    let state = try state()
    #expect(state.brokenRules.contains(rule), "the fold", sourceLocation: location)
    #expect(state.phase == .submitted, sourceLocation: location)
    #expect(try refusal { try publish() }.contains(.approvalMissing), "the command", sourceLocation: location)
    let merge = try forgeMerge(approvers: ["lin"])
    #expect(try auditRefuses(merge).contains(.unapprovedHead), "the audit", sourceLocation: location)
    #expect(
      try hookRefuses("refs/heads/main", merge).contains(.unapprovedHead), "the hook on main",
      sourceLocation: location)
  }
}
