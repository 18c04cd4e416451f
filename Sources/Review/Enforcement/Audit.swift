public import GitStore

/// What an audit found of one commit of the published branch.
public struct AuditedCommit: Sendable {
  /// What the commit is.
  public enum Finding: Sendable {
    /// It publishes an approved and unaltered review.
    case publication(Publication)
    /// It leaves the catalog as it was.
    case elsewhere
    /// It is older than the first review, and taken on trust.
    case founding
    /// It changes the catalog and does not prove itself.
    case refused([Objection])
  }

  /// The commit.
  public let id: ObjectID
  /// Its first line.
  public let summary: String
  /// When it was made, in seconds since 1970.
  public let time: Int64
  /// What it is.
  public let finding: Finding
}

/// The audit of a stretch of the published branch.
public struct Audit: Sendable {
  /// The commits along the first parents, oldest first.
  public let commits: [AuditedCommit]

  /// The commits that do not prove themselves.
  public var refused: [AuditedCommit] {
    commits.filter { if case .refused = $0.finding { true } else { false } }
  }

  /// What was published on an admin's word alone.
  public var overrides: [Publication] {
    commits.compactMap { if case .publication(let publication) = $0.finding { publication } else { nil } }
      .filter { $0.overrider != nil }
  }

  /// How many commits publish reviews.
  public var publicationCount: Int {
    commits.count { if case .publication = $0.finding { true } else { false } }
  }

  /// How many commits are taken on trust.
  public var foundingCount: Int {
    commits.count { if case .founding = $0.finding { true } else { false } }
  }
}

extension Registry {
  /// Proves of each commit of the published branch that what it changes in the catalog went through a review.
  ///
  /// Without `from`, what came before the first review is taken on trust: somebody founded the registry. `told`
  /// is called with how many commits are done, of how many.
  public func audit(
    from: ObjectID? = nil, to: ObjectID? = nil, telling told: (Int, Int) -> Void = { _, _ in }
  ) throws(ReviewError) -> Audit {
    let tip = if let to { to } else { try main() }
    var audited: [AuditedCommit] = []
    var isFounding = from == nil
    let commits = try firstParents(from: from, to: tip)
    startLine(at: tip, knowing: commits.reversed())
    for id in commits {
      let commit = try world { try repository.commit(id) }
      if isFounding, publications.publication(commit) != nil { isFounding = false }
      audited.append(AuditedCommit(commit, isFounding ? .founding : try judge(commit)))
      told(audited.count, commits.count)
    }
    return Audit(commits: audited)
  }

  private func judge(_ commit: Commit) throws(ReviewError) -> AuditedCommit.Finding {
    let check = PublicationCheck(self)
    if let publication = publications.publication(commit) {
      let objections = try check.objections(to: commit)
      return objections.isEmpty ? .publication(publication) : .refused(objections)
    }
    guard try changesCatalog(commit) else { return .elsewhere }
    return .refused(try check.objections(to: commit))
  }

  /// Whether a commit's catalog is another than that of its first parent.
  private func changesCatalog(_ commit: Commit) throws(ReviewError) -> Bool {
    try world {
      let new = try repository.entry(at: TreePath(folder), in: commit.tree)
      guard let parent = commit.parents.first else { return new != nil }
      return try new?.id != repository.entry(at: TreePath(folder), in: repository.commit(parent).tree)?.id
    }
  }

  /// The commits after `from` up to `to` along the first parents, oldest first.
  func firstParents(from: ObjectID?, to: ObjectID) throws(ReviewError) -> [ObjectID] {
    try world {
      var commits: [ObjectID] = []
      var next: ObjectID? = to
      while let id = next, id != from {
        commits.append(id)
        next = try repository.commit(id).parents.first
      }
      if let from, next == nil {
        throw ReviewError(
          .mainRewritten, "\(from.short) is not among the first parents of \(to.short).")
      }
      return commits.reversed()
    }
  }
}

extension AuditedCommit {
  fileprivate init(_ commit: Commit, _ finding: Finding) {
    self.init(id: commit.id, summary: shown(commit.summary), time: commit.committer.seconds, finding: finding)
  }
}
