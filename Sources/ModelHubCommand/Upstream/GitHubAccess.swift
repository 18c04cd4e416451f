import GitHubClient

/// GitHub, by the token that counts.
struct GitHubAccess {
  let github: GitHub
  /// Where the token was found; nil without one.
  let source: TokenSource?

  /// Where GitHub's API is.
  static var address: String { environmentVariable("GITHUB_API_URL") ?? GitHub.standardAddress }

  init(_ console: Console) throws {
    let address = Self.address
    let found = try TokenSearch(environment: Environment.all).find(for: Self.host(of: address))
    source = found?.source
    var policy = RetryPolicy()
    // A token helps sooner than waiting for the next hour.
    if source == nil { policy.longestRateLimit = 60 }
    github = try GitHub(
      address, token: found?.token, transport: CurlTransport(), policy: policy, waiter: .system)
    github.onWait = { console.say($0) }
  }

  /// The host that tokens are kept under.
  static func host(of address: String) -> String {
    let rest = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
    let host = String(rest.prefix { $0 != ":" })
    return host == "api.github.com" || host.isEmpty ? "github.com" : host
  }
}
