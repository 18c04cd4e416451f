import Catalog
import ChildProcesses
import FileTrees
import GitStore
import Upstream

/// What git knows of the catalog's changes, up to the commit that a command takes the catalog from.
final class CatalogHistory {
  /// The commit that the catalog is taken from.
  let tip: String
  /// How to name it: the branch it is the end of, or what was asked for.
  let name: String
  /// Whether that commit is on the published branch.
  let isPublished: Bool

  /// The last change of one path.
  struct Change {
    /// When it was made, in seconds since 1970.
    let time: Int
    /// Who stands behind it.
    let credit: Credit
  }

  private let location: CatalogLocation
  private let workFolder: String
  private let folder: String
  /// The registry's repository on the web.
  private let page: String?
  private var changes: [String: Change] = [:]

  /// Looks at a revision, or else at the published branch: the remote's, where there is a remote ‘origin’.
  ///
  /// Nil where the catalog is in no repository, or the repository has no commit yet.
  init?(_ location: CatalogLocation, ref: String?, _ settings: HubSettings) throws {
    guard let repository = try Self.repository(around: location) else { return nil }
    self.location = location
    page = settings.registry.repository
    folder = try location.folder(in: repository)
    workFolder = repository.workTree ?? repository.gitFolder
    let branch = settings.policy.branch
    // Publishing moves the remote's branch, and leaves the one of that name here as it is.
    let published = try Self.first(of: ["origin/\(branch)", branch], in: repository)
    let asked = try ref.map { ref in (ref, try repository.resolve(ref).commit) }
    guard let (name, tip) = try asked ?? published ?? Self.first(of: ["HEAD"], in: repository) else {
      return nil
    }
    (self.name, self.tip) = (name, tip.hex)
    isPublished = try published.map { try $0.1 == tip || repository.isAncestor(tip, of: $0.1) } ?? false
  }

  private static func repository(around location: CatalogLocation) throws(GitStoreError) -> Repository? {
    do throws(GitStoreError) {
      return try location.repository()
    } catch {
      guard error.code == .notARepository else { throw error }
      return nil
    }
  }

  private static func first(
    of names: [String], in repository: borrowing Repository
  ) throws(GitStoreError) -> (String, ObjectID)? {
    for name in names {
      do throws(GitStoreError) { return (name, try repository.resolve(name).commit) } catch {
        guard error.code == .notFound || error.code == .unbornBranch else { throw error }
      }
    }
    return nil
  }

  // MARK: Changes

  /// The last change of a path below the catalog; nil where history does not reach back to it.
  func change(of path: String) throws -> Change? {
    if let known = changes[path] { return known }
    let format = "--format=%H%n%ct%n%an%n%B"
    let words = ["log", "-1", "--first-parent", "-m", format, tip, "--", spot(folder.appendingPath(path))]
    guard let text = try git(words) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 3, let time = Int(lines[1]) else { return nil }
    var credit = Credit(submitter: String(lines[2]))
    if lines[3].hasPrefix("Publish ") {
      func values(_ key: String) -> [String] {
        lines.dropFirst(4).filter { $0.hasPrefix("\(key): ") }.map { String($0.dropFirst(key.count + 2)) }
      }
      credit.approvers = values("Approved-by")
      credit.review = page.map { $0 + "/commit/\(lines[0])" } ?? values("Review-Id").first
      if let head = values("Review-Head").first {
        credit.submitter = try git(["show", "-s", "--format=%an", head])
      }
    }
    let change = Change(time: time, credit: credit)
    changes[path] = change
    return change
  }

  // MARK: What is gone

  /// The entries that are gone and that policy offered when they went: those of tombstones, and those that went since
  /// the lock was last written.
  ///
  /// What was private when it went is not among them: its removal would give its name away.
  func removed(_ now: CatalogReader, _ settings: HubSettings) throws -> Set<String> {
    let left = Set(try now.index(settings.layout).0.map(\.id))
    var gone = try now.tombstones().0.compactMap { tombstone -> EntryFolder? in
      guard let type = tombstone.type?.value, let name = tombstone.name?.value else { return nil }
      return EntryFolder(type: type, name: name, layout: settings.layout)
    }
    let lock = spot(folder.appendingPath(UpstreamLock.path))
    if let earlier = try git(["log", "-1", "--first-parent", "-m", "--format=%H", tip, "--", lock]) {
      gone += try location.reader(ref: earlier).index(settings.layout).0
    }
    var removed: Set<String> = []
    for folder in gone where !left.contains(folder.id) && !removed.contains(folder.id) {
      guard let commit = try lastCommit(with: folder) else { continue }
      guard let entry = try location.reader(ref: commit).entry(folder).0 else { continue }
      if settings.upstream.offers(entry) { removed.insert(folder.id) }
    }
    return removed
  }

  /// The last commit that has an entry that is gone.
  private func lastCommit(with entry: EntryFolder) throws -> String? {
    let path = folder.appendingPath(entry.path)
    let words = [
      "log", "-1", "--first-parent", "-m", "--diff-filter=D", "--format=%H", tip, "--", spot(path),
    ]
    return try git(words).map { $0 + "^1" }
  }

  private func spot(_ path: String) -> String { ":(top,literal)\(path)" }

  /// What git prints, without the line breaks at its end; nil where that is nothing.
  private func git(_ arguments: [String]) throws -> String? {
    let command = Command(
      "git", arguments, environment: Environment.withoutTokens, folder: workFolder)
    let done = try command.run()
    guard done.status.isSuccess else {
      throw CommandError("Git cannot tell the catalog's history: \(done.errorText.prefix(300))")
    }
    let text = String(done.outputText.reversed().drop { $0.isNewline }.reversed())
    return text.isEmpty ? nil : text
  }
}
