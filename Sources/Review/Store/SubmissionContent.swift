public import GitStore

/// What a submission changes, as its commits have it rather than as its submitter says.
public struct SubmissionContent: Sendable {
  /// The head.
  public let head: ObjectID
  /// The published commit that the changes are counted from.
  public let base: ObjectID
  /// The changed files, in git's order.
  public let changes: [TreeChange]
  /// What they touch, and which of them may not stand there.
  public let scope: SubmissionScope
  /// The digest of what they contain.
  public let digest: ContentDigest

  /// The most files that one submission may change.
  static let fileLimit = 200_000

  init(
    _ head: ObjectID, from base: ObjectID, in repository: borrowing Repository, under authority: Authority
  ) throws {
    (self.head, self.base) = (head, base)
    let (old, new) = (try repository.commit(base).tree, try repository.commit(head).tree)
    var diff = repository.diff(old, new, limit: Self.fileLimit)
    var changes: [TreeChange] = []
    while let change = try diff.next() { changes.append(change) }
    self.changes = changes
    scope = SubmissionScope(
      changes, under: authority,
      collisions: try NameCollisions.objections(to: changes, in: new, of: repository))
    digest = try Self.digest(of: changes, in: repository)
  }

  private static func digest(
    of changes: [TreeChange], in repository: borrowing Repository
  ) throws(GitStoreError) -> ContentDigest {
    var hasher = ContentHasher()
    for change in changes.sorted(by: { $0.path < $1.path }) {
      let content = try change.new.map { side throws(GitStoreError) in
        // Another repository's commit is refused elsewhere; here it only has to be told apart.
        side.mode.isBlob ? try repository.blob(side.id) : side.id.bytes
      }
      hasher.add(path: change.path.bytes, mode: change.new?.mode.rawValue ?? 0, content: content)
    }
    return hasher.finish()
  }

  /// The head with its digest.
  public var reviewed: ReviewedContent { ReviewedContent(head: head, digest: digest) }
}
