import GitStore

/// The merges that publish reviews, along the first parents of the published branch.
///
/// Read as far back as somebody asks, and remembered.
final class MergeIndex {
  private let repository: Repository
  private let publications: KnownPublications
  private var next: ObjectID?
  private var merges: [ObjectID: [(commit: ObjectID, review: ReviewID)]] = [:]
  private var passed: Set<ObjectID> = []

  init(_ repository: consuming Repository, main: ObjectID, _ publications: KnownPublications) {
    self.repository = repository
    self.publications = publications
    next = main
  }

  /// The merge that publishes `head` for `review`, which left the published branch at `base`.
  func merge(of head: ObjectID, for review: ReviewID, since base: ObjectID) throws(GitStoreError) -> ObjectID?
  {
    while !passed.contains(base), let id = next {
      let commit = try repository.commit(id)
      passed.insert(id)
      if let publication = publications.publication(commit) {
        merges[publication.content.head, default: []].append((id, publication.review))
      }
      next = commit.parents.first
    }
    return merges[head]?.first { $0.review == review }?.commit
  }
}

/// What commits say of the reviews that they publish; remembered, since an audit comes back to each of them.
final class KnownPublications {
  private var known: [ObjectID: Publication?] = [:]

  /// What a commit says; nil where it publishes none.
  func publication(_ commit: Commit) -> Publication? {
    if let publication = known[commit.id] { return publication }
    let publication = Publication(commit)
    known[commit.id] = .some(publication)
    return publication
  }
}
