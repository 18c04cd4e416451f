public import GitStore

extension Registry {
  /// Where a review stands, now.
  public func state(_ id: ReviewID) throws(ReviewError) -> ReviewState {
    try look(at: id).state
  }

  /// A review with all that its state was made of.
  func look(at id: ReviewID) throws(ReviewError) -> ReviewView {
    if let objection = distrusted[id] { throw ReviewError(refusing: [objection]) }
    let main = try main()
    return try look(at: id, log: log(id), head: head(id), main: main, authority: authority(at: main))
  }

  func look(
    at id: ReviewID, log: ReviewLog, head: ObjectID?, main: ObjectID, authority: Authority
  ) throws(ReviewError) -> ReviewView {
    let announced = log.entries.last { $0.event?.deed.proposal != nil }?.event?.deed.proposal
    let facts = PublicationFacts(merges: try merges(of: log, head: head, main: main))
    guard let head = head ?? announced?.content.head else {
      let state = ReviewState(log, under: authority, branch: nil, publications: facts)
      return ReviewView(state: state, log: log, main: main, authority: authority, content: nil)
    }
    let isMerged = facts.merges[head] != nil
    let content = isMerged ? nil : try knownContent(of: head, main: main, authority: authority)
    let proposed = try content.map { content throws(ReviewError) in
      try proposedAuthority(of: content, authority)
    }
    let branch = BranchFacts(head: head, digest: content?.digest, subjects: content?.scope.subjects)
    let state = ReviewState(
      log, under: authority, branch: branch, publications: facts, proposed: proposed ?? nil)
    return ReviewView(state: state, log: log, main: main, authority: authority, content: content)
  }

  /// The content of a head; nil where its commits are gone, as after an end long ago.
  private func knownContent(
    of head: ObjectID, main: ObjectID, authority: Authority
  ) throws(ReviewError) -> SubmissionContent? {
    guard repository.contains(head) else { return nil }
    return try content(of: head, against: main, under: authority)
  }

  /// What the settings and people would be, where the submission changes them.
  private func proposedAuthority(
    of content: SubmissionContent, _ authority: Authority
  ) throws(ReviewError) -> Authority? {
    let changesRules = content.scope.subjects.contains { subject in
      switch subject {
      case .person, .file: true
      case .entry, .upstreamLock: false
      }
    }
    return changesRules ? try self.authority(at: content.head) : nil
  }

  /// The merges on the published branch that publish heads of a log.
  ///
  /// Events name the merges of earlier rounds; one that no event records yet is looked for, back to where
  /// the head left the published branch.
  func merges(
    of log: ReviewLog, head: ObjectID?, main: ObjectID
  ) throws(ReviewError) -> [ObjectID: ObjectID] {
    try world {
      var found: [ObjectID: ObjectID] = [:]
      for case .publish(let content, let merge)? in log.entries.map({ $0.event?.deed }) {
        if try isPublished(content.head, by: merge, of: log.id, on: main) { found[content.head] = merge }
      }
      let announced = log.entries.compactMap { $0.event?.deed.proposal }.map { ($0.content.head, $0.base) }
      var open = announced.last.map { [$0] } ?? []
      if let head, head != announced.last?.0, repository.contains(head), let base = announced.last?.1 {
        open.append((head, base))
      }
      for (head, base) in open where found[head] == nil {
        found[head] = try mergeIndex(main).merge(of: head, for: log.id, since: base)
      }
      return found
    }
  }

  private func isPublished(
    _ head: ObjectID, by merge: ObjectID, of review: ReviewID, on main: ObjectID
  ) throws -> Bool {
    guard repository.contains(merge),
      let publication = publications.publication(try repository.commit(merge)),
      publication.review == review,
      publication.content.head == head
    else { return false }
    return try line(through: main).holds(merge, at: main)
  }
}

/// A review as it stands, with what its state was made of.
struct ReviewView {
  let state: ReviewState
  let log: ReviewLog
  let main: ObjectID
  let authority: Authority
  /// What its head changes; nil where there is no head, or it was merged.
  let content: SubmissionContent?
}

extension Registry {
  /// The commit that a person named.
  public func commit(named name: String) throws(ReviewError) -> ObjectID {
    try world { try repository.resolve(name).commit }
  }

  /// The commits that a person named as `A..B`, or the last one.
  public func range(named text: String) throws(ReviewError) -> RevisionRange {
    try world { try repository.resolveRange(text) }
  }

  /// The work tree in which the published branch itself is checked out; nil where it is not.
  public func workTreeOnPublishedBranch() throws(ReviewError) -> String? {
    try world { try repository.head().branch == references.homeMain ? repository.workTree : nil }
  }

  /// The paths of the files that a review changes.
  public func files(of id: ReviewID) throws(ReviewError) -> [String] {
    guard let content = try look(at: id).content else { return [] }
    return content.changes.map(\.path.description)
  }
}
