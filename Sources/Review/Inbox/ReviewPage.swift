public import GitStore

/// All that a page about one review shows.
public struct ReviewPage: Sendable {
  /// A file that the submission changes.
  public struct File: Hashable, Sendable {
    /// Its path from the root of the repository.
    public let path: String
    /// What it was; nil where it is new.
    public let old: ObjectID?
    /// What it becomes; nil where it goes.
    public let new: ObjectID?

    /// Whether the submission adds it.
    public var isNew: Bool { old == nil }
    /// Whether the submission removes it.
    public var isGone: Bool { new == nil }
  }

  /// Where it stands.
  public let state: ReviewState
  /// What it waits for.
  public let waits: [Wait]
  /// The files that it changes, in the order of their paths.
  public let files: [File]
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
    let files = (content?.changes ?? []).map {
      ReviewPage.File(path: $0.path.description, old: $0.old?.id, new: $0.new?.id)
    }
    return ReviewPage(
      state: view.state, waits: view.authority.waits(of: view.state),
      files: files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, head: content?.head,
      disputes: view.state.phase.isOpen ? try disputes(of: view) : [])
  }

  private func disputes(of view: ReviewView) throws(ReviewError) -> [Dispute] {
    guard let content = view.content else { return [] }
    return try world { try MergePlan(content, onto: view.main, in: repository, clock: nil).disputes }
  }

  /// What a review waits for.
  public func waits(of state: ReviewState) throws(ReviewError) -> [Wait] {
    try authority(at: main()).waits(of: state)
  }
}
