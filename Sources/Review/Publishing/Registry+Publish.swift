public import Diagnostics
public import GitStore

/// A moment in publishing, between two things that cannot be taken back.
public enum PublishStep: String, Sendable, CaseIterable {
  /// The review was read and may be published; nothing is written.
  case approved
  /// The merged tree is stored; nothing names it.
  case merged
  /// The merge commit is stored; nothing names it.
  case committed
  /// The published branch holds the merge.
  case published
  /// The log says so.
  case recorded
  /// The branch is gone.
  case cleaned
}

/// What came of publishing.
public struct PublishOutcome: Sendable {
  /// The merge on the published branch.
  public let merge: ObjectID
  /// The published commit before it; nil where an earlier run had published already.
  public let previous: ObjectID?
  /// What validation said.
  public let findings: [Diagnostic]
}

extension Registry {
  /// Merges an approved submission into the published branch.
  ///
  /// The one step that counts is a compare-and-swap of that branch; whoever loses it starts again from the new
  /// tip. Killed at any instant, another run picks up where this one stopped. `passing` is told of each step.
  @discardableResult
  public func publish(
    _ id: ReviewID, by actor: Actor, check: CatalogCheck, passing: (PublishStep) throws -> Void = { _ in }
  ) throws(ReviewError) -> PublishOutcome {
    for _ in 0..<Self.attempts {
      let view = try look(at: id)
      if let merge = view.state.publication, let head = try published(view, by: merge) {
        try finish(view, merge, head, by: actor, passing)
        return PublishOutcome(merge: merge, previous: nil, findings: [])
      }
      let maker = try MergeMaker(self, view, actor)
      try tell(passing, .approved)
      let (merge, findings) = try maker.merge(check) { step throws(ReviewError) in try tell(passing, step) }
      let result = try move(
        "refs/heads/\(branch)", from: view.main, to: merge, "publish \(id)", by: actor.identity)
      if result == .done {
        try tell(passing, .published)
        try finish(view, merge, maker.content.reviewed, by: actor, passing)
        return PublishOutcome(merge: merge, previous: view.main, findings: findings)
      }
      try refresh()
    }
    throw ReviewError(.contended, "Others kept publishing. Try again: nothing of \(id) is lost.")
  }

  /// The head that a merge published.
  private func published(_ view: ReviewView, by merge: ObjectID) throws(ReviewError) -> ReviewedContent? {
    try world { Publication(try repository.commit(merge))?.content }
  }

  /// Records the merge in the log and removes the branch, as far as that is still to be done.
  private func finish(
    _ view: ReviewView, _ merge: ObjectID, _ content: ReviewedContent, by actor: Actor,
    _ passing: (PublishStep) throws -> Void
  ) throws(ReviewError) {
    if !view.log.records(merge) { try record(merge, content, in: view.log.id, by: actor) }
    try tell(passing, .recorded)
    let id = view.log.id
    if try head(id) == content.head {
      // Where somebody pushes to it in this moment, the branch stays, with what they pushed.
      _ = try move(id.branch, from: content.head, to: nil, "published \(id)", by: actor.identity)
    }
    try tell(passing, .cleaned)
  }

  private func record(
    _ merge: ObjectID, _ content: ReviewedContent, in id: ReviewID, by actor: Actor
  ) throws(ReviewError) {
    do throws(ReviewError) {
      _ = try append(to: id, by: actor) { view throws(ReviewError) in
        guard !view.log.records(merge) else { throw ReviewError(.contended, "It is recorded already.") }
        return try Self.event(.publish(content, merge: merge), in: id, by: actor, .empty)
      }
    } catch  where error.code == .contended {
      guard try log(id).records(merge) else { throw error }
    }
  }

  private func tell(_ passing: (PublishStep) throws -> Void, _ step: PublishStep) throws(ReviewError) {
    try world { try passing(step) }
  }
}

extension ReviewLog {
  /// Whether an event records the merge.
  fileprivate func records(_ merge: ObjectID) -> Bool {
    entries.contains { if case .publish(_, merge)? = $0.event?.deed { true } else { false } }
  }
}
