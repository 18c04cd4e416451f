import Upstream

/// The branch of a pull request of ours as it stands, and who has written to it.
struct HeadBranch {
  /// The commit that it is at.
  let head: GitHubCommit
  /// The newest commit on it that is ours.
  let own: GitHubCommit
  /// Commits of people on top of ours, the newest first; those of upstream's docs workflow are not among them.
  let foreign: [GitHubCommit]

  /// What our newest commit was made of.
  var digest: String? { PullRequestMarker.digest(inMessage: own.message) }
  /// The commit of upstream's that our newest commit started from.
  var base: String? { CommitTrailers.base(inMessage: own.message) }

  /// Reads a branch; `nil` where no commit of ours is near its end, so that it is somebody else's.
  init?(_ id: String, in repository: String, _ github: GitHub) throws(GitHubError) {
    head = try github.commit(id, in: repository)
    var (commit, foreign): (GitHubCommit, [GitHubCommit]) = (head, [])
    for _ in 0..<50 {
      if PullRequestMarker.digest(inMessage: commit.message) != nil {
        (own, self.foreign) = (commit, foreign)
        return
      }
      if !Self.isDocsWorkflow(commit) { foreign.append(commit) }
      guard let parent = commit.parents.first else { return nil }
      commit = try github.commit(parent, in: repository)
    }
    return nil
  }

  /// Upstream's workflow pushes what `gen_docs.py` makes of a model file.
  private static func isDocsWorkflow(_ commit: GitHubCommit) -> Bool {
    commit.author.name == "github-actions[bot]" && commit.message.hasPrefix("chore(docs):")
  }
}

/// What our commits say about themselves besides the digest.
enum CommitTrailers {
  private static let key = "Modelhub-Base"

  static func base(_ commit: String) -> String { "\(key): \(commit)\n" }

  static func base(inMessage message: String) -> String? {
    message.split(separator: "\n").last { $0.hasPrefix("\(key): ") }.map {
      String($0.dropFirst(key.count + 2))
    }
  }
}
