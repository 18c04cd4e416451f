public import Upstream

/// Who sends pull requests, and where their branches go.
public struct SenderIdentity: Sendable {
  /// The login of the token's owner.
  public let login: String
  /// The repository that holds the branches: upstream's own where the token may push to it, else a fork.
  public let headRepository: String
  /// Whether labels can be set.
  public let mayLabel: Bool

  /// The owner of the branches' repository.
  public var headOwner: String { headRepository.split(separator: "/").first.map(String.init) ?? login }

  /// Where the branches lie, as a plan takes it.
  public let head: HeadRepository

  static func find(_ github: GitHub, _ target: PlanTarget) throws(GitHubError) -> SenderIdentity {
    guard github.hasToken else {
      throw GitHubError(
        .unauthorized, "Sending takes a token. Set MODELHUB_GITHUB_TOKEN, or run `modelhub auth login`.")
    }
    let user = try github.user()
    guard let upstream = try github.repository(target.repository) else {
      throw GitHubError(
        .notFound, "There is no repository \(target.repository), or the token may not see it.")
    }
    try checkScopes(user)
    if upstream.canPush {
      return SenderIdentity(login: user.login, headRepository: upstream.name, mayLabel: true, head: .same)
    }
    let fork = try fork(of: upstream, for: user, github)
    try github.syncFork(fork.name, branch: target.branch)
    return SenderIdentity(
      login: user.login, headRepository: fork.name, mayLabel: false, head: .fork(owner: user.login))
  }

  /// A classic token says what it may do; the other kinds are found out by trying.
  private static func checkScopes(_ user: GitHubUser) throws(GitHubError) {
    guard let scopes = user.scopes, !scopes.contains("repo"), !scopes.contains("public_repo") else { return }
    let has = scopes.isEmpty ? "no scope" : "only \(scopes.joined(separator: ", "))"
    throw GitHubError(
      .forbidden,
      "The token of \(user.login) has \(has), and pull requests take ‘public_repo’ or ‘repo’. Nothing was written; "
        + "make a token with that scope and run `modelhub auth login`.")
  }

  private static func fork(
    of upstream: GitHubRepository, for user: GitHubUser, _ github: GitHub
  ) throws(GitHubError) -> GitHubRepository {
    let name = upstream.name.split(separator: "/").last.map(String.init) ?? ""
    if let known = try github.repository("\(user.login)/\(name)"), known.parent == upstream.name {
      return known
    }
    let made = try github.fork(upstream.name)
    // GitHub makes forks in the background.
    for _ in 0..<30 {
      if let fork = try github.repository(made.name),
        try github.head(of: fork.defaultBranch, in: fork.name) != nil
      {
        return fork
      }
      github.pause(milliseconds: 2000)
    }
    throw GitHubError(
      .unavailable, "The fork \(made.name) is not there yet. Run the command again in a few minutes.")
  }
}
