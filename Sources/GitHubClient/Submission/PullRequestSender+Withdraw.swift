public import Upstream

extension PullRequestSender {
  /// Closes the pull requests of ours that no plan stands for any more, with a comment that says so.
  ///
  /// `plans` have to be those of all entries. Pull requests to whose branches people have written are left to them.
  public func withdraw(allBut plans: PullRequestPlans) throws(GitHubError) -> [SubmissionOutcome] {
    var outcomes: [SubmissionOutcome] = []
    for pull in try github.pullRequests(to: target.repository, base: target.branch, from: nil).sorted(by: {
      $0.number < $1.number
    }) {
      guard pull.author == identity.login, pull.headRepository == identity.headRepository,
        let marker = pull.marker,
        marker.branch == pull.branch, plans.leavesBehind(pull.branch)
      else { continue }
      outcomes.append(try withdraw(pull, marker))
    }
    return outcomes
  }

  private func withdraw(
    _ pull: GitHubPullRequest, _ marker: PullRequestMarker
  ) throws(GitHubError) -> SubmissionOutcome {
    if let id = try github.head(of: pull.branch, in: identity.headRepository) {
      guard let branch = try HeadBranch(id, in: identity.headRepository, github), branch.foreign.isEmpty
      else {
        return SubmissionOutcome(.leftToPeople, pull.branch, pull)
      }
    }
    let comment =
      "Nothing is left of this: the registry and this repository say the same now, or the registry took "
      + "its change back. Closing."
    try github.comment(comment, onPullRequest: pull.number, to: target.repository)
    let withdrawn = PullRequestMarker(branch: marker.branch, digest: marker.digest, state: .withdrawn)
    let body = pull.body.replacing(marker.line, with: withdrawn.line)
    let closed = try github.update(
      pullRequest: pull.number, to: target.repository, [("state", "closed"), ("body", body)])
    return SubmissionOutcome(.withdrawn, pull.branch, closed)
  }
}

/// Which paths of upstream's repository hold models.
enum ModelFile {
  static func isOne(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard parts.count >= 4, parts[0] == "xinference", parts[1] == "model", path.hasSuffix(".json") else {
      return false
    }
    return parts.count == 5 && parts[3] == "models"
      || parts.count == 4 && (parts[3] == "llm_family.json" || parts[3] == "model_spec.json")
  }
}
