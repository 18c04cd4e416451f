public import GitStore

/// All that a page about one review shows.
public struct ReviewPage: Sendable {
  /// Where it stands.
  public let state: ReviewState
  /// What it waits for.
  public let waits: [Wait]
  /// The files that it changes, in the order of their paths.
  public let files: [FileChange]
  /// The head whose files these are.
  public let head: ObjectID?
  /// What both the submission and the published catalog changed.
  public let disputes: [Dispute]
}

extension Registry {
  /// All that there is to see of one review.
  public func page(of id: ReviewID) throws(ReviewError) -> ReviewPage {
    let view = try look(at: id)
    guard view.log.tip != nil || view.state.branchHead != nil else { throw Self.missing(id) }
    let content = view.content
    let files = try world {
      try (content?.changes ?? []).map { change throws(GitStoreError) in
        try FileChange(change, in: repository)
      }
    }
    let disputes = view.state.phase.isOpen ? try disputes(of: view) : []
    return ReviewPage(
      state: view.state, waits: view.authority.waits(of: view.state, isDisputed: !disputes.isEmpty),
      files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, head: content?.head,
      disputes: disputes)
  }

  func disputes(of view: ReviewView) throws(ReviewError) -> [Dispute] {
    guard let content = view.content else { return [] }
    return try world { try MergePlan(content, onto: view.main, in: repository, clock: nil).disputes }
  }

  /// Refuses a review that cannot be merged before its submitter settles what both sides changed.
  public func refuseConflicts(in id: ReviewID) throws(ReviewError) {
    let disputes = try disputes(of: look(at: id))
    guard disputes.isEmpty else { throw ReviewError(disputing: disputes, in: id) }
  }

  /// What a review waits for.
  public func waits(of state: ReviewState) throws(ReviewError) -> [Wait] {
    try authority(at: main()).waits(of: state)
  }
}
