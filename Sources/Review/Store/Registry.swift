import Catalog
import FileTrees
public import GitStore

/// A repository as the place of a catalog and its reviews.
///
/// All reading goes through here, and remembers what cannot change: objects never do. A value belongs to
/// one thread.
public final class Registry {
  let repository: Repository
  /// The catalog's folder below the root of the repository; empty where it is the root.
  public let folder: String
  /// The branch that holds the published catalog.
  public let branch: String
  /// Where its reviews live.
  public let home: ReviewHome
  let references: ReviewReferences
  let publications = KnownPublications()
  /// How the remote is reached.
  let access: RemoteAccess
  /// Reviews whose logs at the remote are not believed, and why.
  var distrusted: [ReviewID: Objection] = [:]

  private var authorities: [AuthoritySource: Authority] = [:]
  private var contents: [ContentSource: SubmissionContent] = [:]

  private var pretended: [String: ObjectID?] = [:]
  private var index: (main: ObjectID, merges: MergeIndex)?
  private var line: PublishedLine?
  private var logs: [ReviewID: (tip: ObjectID, log: ReviewLog)] = [:]

  private struct AuthoritySource: Hashable {
    let settings: ObjectID?
    let people: ObjectID?
  }

  private struct ContentSource: Hashable {
    let base: ObjectID
    let head: ObjectID
    let layout: CatalogLayout
  }

  /// Looks at a repository.
  public init(
    _ repository: consuming Repository, folder: String = "catalog", branch: String = "main",
    home: ReviewHome = .here, access: RemoteAccess = RemoteAccess()
  ) {
    self.repository = repository
    (self.folder, self.branch, self.home, self.access) = (folder, branch, home, access)
    references = ReviewReferences(home, branch: branch)
  }

  /// Reads a reference as if it held this, as it will when a push is accepted.
  func pretend(_ name: String, is target: ObjectID?) { pretended[name] = .some(target) }

  func target(_ name: String) throws(ReviewError) -> ObjectID? {
    if let pretended = pretended[name] { return pretended }
    return try world { try repository.reference(name) }
  }

  // MARK: The published branch

  /// The tip of the published branch.
  public func main() throws(ReviewError) -> ObjectID {
    guard let tip = try target(references.main) else {
      throw ReviewError(
        .notFound,
        "There is no branch ‘\(branch)’ yet. Commit the catalog first, or name the branch in `modelhub.branch`."
      )
    }
    return tip
  }

  /// Who may do what, as a commit has it.
  public func authority(at commit: ObjectID) throws(ReviewError) -> Authority {
    try authority(inTree: world { try repository.commit(commit).tree })
  }

  func authority(inTree tree: ObjectID) throws(ReviewError) -> Authority {
    try world {
      let root = try repository.entry(at: TreePath(folder), in: tree)?.id ?? .emptyTree
      let folderTree = try repository.tree(root)
      let source = AuthoritySource(
        settings: folderTree.entry(named: Array("hub.yaml".utf8))?.id,
        people: folderTree.entry(named: Array("people".utf8))?.id)
      if let known = authorities[source] { return known }
      let files = try GitTree(repository.shared(), tree: root)
      let authority = try Authority(CatalogReader(files), folder: folder)
      authorities[source] = authority
      return authority
    }
  }

  /// The folder of the checked-out files; nil in a bare repository.
  public var workTree: String? { repository.workTree }

  // MARK: Reviews

  /// The ids of all reviews that have a log, sorted.
  public func loggedReviews() throws(ReviewError) -> [ReviewID] { try reviews(under: references.logs) }

  /// The ids of all reviews that have a branch, sorted.
  public func branchedReviews() throws(ReviewError) -> [ReviewID] { try reviews(under: references.branches) }

  private func reviews(under prefix: String) throws(ReviewError) -> [ReviewID] {
    try tips(under: prefix).keys.sorted()
  }

  /// What the references of all reviews hold at this moment: their branches, or their logs.
  func tips(under prefix: String) throws(ReviewError) -> [ReviewID: ObjectID] {
    var tips: [ReviewID: ObjectID] = [:]
    for reference in try world({ try repository.references(under: prefix) }) {
      guard let id = ReviewID(reference.name.dropFirst(prefix.count)) else { continue }
      tips[id] = pretended[reference.name] ?? reference.target
    }
    return tips
  }

  /// The newest event of a review.
  func logTip(_ id: ReviewID) throws(ReviewError) -> ObjectID? {
    try target(references.log(id))
  }

  /// The head of a review's branch.
  func head(_ id: ReviewID) throws(ReviewError) -> ObjectID? {
    try target(references.branch(id))
  }

  /// The log of a review; empty where it has none.
  public func log(_ id: ReviewID) throws(ReviewError) -> ReviewLog {
    try log(id, endingAt: logTip(id))
  }

  func log(_ id: ReviewID, endingAt tip: ObjectID?) throws(ReviewError) -> ReviewLog {
    guard let tip else { return ReviewLog(id: id, entries: []) }
    if let known = logs[id], known.tip == tip { return known.log }
    let log = try world { try repository.log(id, endingAt: tip) }
    logs[id] = (tip, log)
    return log
  }

  /// The line of first parents that a published commit is on.
  func line(through main: ObjectID) throws(GitStoreError) -> PublishedLine {
    if let line, try line.holds(main) { return line }
    return startLine(at: main)
  }

  /// Begins the line at a commit: what is older is found on it.
  ///
  /// `commits` are the newest of it, if they are known.
  @discardableResult
  func startLine(at tip: ObjectID, knowing commits: [ObjectID] = []) -> PublishedLine {
    let line = PublishedLine(repository.shared(), endingAt: tip, knowing: commits)
    self.line = line
    return line
  }

  /// The merges of the published branch.
  func mergeIndex(_ main: ObjectID) -> MergeIndex {
    if let index, index.main == main { return index.merges }
    let merges = MergeIndex(repository.shared(), main: main, publications)
    index = (main, merges)
    return merges
  }

  // MARK: Content

  /// What a head changes, counted from where it left the published branch.
  func content(of head: ObjectID, against main: ObjectID, under authority: Authority) throws(ReviewError)
    -> SubmissionContent
  {
    try content(of: head, from: base(of: head, against: main), under: authority)
  }

  func content(of head: ObjectID, from base: ObjectID, under authority: Authority) throws(ReviewError)
    -> SubmissionContent
  {
    let source = ContentSource(base: base, head: head, layout: authority.layout)
    if let known = contents[source] { return known }
    let content = try world { try SubmissionContent(head, from: base, in: repository, under: authority) }
    contents[source] = content
    return content
  }

  /// Where a head left the published branch.
  ///
  /// Where histories crossed there are several such places, and the lowest name decides: it must be the same
  /// in every clone, and any of them makes a sound merge.
  func base(of head: ObjectID, against main: ObjectID) throws(ReviewError) -> ObjectID {
    guard let base = try world({ try repository.mergeBases(main, head) }).min() else {
      throw ReviewError(
        .unapprovedHead,
        "The submission \(head.short) shares no history with the published branch. Start from it.")
    }
    return base
  }
}
