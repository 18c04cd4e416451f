import GitStore

/// Proves of one commit of the published branch that it publishes an approved and unaltered review.
///
/// Everything is judged by what was published before it. Nothing is written.
struct PublicationCheck {
  private let registry: Registry

  init(_ registry: Registry) {
    self.registry = registry
  }

  /// What speaks against a commit; nothing where it proves itself.
  func objections(to commit: Commit) throws(ReviewError) -> [Objection] {
    guard let publication = registry.publications.publication(commit), let parent = commit.parents.first
    else {
      return [
        Objection(
          .directPush, "\(commit.id.short) came to ‘\(registry.branch)’ past every review.", at: commit.id)
      ]
    }
    guard let log = try log(of: publication) else {
      return [
        Objection(
          .logMissing,
          "The log of \(publication.review) does not hold the event \(publication.log.short) that "
            + "\(commit.id.short) names.", at: commit.id)
      ]
    }
    let authority = try registry.authority(at: parent)
    let head = publication.content.head
    let view = try registry.look(
      at: publication.review, log: log, head: head, main: parent, authority: authority)
    guard let content = view.content, view.state.phase == .approved else {
      return [unapproved(commit, view)] + view.state.verdict.objections
    }
    var objections = content.scope.objections
    if Publication(view.state, content, log: publication.log, by: publication.publisher) != publication {
      let sentence = "\(commit.id.short) does not say what its log says: digest, base, title or names differ."
      objections.append(Objection(.unapprovedHead, sentence, at: commit.id))
    }
    objections += try tampering(commit, content, parent)
    objections += try publisherObjections(commit, publication, view, content)
    return objections
  }

  /// The log up to what the merge names, as long as the log that is there now goes on from it.
  private func log(of publication: Publication) throws(ReviewError) -> ReviewLog? {
    let log = try registry.log(publication.review)
    guard let place = log.entries.firstIndex(where: { $0.id == publication.log }) else { return nil }
    return ReviewLog(id: log.id, entries: Array(log.entries[...place]))
  }

  private func unapproved(_ commit: Commit, _ view: ReviewView) -> Objection {
    Objection(
      .unapprovedHead,
      "\(commit.id.short) merges \(view.log.id), which was \(view.state.phase.rawValue) and not approved.",
      at: commit.id)
  }

  /// Whether the merge holds something that neither side had.
  private func tampering(
    _ commit: Commit, _ content: SubmissionContent, _ parent: ObjectID
  ) throws(ReviewError) -> [Objection] {
    try world {
      let repository = registry.repository.shared()
      let plan = try MergePlan(content, onto: parent, in: repository, clock: Int(commit.committer.seconds))
      let deviations = try plan.deviations(
        from: repository.commit(parent).tree, to: commit.tree, in: repository)
      let collisions = try NameCollisions.objections(to: content.changes, in: commit.tree, of: repository)
      let paths = Set(deviations + plan.disputes.map(\.path)).sorted()
      guard let first = paths.first else { return collisions }
      let more = paths.count > 1 ? " and \(paths.count - 1) other files" : ""
      let sentence =
        "\(commit.id.short) holds in ‘\(shown(first.description))’\(more) what merging its two sides does not give."
      return [Objection(.evilMerge, sentence, at: commit.id)] + collisions
    }
  }

  private func publisherObjections(
    _ commit: Commit, _ publication: Publication, _ view: ReviewView, _ content: SubmissionContent
  ) throws(ReviewError) -> [Objection] {
    let claim = Claim(
      actor: publication.publisher, email: commit.committer.identity.email,
      proof: try world { try Proof(of: commit) }, time: commit.committer.seconds)
    func objection(_ fault: Authority.Fault) -> Objection {
      Objection(fault.rule, fault.sentence, at: commit.id)
    }
    switch view.authority.standing(of: claim) {
    case .failure(let fault): return [objection(fault)]
    case .success(let standing):
      if let fault = view.authority.fault(ofDeciding: standing, claim) { return [objection(fault)] }
    }
    let publishers = view.authority.publishers(
      of: content.scope.subjects.map(\.area), submittedBy: view.state.contributors)
    guard publishers.contains(publication.publisher) else {
      let sentence =
        "\(publication.publisher) may not publish this; \(publishers.joined(separator: ", ")) may."
      return [objection(.init(.notAPublisher, sentence))]
    }
    guard commit.committer.seconds >= view.log.entries.last?.time ?? 0, commit.author == commit.committer
    else {
      return [objection(.init(.eventTime, "\(commit.id.short) is dated before the approval that it names."))]
    }
    return []
  }
}
