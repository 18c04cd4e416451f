public import Catalog
public import GitStore

/// How a catalog came to be what it is: the changes of its entries, newest first.
public struct Timeline: Sendable {
  /// The changes.
  public let changes: [EntryChange]
  /// Whether that is all of the history, rather than its newer part.
  public let isComplete: Bool

  /// Takes changes, newest first.
  public init(_ changes: [EntryChange] = [], isComplete: Bool = true) {
    self.changes = changes
    self.isComplete = isComplete
  }
}

/// How much of a history is read.
public struct TimelineLimits: Sendable {
  /// How many commits.
  public var commits = 20_000
  /// How many changes of entries.
  public var changes = 20_000
  /// How many changed files, whether they become changes or not.
  public var files = 200_000

  /// The usual limits.
  public init() {}
}

/// For whom a history is told: what they may see of the catalog of today.
public struct TimelineView {
  /// What an entry of today is to the readers.
  public enum Sight: Sendable {
    /// There is an entry of that name, and they may see it.
    case shown
    /// There is one, and they may not know.
    case hidden
    /// There is none.
    case absent
  }

  let sight: (EntryFolder) -> Sight
  let shows: (Entry) -> Bool
  let author: (String) -> String?

  /// Tells for whom: `sight` says what a name is today, `shows` whether an earlier version of an entry was one
  /// that readers may see, `author` who has a mail address.
  public init(
    sight: @escaping (EntryFolder) -> Sight, shows: @escaping (Entry) -> Bool,
    author: @escaping (String) -> String?
  ) {
    (self.sight, self.shows, self.author) = (sight, shows, author)
  }
}

extension Timeline {
  /// Reads a history by one walk from `tip` along first parents; `folder` is the catalog's.
  ///
  /// The work grows with what changed: folders that two commits share are not read, and only entries that a commit
  /// changes are parsed. Of what readers may not see today, or could not have seen then, nothing is told.
  public init(
    of repository: borrowing Repository, from tip: ObjectID, folder: String, layout: CatalogLayout,
    for view: TimelineView, limits: TimelineLimits = TimelineLimits()
  ) throws(GitStoreError) {
    var walk = TimelineWalk(folder, layout, view, limits)
    var history = try repository.history(from: [tip], firstParentOnly: true)
    while walk.wantsMore, let commit = try history.next() { try walk.take(commit, of: repository) }
    self.init(walk.changes, isComplete: walk.wantsMore)
  }
}
