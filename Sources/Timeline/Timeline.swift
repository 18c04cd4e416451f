public import Catalog
public import GitStore

/// How a catalog came to be what it is: the changes of its entries, newest first.
public struct Timeline: Sendable {
  /// The changes.
  public let changes: [EntryChange]
  /// Whether that is all of the history, rather than its newer part.
  public let isComplete: Bool
  /// What it was read from; nothing where it was made otherwise.
  public let source: Source?
  /// How many of the changes, the newest, are not those of the history that it goes on from; nothing where it goes on
  /// from none.
  public let newer: Int?

  /// What a history was read from.
  public struct Source: Equatable, Sendable {
    /// The commit at its end, in hexadecimal digits.
    public let tip: String
    /// How many commits it has.
    public let commits: Int
    /// How many files they change.
    public let files: Int
    /// The ids of the entries that they change and of which nothing is told, sorted.
    public let silent: [String]

    /// Describes what was read.
    public init(tip: String, commits: Int, files: Int, silent: [String] = []) {
      (self.tip, self.commits, self.files, self.silent) = (tip, commits, files, silent)
    }
  }

  /// Takes changes, newest first.
  public init(
    _ changes: [EntryChange] = [], isComplete: Bool = true, source: Source? = nil, newer: Int? = nil
  ) {
    (self.changes, self.isComplete, self.source) = (changes, isComplete, source)
    self.newer = newer
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
    // A part of a history is not gone on from.
    guard walk.wantsMore else {
      self.init(walk.changes, isComplete: false)
      return
    }
    let source = Source(
      tip: "\(tip)", commits: limits.commits - walk.limits.commits, files: limits.files - walk.limits.files,
      silent: walk.silent.sorted())
    self.init(walk.changes, source: source)
  }

  /// How many commits are added to a history at most; beyond, it is read anew.
  private static let mostNewCommits = 1000

  /// The history up to another tip, of which only what is newer is read; nothing where it takes a walk over all.
  ///
  /// That is so where the old tip is not among its commits, where the old history is not complete, and where what is
  /// newer says of an entry that readers could not see it at the old tip, which has a history before. The old one has to
  /// be for the same view, or for one that differs in what ``holds(afterComing:)`` allows.
  public func continued(
    to tip: ObjectID, in repository: borrowing Repository, folder: String, layout: CatalogLayout,
    for view: TimelineView, limits: TimelineLimits = TimelineLimits()
  ) throws(GitStoreError) -> Timeline? {
    guard isComplete, let source else { return nil }
    var newer: [Commit] = []
    var history = try repository.history(from: [tip], firstParentOnly: true)
    var isFound = false
    while !isFound, newer.count <= Self.mostNewCommits, let commit = try history.next() {
      isFound = "\(commit.id)" == source.tip
      if !isFound { newer.append(commit) }
    }
    guard isFound else { return nil }
    var rest = limits
    rest.commits -= source.commits
    rest.files -= source.files
    rest.changes -= changes.count
    guard rest.commits > 0, rest.files > 0, rest.changes > 0 else { return nil }
    var walk = TimelineWalk(folder, layout, view, rest)
    for commit in newer where walk.wantsMore { try walk.take(commit, of: repository) }
    let met = Set(changes.map(\.id)).union(source.silent)
    guard walk.wantsMore, walk.unsettled.isDisjoint(with: met) else { return nil }
    let told = Set(walk.changes.map(\.id))
    return Timeline(
      walk.changes + changes,
      source: Source(
        tip: "\(tip)", commits: limits.commits - walk.limits.commits,
        files: limits.files - walk.limits.files,
        silent: walk.silent.union(source.silent).subtracting(told).subtracting(changes.map(\.id)).sorted()),
      newer: walk.changes.count)
  }

  /// Whether the history says what it said when entries of some names, which were not there, have come.
  public func holds(afterComing names: Set<String>) -> Bool {
    guard let source, !names.isEmpty else { return names.isEmpty }
    let silent = source.silent.contains { id in names.contains { id.hasSuffix("/" + $0) } }
    // What replaces an entry is named only to who may see that one.
    return !silent
      && !changes.contains { change in
        names.contains(change.name) || change.fields.contains { $0.path.hasSuffix("replaced_by") }
      }
  }
}
