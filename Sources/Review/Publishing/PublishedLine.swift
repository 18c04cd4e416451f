import GitStore

/// The commits that were the tip of the published branch, one after the other: its line of first parents.
///
/// Read as far back as somebody asks, and remembered, so that an audit walks it once and not once a commit.
final class PublishedLine {
  private let repository: Repository
  private var next: ObjectID?
  /// How many steps each is behind the newest.
  private var places: [ObjectID: Int] = [:]

  /// Starts at the tip; `commits` are the newest on the line, the newest first, if somebody knows them.
  init(_ repository: consuming Repository, endingAt tip: ObjectID, knowing commits: [ObjectID] = []) {
    self.repository = repository
    next = tip
    // The oldest of them is read again, for what comes before it.
    for commit in commits.dropLast() { places[commit] = places.count }
    if let last = commits.last { next = last }
  }

  /// Whether a commit is on the line.
  func holds(_ commit: ObjectID) throws(GitStoreError) -> Bool { try place(of: commit) != nil }

  /// Whether `commit` was published when `main` was the tip.
  func holds(_ commit: ObjectID, at main: ObjectID) throws(GitStoreError) -> Bool {
    guard let end = try place(of: main), let place = try place(of: commit) else { return false }
    return place >= end
  }

  private func place(of commit: ObjectID) throws(GitStoreError) -> Int? {
    while places[commit] == nil, let id = next {
      places[id] = places.count
      next = try repository.commit(id).parents.first
    }
    return places[commit]
  }
}
