import Documents
public import Upstream

/// A pull request on GitHub.
public struct GitHubPullRequest: Sendable {
  /// Its number.
  public let number: Int
  /// Its address for people.
  public let page: String
  /// Whether it is open.
  public let isOpen: Bool
  /// Whether it was merged.
  public let isMerged: Bool
  /// Its title.
  public let title: String
  /// Its description.
  public let body: String
  /// The login of who made it.
  public let author: String
  /// The branch that it is made from.
  public let branch: String
  /// The repository of that branch, as `owner/name`; empty where it is gone.
  public let headRepository: String
  /// The labels on it.
  public let labels: [String]

  /// The marker in the description, where it is one of ours.
  public var marker: PullRequestMarker? { PullRequestMarker(in: body) }

  init?(_ node: Node) {
    guard let number = node["number"]?.int else { return nil }
    self.number = number
    page = node["html_url"]?.string ?? ""
    isOpen = node["state"]?.string == "open"
    isMerged = node["merged_at"]?.string != nil
    title = node["title"]?.string ?? ""
    body = node["body"]?.string ?? ""
    author = node["user"]?["login"]?.string ?? ""
    branch = node["head"]?["ref"]?.string ?? ""
    headRepository = node["head"]?["repo"]?["full_name"]?.string ?? ""
    labels = node["labels"]?.elements.compactMap { $0["name"]?.string } ?? []
  }
}

/// A file that a pull request changes.
struct PullRequestFile {
  let path: String
  /// The blob's id; `nil` where the file goes.
  let blob: String?
}

extension GitHub {
  /// Pull requests, the newest first: from one branch, or all that are open.
  func pullRequests(
    to repository: String, base: String, from head: (owner: String, branch: String)?
  ) throws(GitHubError) -> [GitHubPullRequest] {
    var query = "base=\(Self.encoded(base))"
    if let head {
      query += "&state=all&head=\(Self.encoded(head.owner)):\(Self.encoded(head.branch))"
    } else {
      query += "&state=open"
    }
    let found = try list("/repos/\(try path(of: repository))/pulls?\(query)").compactMap(
      GitHubPullRequest.init)
    // Without an owner that it knows GitHub lists them all.
    return head.map { head in found.filter { $0.branch == head.branch } } ?? found
  }

  /// The files that a pull request changes.
  func files(ofPullRequest number: Int, to repository: String) throws(GitHubError) -> [PullRequestFile] {
    let rows = try list("/repos/\(try path(of: repository))/pulls/\(number)/files")
    return rows.compactMap { row in
      guard let path = row["filename"]?.string else { return nil }
      return PullRequestFile(path: path, blob: row["status"]?.string == "removed" ? nil : row["sha"]?.string)
    }
  }

  /// Changes members of a pull request: `title`, `body`, `state`.
  @discardableResult
  func update(
    pullRequest number: Int, to repository: String, _ members: [(String, String)]
  ) throws(GitHubError) -> GitHubPullRequest {
    let path = "/repos/\(try path(of: repository))/pulls/\(number)"
    let answer = try send(RESTRequest("PATCH", path, body: SubmissionRequests.object(members)))
    guard let pull = GitHubPullRequest(answer.root) else { throw unexpected("a pull request") }
    return pull
  }

  /// Writes a comment below a pull request, unless one that holds the same text is there.
  func comment(_ text: String, onPullRequest number: Int, to repository: String) throws(GitHubError) {
    let path = "/repos/\(try path(of: repository))/issues/\(number)/comments"
    let isThere = try list(path).contains { $0["body"]?.string == text }
    if isThere { return }
    try send(RESTRequest("POST", path, body: SubmissionRequests.object([("body", text)])))
  }

  /// Moves a branch forward; it is never forced.
  func advance(_ branch: String, in repository: String, to commit: String) throws(GitHubError) {
    let path = "/repos/\(try path(of: repository))/git/refs/heads/\(Self.encoded(branch))"
    try send(RESTRequest("PATCH", path, body: SubmissionRequests.object([("sha", commit)])))
  }
}
