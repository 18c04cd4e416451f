import Documents
public import Upstream

/// Sends plans to GitHub: makes, updates and closes pull requests, by requests to the API alone.
///
/// Every step looks first whether it is done already, so a run that was killed at any instant is finished by the
/// next, with one pull request and one branch. Nothing is ever forced over what others wrote.
public final class PullRequestSender {
  /// Who acts, and where branches go.
  public let identity: SenderIdentity

  let github: GitHub
  let target: PlanTarget
  private let cache = GitHubTree.Cache()
  /// All pull requests that were open when somebody first asked in this run.
  private var openPulls: [GitHubPullRequest]?

  /// Finds out who the token belongs to and what it may do; a fork is made where it is needed and not there.
  ///
  /// Throws before anything is written where the token cannot do the job.
  public init(_ github: GitHub, target: PlanTarget) throws(GitHubError) {
    (self.github, self.target) = (github, target)
    identity = try SenderIdentity.find(github, target)
  }

  // MARK: One plan

  /// Brings GitHub to a plan.
  public func send(_ plan: PullRequestPlan) throws(GitHubError) -> SubmissionOutcome {
    // The branch may move between a look and a step; then everything is looked at again.
    for _ in 0..<3 {
      if let outcome = try attempt(plan) { return outcome }
    }
    throw GitHubError(
      .conflict, "The branch ‘\(plan.branch)’ is being changed by somebody else. Run the command again later."
    )
  }

  /// The outcome, or `nil` where something moved meanwhile.
  private func attempt(_ plan: PullRequestPlan) throws(GitHubError) -> SubmissionOutcome? {
    let pulls = try github.pullRequests(
      to: target.repository, base: target.branch, from: (identity.headOwner, plan.branch))
    let open = pulls.first(where: \.isOpen)
    if open == nil, let earlier = refusal(of: plan, among: pulls) { return earlier }
    if open == nil, let other = try twin(of: plan) { return other }
    let hadBranch: Bool
    switch try bring(plan, open) {
    case .moved: return nil
    case .foreign: return SubmissionOutcome(.leftToPeople, plan.branch, open)
    case .changed: hadBranch = false
    case .unchanged: hadBranch = true
    }
    guard let open else {
      let made = try make(plan)
      return made.map { SubmissionOutcome(.created, plan.branch, $0) }
    }
    let isSaid = try say(plan, on: open)
    return SubmissionOutcome(hadBranch && isSaid ? .unchanged : .updated, plan.branch, open)
  }

  /// The same was proposed before, and upstream did not want it.
  private func refusal(of plan: PullRequestPlan, among pulls: [GitHubPullRequest]) -> SubmissionOutcome? {
    let same = pulls.first { pull in
      guard let marker = pull.marker else { return false }
      return marker.digest == plan.digest && marker.state == .proposed && !pull.isOpen
    }
    return same.map { SubmissionOutcome($0.isMerged ? .takenBack : .declined, plan.branch, $0) }
  }

  /// The same is proposed already from another branch, as by another token of the same registry.
  private func twin(of plan: PullRequestPlan) throws(GitHubError) -> SubmissionOutcome? {
    let all: [GitHubPullRequest]
    if let openPulls {
      all = openPulls
    } else {
      all = try github.pullRequests(to: target.repository, base: target.branch, from: nil)
    }
    openPulls = all
    let same = all.first { pull in
      pull.branch != plan.branch && pull.marker?.digest == plan.digest && pull.marker?.state == .proposed
    }
    return same.map { SubmissionOutcome(.proposedElsewhere, plan.branch, $0) }
  }

  // MARK: The branch

  private enum BranchOutcome {
    case changed, unchanged, foreign, moved
  }

  /// Brings the branch to what the plan's files are to be.
  private func bring(_ plan: PullRequestPlan, _ open: GitHubPullRequest?) throws(GitHubError) -> BranchOutcome
  {
    let repository = identity.headRepository
    guard let id = try github.head(of: plan.branch, in: repository) else {
      let base = try baseCommit(plan)
      let commit = try commit(plan, on: base, parents: [base.id], keeping: [])
      return try makeBranch(plan, at: commit)
    }
    guard let branch = try HeadBranch(id, in: repository, github) else { return .foreign }
    if try hasForeignEdits(branch, plan) { return .foreign }
    if branch.digest == plan.digest { return .unchanged }
    let base = try baseCommit(plan)
    let parents = branch.base == base.id ? [id] : [id, base.id]
    let commit = try commit(plan, on: base, parents: parents, keeping: try kept(open, plan))
    do {
      try github.advance(plan.branch, in: repository, to: commit)
      return .changed
    } catch {
      guard error.code == .conflict else { throw error }
      return .moved
    }
  }

