public import Diagnostics
public import GitStore

/// Where the content of a submission comes from.
public enum SubmissionSource: Hashable, Sendable {
  /// Files and folders of the work tree, as they stand on disk.
  case workTree([TreePath])
  /// These files, put onto the newest published commit; nil removes one.
  case files([TreePath: [UInt8]?])
  /// A commit that exists already.
  case commit(ObjectID)
  /// The submission as it is, brought onto the newest published commit; disputes are settled as it says.
  case rebase(Settlement)
  /// What the branch holds: somebody pushed to it.
  case branch
}

/// What came of submitting or revising.
public struct SubmissionOutcome: Sendable {
  /// The review as it stands now.
  public let state: ReviewState
  /// The head.
  public let head: ObjectID
  /// Whether the content is what it was before, so that approvals stay.
  public let isSameContent: Bool
  /// What validation says of the catalog as it would be published.
  public let findings: [Diagnostic]
  /// What both the submission and the published catalog changed.
  public let disputes: [Dispute]
}

extension Registry {
  /// Asks for a review.
  public func submit(
    _ id: ReviewID, from source: SubmissionSource, by actor: Actor, saying text: EventText,
    check: CatalogCheck
  ) throws(ReviewError) -> SubmissionOutcome {
    let view = try look(at: id)
    guard Transition.of(.submit).from.contains(view.state.phase) else {
      throw ReviewError(
        .actionNotPossible,
        "\(id) is under review already, submitted by \(view.state.submitter ?? "somebody"). Change it with "
          + "`modelhub review revise \(id)`, or choose another name with `--id`.")
    }
    try refuseTwin(of: id)
    return try announce(id, from: source, by: actor, text, view, check, as: ReviewEvent.Deed.submit)
  }

  /// Announces new content, or the same on another base.
  public func revise(
    _ id: ReviewID, from source: SubmissionSource, by actor: Actor, saying text: EventText = .empty,
    check: CatalogCheck
  ) throws(ReviewError) -> SubmissionOutcome {
    let view = try look(at: id)
    guard view.log.tip != nil else { throw Self.missing(id) }
    return try announce(id, from: source, by: actor, text, view, check, as: ReviewEvent.Deed.revise)
  }

  /// Two names that differ by case alone are one name on some file systems.
  private func refuseTwin(of id: ReviewID) throws(ReviewError) {
    let folded = id.description.lowercased()
    for other in try loggedReviews() + branchedReviews()
    where other != id && other.description.lowercased() == folded {
      throw ReviewError(
        .caseCollision, "There is a review ‘\(other)’ already. Choose another name with `--id`.")
    }
  }

  private func announce(
    _ id: ReviewID, from source: SubmissionSource, by actor: Actor, _ text: EventText, _ view: ReviewView,
    _ check: CatalogCheck, as deed: (Proposal) -> ReviewEvent.Deed
  ) throws(ReviewError) -> SubmissionOutcome {
    let old = try head(id)
    let isOpen = view.state.phase.isOpen && view.state.round > 0
    let maker = HeadMaker(registry: self, view: view, actor: actor, previous: isOpen ? old : nil)
    let head = try maker.head(from: source, for: id, title: text.title)
    let content = try content(of: head, against: view.main, under: view.authority)
    try Self.refuse(content)
    let (findings, disputes) = try outlook(for: content, view, check)
    try moveBranch(of: id, from: old, to: head, by: actor, keepsHistory: view.state.phase == .draft)
    let proposal = Proposal(
      content: content.reviewed, base: content.base, subjects: content.scope.subjects,
      findings: findings.map { Proposal.Findings($0) })
    let next = try append(to: id, by: actor) { _ throws(ReviewError) in
      try Self.event(deed(proposal), in: id, by: actor, text)
    }
    return SubmissionOutcome(
      state: next.state, head: head,
      isSameContent: view.state.proposal?.content.digest == content.digest && isOpen,
      findings: findings ?? [], disputes: disputes)
  }

  static func refuse(_ content: SubmissionContent) throws(ReviewError) {
    guard content.scope.objections.isEmpty else { throw ReviewError(refusing: content.scope.objections) }
    guard !content.changes.isEmpty else {
      throw ReviewError(.nothingChanged, "It changes nothing that is not published already.")
    }
  }

  /// What validation says of the catalog as it would be, or what stands in the way of making it.
  private func outlook(
    for content: SubmissionContent, _ view: ReviewView, _ check: CatalogCheck
  ) throws(ReviewError) -> ([Diagnostic]?, [Dispute]) {
    let plan = try world { try MergePlan(content, onto: view.main, in: repository, clock: nil) }
    guard plan.disputes.isEmpty else { return (nil, plan.disputes) }
    let published = try world { try repository.commit(view.main).tree }
    let tree = try world { try plan.apply(to: published, in: repository) }
    return (try findings(in: tree, against: published, changing: content.changes.map(\.path), check), [])
  }

  private func moveBranch(
    of id: ReviewID, from old: ObjectID?, to head: ObjectID, by actor: Actor, keepsHistory: Bool
  ) throws(ReviewError) {
    guard old != head else { return }
    if keepsHistory, let old, try world({ try !repository.isAncestor(old, of: head) }) {
      throw ReviewError(
        .contended,
        "The branch ‘\(id.branch)’ holds other work that was never submitted. Submit that as it is, "
          + "or choose another name with `--id`.")
    }
    let result = try move(id.branch, from: old, to: head, "review: \(id)", by: actor.identity)
    guard result == .done else {
      throw ReviewError(
        .contended, "Somebody pushed to the branch of \(id) meanwhile. Look at it, and revise again.")
    }
  }
}
