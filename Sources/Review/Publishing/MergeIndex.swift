import GitStore

/// The merges that publish reviews, along the first parents of the published branch.
///
/// Read as far back as somebody asks, and remembered.
final class MergeIndex {
  private let repository: Repository
  private var next: ObjectID?
  private var merges: [ObjectID: [(commit: ObjectID, review: ReviewID)]] = [:]
  private var passed: Set<ObjectID> = []

  init(_ repository: consuming Repository, main: ObjectID) {
    self.repository = repository
    next = main
  }

  /// The merge that publishes `head` for `review`, which left the published branch at `base`.
  func merge(of head: ObjectID, for review: ReviewID, since base: ObjectID) throws(GitStoreError) -> ObjectID?
  {
    while !passed.contains(base), let id = next {
      let commit = try repository.commit(id)
      passed.insert(id)
      if let publication = Publication(commit) {
        merges[publication.content.head, default: []].append((id, publication.review))
      }
      next = commit.parents.first
    }
    return merges[head]?.first { $0.review == review }?.commit
  }
}
