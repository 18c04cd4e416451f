import Diagnostics
import GitStore

/// Makes the merge commit of an approved submission; the published branch does not move.
struct MergeMaker {
  let registry: Registry
  let view: ReviewView
  let actor: Actor
  /// What is published.
  let content: SubmissionContent

  /// Takes a review that may be published, or says why it may not.
  init(_ registry: Registry, _ view: ReviewView, _ actor: Actor) throws(ReviewError) {
    (self.registry, self.view, self.actor) = (registry, view, actor)
    guard view.log.tip != nil else { throw Registry.missing(view.log.id) }
    guard view.state.phase == .approved, let content = view.content else {
      let objections = view.state.verdict.objections
      guard objections.isEmpty else { throw ReviewError(refusing: objections) }
      throw ReviewError(
        .actionNotPossible, "\(view.log.id) is \(view.state.phase.rawValue), so there is nothing to publish.")
    }
    self.content = content
    try Registry.refuse(content)
  }

  func merge(
    _ check: CatalogCheck, _ passing: (PublishStep) throws(ReviewError) -> Void
  ) throws(ReviewError) -> (ObjectID, [Diagnostic]) {
    let repository = registry.repository.shared()
    let main = try world { try repository.commit(view.main) }
    let stamp = try actor.stamp(notBefore: max(main.committer.seconds, view.log.entries.last?.time ?? 0))
    let plan = try world {
      try MergePlan(content, onto: main.id, in: repository, clock: Int(stamp.seconds))
    }
    guard plan.disputes.isEmpty else { throw ReviewError(disputing: plan.disputes, in: view.log.id) }
    let tree = try world { try plan.apply(to: main.tree, in: repository) }
    try passing(.merged)
    let findings = try registry.findings(
      in: tree, against: main.tree, changing: content.changes.map(\.path), check)
    try refuse(findings)
    let commit = try world {
      let draft = try CommitDraft(
        tree: tree, parents: [main.id, content.head], author: stamp, committer: stamp,
        message: publication.message)
      return try repository.commit(repository.store(draft, by: actor))
    }
    // Whoever audits the branch later will ask the same; better they agree now.
    let objections = try PublicationCheck(registry).objections(to: commit)
    guard objections.isEmpty else { throw ReviewError(refusing: objections) }
    try passing(.committed)
    return (commit.id, findings)
  }

  private var publication: Publication {
    Publication(
      view.state, content, log: view.log.tip ?? content.head, by: actor.login)
  }

  private func refuse(_ findings: [Diagnostic]) throws(ReviewError) {
    let errors = findings.filter { $0.severity == .error }
    guard view.state.verdict.override == nil, let first = errors.first else { return }
    let more = errors.count > 1 ? " and \(errors.count - 1) more" : ""
    throw ReviewError(
      .findings,
      "The catalog would have errors: \(first.location.path): \(first.message)\(more). Mend them, and revise."
    )
  }
}
