import Catalog
import ChildProcesses
import FileTrees
import GitHubClient
import GitStore
import Upstream

/// What git knows of the catalog's changes, up to the commit that a command takes the catalog from.
final class CatalogHistory {
  /// The commit that the catalog is taken from.
  let tip: String
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
    let published = try Self.first(
      of: ["refs/remotes/origin/\(branch)", "refs/heads/\(branch)"], in: repository)
    let asked = try ref.map { ref in try repository.resolve(ref).commit }
    guard let tip = try asked ?? published ?? Self.first(of: ["HEAD"], in: repository) else { return nil }
    self.tip = tip.hex
    isPublished = try published.map { try $0 == tip || repository.isAncestor(tip, of: $0) } ?? false
  }

  private static func repository(around location: CatalogLocation) throws(GitStoreError) -> Repository? {
    do throws(GitStoreError) {
      return try Repository.discover(from: FolderTree(location.path).exists ? location.path : ".")
    } catch {
      guard error.code == .notARepository else { throw error }
      return nil
    }
  }

  private static func first(
    of names: [String], in repository: borrowing Repository
  ) throws(GitStoreError) -> ObjectID? {
    for name in names {
      do throws(GitStoreError) { return try repository.resolve(name).commit } catch {
        guard error.code == .notFound || error.code == .unbornBranch else { throw error }
      }
    }
    return nil
  }

  // MARK: Changes

  /// The last change of an entry; nil where history does not reach back to it.
  func change(of path: String) throws -> Change? {
    if let known = changes[path] { return known }
    let format = "--format=%H%n%ct%n%an%n%B"
    let words = ["log", "-1", "--first-parent", "-m", format, tip, "--", spot(path)]
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

  /// The entries that were offered once and are gone, by policy as it is now: those of tombstones, and those that went
  /// since the lock was last written.
  ///
  /// What was private when it went is not among them: its removal would give its name away.
  func removed(_ now: CatalogReader, _ settings: HubSettings) throws -> Set<String> {
    let offers = settings.upstream.offers
    var found: Set<String> = []
    let lock = folder.appendingPath(UpstreamLock.path)
    if let reconciled = try git(["log", "-1", "--first-parent", "-m", "--format=%H", tip, "--", spot(lock)]) {
      let earlier = try location.reader(ref: reconciled)
      found = try UpstreamComparison.removed(from: earlier, to: now, settings.layout, offered: offers)
    }
    let buried = try now.tombstones().0.compactMap { tombstone -> EntryFolder? in
      guard let type = tombstone.type?.value, let name = tombstone.name?.value else { return nil }
      return EntryFolder(type: type, name: name, layout: settings.layout)
    }
    for entry in buried where !found.contains(entry.id) {
      guard let last = try lastCommit(with: entry) else { continue }
      if let entry = try location.reader(ref: last).entry(entry).0, offers(entry) {
        found.insert(entry.folder.id)
      }
    }
    return found
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
      "git", arguments, environment: TokenSearch.withoutTokens(Environment.all), folder: workFolder)
    let done = try command.run()
    guard done.status.isSuccess else {
      throw CommandError("Git cannot tell the catalog's history: \(done.errorText.prefix(300))")
    }
    let text = String(done.outputText.reversed().drop { $0.isNewline }.reversed())
    return text.isEmpty ? nil : text
  }
}
