import Catalog
import FileTrees
import GitHubClient
import GitStore
import Upstream

/// An upstream tree, the commit it is at, and the tree of the commit that the catalog was reconciled with.
struct UpstreamSource {
  let tree: UpstreamTree
  /// The commit; nil for a folder that is in no repository.
  var commit: String?
  /// The commit's day, in UTC.
  var day: String?
  /// Upstream at the commit of the lock; nil where that commit cannot be had.
  var base: UpstreamTree?
  /// Why there is no base, where there should be one.
  var absence: String?

  /// Opens what the command line names, or else the repository that `hub.yaml` names, on GitHub.
  static func open(
    _ options: UpstreamOptions, _ catalog: CatalogReader, _ settings: HubSettings, _ lock: UpstreamLock?,
    _ console: Console
  ) throws -> UpstreamSource {
    let place = options.upstream ?? settings.upstream.repository
    if FolderTree(place).exists {
      if try hasRepository(place) { return try local(place, options.upstreamRef ?? "HEAD", lock) }
      guard options.upstreamRef == nil else {
        throw CommandError("‘\(place)’ is no git repository, so it has no ‘\(options.upstreamRef ?? "")’.")
      }
      var source = UpstreamSource(tree: try UpstreamTree(FolderTree(place), prefix: place))
      source.absence =
        "‘\(place)’ is no git repository, so the state that both sides come from cannot be read."
      return source
    }
    guard place.split(separator: "/").count == 2, !place.hasPrefix("."), !place.hasPrefix("/") else {
      throw CommandError("There is no folder ‘\(place)’, and it is no repository as OWNER/REPO either.")
    }
    let cache = try cache(for: catalog, settings)
    return try onGitHub(place, options.upstreamRef ?? settings.upstream.branch, lock, cache, console)
  }

  private static func hasRepository(_ place: String) throws(GitStoreError) -> Bool {
    do {
      _ = try Repository.open(at: place)
      return true
    } catch {
      guard error.code == .notARepository else { throw error }
      return false
    }
  }

  // MARK: A repository on this machine

  private static func local(
    _ place: String, _ ref: String, _ lock: UpstreamLock?
  ) throws -> UpstreamSource {
    let repository = try Repository.open(at: place)
    let commit = try repository.resolve(ref).commit
    let tree = try UpstreamTree(GitTree(repository.shared(), revision: commit.hex), prefix: place)
    var source = UpstreamSource(tree: tree, commit: commit.hex)
    source.day =
      CalendarDate(secondsSince1970: Int(try repository.commit(commit).committer.seconds)).description
    guard let lock else { return source.withoutLock() }
    if let id = ObjectID(hex: lock.commit), repository.contains(id) {
      source.base = try UpstreamTree(GitTree(repository.shared(), revision: lock.commit), prefix: place)
    } else {
      source.absence =
        "‘\(place)’ lacks commit \(lock.commit.prefix(12)) of \(UpstreamLock.path); fetch there."
    }
    return source
  }

  private func withoutLock() -> UpstreamSource {
    var source = self
    source.absence =
      "There is no \(UpstreamLock.path), so nothing tells who changed what. `modelhub upstream pull` writes it."
    return source
  }

  // MARK: A repository on GitHub

  private static func onGitHub(
    _ repository: String, _ ref: String, _ lock: UpstreamLock?, _ cache: GitHubTree.Cache, _ console: Console
  ) throws -> UpstreamSource {
    let github = try GitHubAccess(console).github
    let isCommit = ref.utf8.count == 40 && ref.allSatisfy(\.isHexDigit)
    guard let commit = isCommit ? ref : try github.head(of: ref, in: repository) else {
      throw CommandError("\(repository) has no branch ‘\(ref)’ on GitHub, or there is no such repository.")
    }
    let files = try GitHubTree(github, repository, commit: commit, cache: cache)
    var source = UpstreamSource(tree: try UpstreamTree(files, prefix: repository), commit: commit)
    source.day = files.commit.day
    guard let lock else { return source.withoutLock() }
    if let locked = try find(lock.commit, github, repository, cache) {
      source.base = try UpstreamTree(locked, prefix: repository)
    } else {
      source.absence = "\(repository) lacks commit \(lock.commit.prefix(12)) of \(UpstreamLock.path)."
    }
    return source
  }

  private static func find(
    _ commit: String, _ github: GitHub, _ repository: String, _ cache: GitHubTree.Cache
  ) throws(GitHubError) -> GitHubTree? {
    do {
      return try GitHubTree(github, repository, commit: commit, cache: cache)
    } catch {
      guard error.code == .notFound || error.code == .conflict else { throw error }
      return nil
    }
  }

  /// Most files upstream are what the catalog makes of its entries: those need not be fetched.
  private static func cache(for catalog: CatalogReader, _ settings: HubSettings) throws -> GitHubTree.Cache {
    let cache = GitHubTree.Cache()
    for folder in try catalog.index(settings.layout).0 {
      if let entry = try catalog.entry(folder).0 { try cache.offer(entry.upstreamText) }
    }
    return cache
  }
}
