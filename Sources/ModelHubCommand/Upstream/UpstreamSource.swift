import Catalog
import FileTrees
import GitHubClient
import GitStore
import Upstream

/// An upstream tree, the commit it is at, and the tree of the commit that the catalog was reconciled with.
struct UpstreamSource {
  let tree: UpstreamTree
  /// The commit; nil for a folder that is in no repository.
  let commit: String?
  /// The commit's day, in UTC.
  let day: String?
  /// Upstream at the commit of the lock; nil where that commit cannot be had.
  let base: UpstreamTree?

  /// Opens what the command line names, or else the repository that `hub.yaml` names, on GitHub.
  static func open(
    _ options: UpstreamOptions, _ catalog: CatalogReader, _ settings: HubSettings, _ lock: UpstreamLock?,
    _ console: Console
  ) throws -> UpstreamSource {
    let place = options.upstream ?? settings.upstream.repository
    if FolderTree(place).exists {
      do throws(GitStoreError) {
        _ = try Repository.open(at: place)
      } catch {
        guard error.code == .notARepository else { throw error }
        guard options.upstreamRef == nil else {
          throw CommandError("‘\(place)’ is no git repository, so it has no ‘\(options.upstreamRef ?? "")’.")
        }
        return UpstreamSource(tree: try UpstreamTree(FolderTree(place), prefix: place), commit: nil, day: nil, base: nil)
      }
      return try local(place, options.upstreamRef ?? "HEAD", lock)
    }
    guard place.split(separator: "/").count == 2, !place.hasPrefix("."), !place.hasPrefix("/") else {
      throw CommandError("There is no folder ‘\(place)’, and it is no repository as OWNER/REPO either.")
    }
    // Most files upstream are what the catalog makes of its entries: those need not be fetched.
    let cache = GitHubTree.Cache()
    let (folders, _) = try catalog.index(settings.layout)
    for folder in folders { if let entry = try catalog.entry(folder).0 { try cache.offer(entry.upstreamText) } }
    return try onGitHub(place, options.upstreamRef ?? settings.upstream.branch, lock, cache, console)
  }

  private static func local(
    _ place: String, _ ref: String, _ lock: UpstreamLock?
  ) throws -> UpstreamSource {
    let repository = try Repository.open(at: place)
    let commit = try repository.resolve(ref).commit
    let base = try lock.flatMap { lock -> UpstreamTree? in
      guard let id = ObjectID(hex: lock.commit), repository.contains(id) else { return nil }
      return try UpstreamTree(GitTree(Repository.open(at: place), revision: lock.commit), prefix: place)
    }
    let day = CalendarDate(secondsSince1970: Int(try repository.commit(commit).committer.seconds))
    let tree = try UpstreamTree(GitTree(repository, revision: commit.hex), prefix: place)
    return UpstreamSource(tree: tree, commit: commit.hex, day: day.description, base: base)
  }

  private static func onGitHub(
    _ repository: String, _ ref: String, _ lock: UpstreamLock?, _ cache: GitHubTree.Cache, _ console: Console
  ) throws -> UpstreamSource {
    let github = try GitHubAccess(console).github
    let isCommit = ref.utf8.count == 40 && ref.allSatisfy(\.isHexDigit)
    guard let commit = isCommit ? ref : try github.head(of: ref, in: repository) else {
      throw CommandError("\(repository) has no branch ‘\(ref)’ on GitHub.")
    }
    let files = try GitHubTree(github, repository, commit: commit, cache: cache)
    let tree = try UpstreamTree(files, prefix: repository)
    var base: UpstreamTree?
    if let lock, lock.repository.lowercased() == repository.lowercased() {
      do throws(GitHubError) {
        let locked = try GitHubTree(github, repository, commit: lock.commit, cache: cache)
        base = try? UpstreamTree(locked, prefix: repository)
      } catch {
        guard error.code == .notFound || error.code == .conflict else { throw error }
      }
    }
    return UpstreamSource(tree: tree, commit: commit, day: files.commit.day, base: base)
  }
}

/// GitHub, by the token that counts.
struct GitHubAccess {
  let github: GitHub
  /// Where the token was found; nil without one.
  let source: TokenSource?

  init(_ console: Console) throws {
    let address = environmentVariable("GITHUB_API_URL") ?? GitHub.standardAddress
    let found = try TokenSearch(environment: processEnvironment()).find(for: Self.host(of: address))
    source = found?.source
    github = try GitHub(address, token: found?.token, transport: CurlTransport(), waiter: .system)
    github.onWait = { console.say($0) }
  }

  /// The host that tokens are kept under.
  static func host(of address: String) -> String {
    let rest = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
    let host = String(rest.prefix { $0 != ":" })
    return host == "api.github.com" || host.isEmpty ? "github.com" : host
  }
}
