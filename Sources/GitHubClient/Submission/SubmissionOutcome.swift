/// What became of a plan on GitHub.
public struct SubmissionOutcome: Sendable {
  /// What was done.
  public enum Action: String, Sendable, CaseIterable {
    /// A pull request was made.
    case created
    /// The one that was there was brought to the plan.
    case updated
    /// The one that is there says and does what the plan says.
    case unchanged
    /// The same was proposed before, and somebody closed it: it is not proposed again.
    case declined
    /// The same was proposed before and merged, and is no longer there: upstream took it back.
    case takenBack
    /// People have changed the files on the branch, or the branch is theirs: nothing is touched.
    case leftToPeople
    /// The same is proposed already from another branch, by another token.
    case proposedElsewhere
    /// There was nothing left to propose, and the pull request was closed.
    case withdrawn
  }

  /// The branch.
  public let branch: String
  /// What was done.
  public let action: Action
  /// The pull request's number, where there is one.
  public let number: Int?
  /// The pull request's address for people.
  public let page: String?

  init(_ action: Action, _ branch: String, _ pull: GitHubPullRequest?) {
    (self.action, self.branch) = (action, branch)
    (number, page) = (pull?.number, pull?.page)
  }

  /// The outcome as a sentence.
  public var sentence: String {
    let place = page ?? number.map { "pull request \($0)" } ?? branch
    switch action {
    case .created: return "Made \(place)."
    case .updated: return "Updated \(place)."
    case .unchanged: return "\(place) is up to date."
    case .declined: return "\(place) proposed the same and was closed; it is not proposed again."
    case .takenBack:
      return
        "\(place) proposed the same and was merged, and upstream took it back; run `modelhub upstream pull`."
    case .leftToPeople: return "People have written to \(place); it is left to them."
    case .proposedElsewhere: return "\(place) proposes the same already; it is not proposed twice."
    case .withdrawn: return "Closed \(place): nothing is left to propose."
    }
  }
}