  private func baseCommit(_ plan: PullRequestPlan) throws(GitHubError) -> GitHubCommit {
    if let id = plan.target.commit { return try github.commit(id, in: target.repository) }
    guard let id = try github.head(of: target.branch, in: target.repository) else {
      throw GitHubError(.notFound, "\(target.repository) has no branch ‘\(target.branch)’.")
    }
    return try github.commit(id, in: target.repository)
  }

  /// Makes a commit; it is on no branch yet.
  private func commit(
    _ plan: PullRequestPlan, on base: GitHubCommit, parents: [String],
    keeping kept: [(path: String, blob: String?)]
  ) throws(GitHubError) -> String {
    let requests = SubmissionRequests(plan, headRepository: identity.headRepository)
    let tree = try github.send(requests.tree(base: base.tree, keeping: kept))
    guard let id = tree.root["sha"]?.string else { throw github.unexpected("a tree") }
    let trailers = CommitTrailers.base(base.id)
    let commit = try github.send(requests.commit(tree: id, parents: parents, trailers: trailers))
    guard let id = commit.root["sha"]?.string else { throw github.unexpected("a commit") }
    return id
  }

  private func makeBranch(_ plan: PullRequestPlan, at commit: String) throws(GitHubError) -> BranchOutcome {
    let requests = SubmissionRequests(plan, headRepository: identity.headRepository)
    do {
      try github.send(requests.branch(at: commit))
      return .changed
    } catch {
      // The branch was made after all, by an attempt whose answer was lost, or by somebody else: look again.
      guard error.code == .conflict, try github.head(of: plan.branch, in: identity.headRepository) != nil
      else {
        throw error
      }
      return .moved
    }
  }

  /// Whether people have changed, after us, a file that the plan is about or our commit was about.
  private func hasForeignEdits(_ branch: HeadBranch, _ plan: PullRequestPlan) throws(GitHubError) -> Bool {
    if branch.foreign.isEmpty { return false }
    let repository = identity.headRepository
    let before = try GitHubTree(github, repository, commit: branch.own.id, cache: cache)
    let now = try GitHubTree(github, repository, commit: branch.head.id, cache: cache)
    for file in plan.files where try before.blobID(at: file.path) != now.blobID(at: file.path) { return true }
    return false
  }

  /// Files that others added to the branch, such as the documentation; model files are ours alone.
  private func kept(
    _ open: GitHubPullRequest?, _ plan: PullRequestPlan
  ) throws(GitHubError) -> [(path: String, blob: String?)] {
    guard let open else { return [] }
    let planned = Set(plan.files.map(\.path))
    return try github.files(ofPullRequest: open.number, to: target.repository)
      .filter { !planned.contains($0.path) && !ModelFile.isOne($0.path) }
      .map { ($0.path, $0.blob) }
  }

  // MARK: The pull request

  /// Makes the pull request; `nil` where one appeared meanwhile.
  private func make(_ plan: PullRequestPlan) throws(GitHubError) -> GitHubPullRequest? {
    let requests = SubmissionRequests(plan, headRepository: identity.headRepository)
    do throws(GitHubError) {
      let answer = try github.send(requests.pullRequest())
      guard let pull = GitHubPullRequest(answer.root) else { throw github.unexpected("a pull request") }
      try label(plan, pull)
      return pull
    } catch {
      guard error.code == .conflict, error.message.contains("already exists") else { throw error }
      return nil
    }
  }

  /// Brings title, description and labels to the plan; tells whether the plan was said already.
  ///
  /// A description of the same digest stays: upstream's newest commit, which it names, is no news, and what a maintainer
  /// wrote into the title is theirs.
  private func say(_ plan: PullRequestPlan, on pull: GitHubPullRequest) throws(GitHubError) -> Bool {
    let isSaid = pull.marker == PullRequestMarker(branch: plan.branch, digest: plan.digest)
    if !isSaid {
      let members = [("title", plan.title), ("body", plan.body)]
      try github.update(pullRequest: pull.number, to: target.repository, members)
    }
    try label(plan, pull)
    return isSaid
  }

  /// Labels are a courtesy: where the token may not set them, the pull request goes without.
  private func label(_ plan: PullRequestPlan, _ pull: GitHubPullRequest) throws(GitHubError) {
    guard identity.mayLabel, !Set(plan.labels).isSubset(of: pull.labels) else { return }
    let requests = SubmissionRequests(plan, headRepository: identity.headRepository)
    do {
      try github.send(requests.labels(onPullRequest: String(pull.number)))
    } catch {
      guard error.code == .forbidden || error.code == .notFound else { throw error }
    }
  }
}
