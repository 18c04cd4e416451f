import Documents
import Upstream

/// Who a token belongs to.
public struct GitHubUser: Sendable {
  /// The login.
  public let login: String
  /// The scopes of a classic token; `nil` for kinds of tokens that have permissions instead.
  public let scopes: [String]?
}

/// A repository, as far as sending a pull request asks.
public struct GitHubRepository: Sendable {
  /// `owner/name`, as GitHub writes it.
  public let name: String
  /// Whether the token may push to it.
  public let canPush: Bool
  /// The branch that is shown first.
  public let defaultBranch: String
  /// The repository that this is a fork of, as `owner/name`.
  public let parent: String?

  init(_ node: Node) {
    name = node["full_name"]?.string ?? ""
    canPush = node["permissions"]?["push"]?.bool ?? false
    defaultBranch = node["default_branch"]?.string ?? "main"
    parent = node["parent"]?["full_name"]?.string
  }
}

/// A commit of a repository on GitHub.
public struct GitHubCommit: Sendable {
  /// Its id.
  public let id: String
  /// Its tree's id.
  public let tree: String
  /// Its parents' ids.
  public let parents: [String]
  /// Its message.
  public let message: String
  /// Its author's name and address.
  public let author: (name: String, email: String)
  /// The day on which it was made, in UTC: `2026-11-24`.
  public let day: String?

  init(_ node: Node) {
    id = node["sha"]?.string ?? ""
    tree = node["tree"]?["sha"]?.string ?? ""
    parents = node["parents"]?.elements.compactMap { $0["sha"]?.string } ?? []
    message = node["message"]?.string ?? ""
    day = node["committer"]?["date"]?.string.map { String($0.prefix(10)) }
    author = (node["author"]?["name"]?.string ?? "", node["author"]?["email"]?.string ?? "")
  }
}

extension GitHub {
  /// Who the token belongs to.
  public func user() throws(GitHubError) -> GitHubUser {
    let answer = try get("/user")
    guard let login = answer.root["login"]?.string else { throw unexpected("/user") }
    let scopes = answer.headers["x-oauth-scopes"].map { header in
      header.split(separator: ",").map { $0.filter { $0 != " " } }
    }
    return GitHubUser(login: login, scopes: scopes)
  }

  /// A repository; `nil` where there is none, or the token may not see it.
  public func repository(_ name: String) throws(GitHubError) -> GitHubRepository? {
    try find("/repos/\(try path(of: name))").map { GitHubRepository($0.root) }
  }

  /// The commit that a branch is at; `nil` where there is no such branch.
  public func head(of branch: String, in repository: String) throws(GitHubError) -> String? {
    let answer = try find("/repos/\(try path(of: repository))/git/ref/heads/\(Self.encoded(branch))")
    return answer?.root["object"]?["sha"]?.string
  }

  /// A commit.
  public func commit(_ id: String, in repository: String) throws(GitHubError) -> GitHubCommit {
    let answer = try get("/repos/\(try path(of: repository))/git/commits/\(Self.encoded(id))")
    let commit = GitHubCommit(answer.root)
    guard !commit.id.isEmpty, !commit.tree.isEmpty else { throw unexpected("a commit") }
    return commit
  }

  /// Makes a fork for the token's owner, or gives back the one that is there.
  func fork(_ repository: String) throws(GitHubError) -> GitHubRepository {
    GitHubRepository(
      try send(RESTRequest("POST", "/repos/\(try path(of: repository))/forks", body: Document.emptyObject))
        .root)
  }

  /// Brings a fork's branch to its parent's; one that has gone its own way stays as it is.
  func syncFork(_ fork: String, branch: String) throws(GitHubError) {
    let request = RESTRequest(
      "POST", "/repos/\(try path(of: fork))/merge-upstream",
      body: SubmissionRequests.object([("branch", branch)]))
    do {
      try send(request)
    } catch {
      // GitHub's forks share their objects, so a branch that cannot be brought forward does not stop anything.
      guard error.code == .conflict else { throw error }
    }
  }

  /// `owner/name` as a path; anything else could lead to another operation.
  func path(of repository: String) throws(GitHubError) -> String {
    let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
    let isName: (Substring) -> Bool = { part in
      !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy(Self.isUnreserved)
    }
    guard parts.count == 2, parts.allSatisfy(isName) else {
      throw GitHubError(.unexpected, "‘\(repository.prefix(100))’ is no repository; write it as owner/name.")
    }
    return repository
  }

  func unexpected(_ what: String) -> GitHubError {
    GitHubError(
      .unexpected, "GitHub's answer about \(what) lacks what it documents. Is \(address) GitHub's API?")
  }

  /// A path's text with all but letters, digits, `/` and a few signs percent-encoded.
  static func encoded(_ text: String) -> String {
    var result: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in text.utf8 {
      if isUnreserved(byte) || byte == UInt8(ascii: "/") {
        result.append(byte)
      } else {
        result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
