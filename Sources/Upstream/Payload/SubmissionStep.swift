import Documents

/// The requests of a payload in their order, with placeholders for what only an answer tells.
enum SubmissionStep: Int, CaseIterable {
  case tree = 1
  case commit, branch, pullRequest, labels

  /// The body's file in `requests/`.
  var file: String {
    switch self {
    case .tree: "1-create-tree.json"
    case .commit: "2-create-commit.json"
    case .branch: "3-create-branch.json"
    case .pullRequest: "4-create-pull-request.json"
    case .labels: "5-add-labels.json"
    }
  }

  /// What stands for the value that the answer before gives.
  var placeholder: String? {
    switch self {
    case .tree: "{sha of the base commit's tree}"
    case .commit: "{sha of the tree}"
    case .branch: "{sha of the commit}"
    case .pullRequest: nil
    case .labels: "{number}"
    }
  }

  func request(_ plan: PullRequestPlan, headRepository: String) -> RESTRequest {
    let requests = SubmissionRequests(plan, headRepository: headRepository)
    let known = placeholder ?? ""
    switch self {
    case .tree: return requests.tree(base: known)
    case .commit:
      return requests.commit(tree: known, parents: [plan.target.commit ?? "{sha of the base commit}"])
    case .branch: return requests.branch(at: known)
    case .pullRequest: return requests.pullRequest()
    case .labels: return requests.labels(onPullRequest: known)
    }
  }

  /// All requests: method, path, and the file with the body.
  static func index(_ plan: PullRequestPlan) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for step in allCases {
      let request = step.request(plan, headRepository: plan.headRepository)
      builder.copy(
        SubmissionRequests.object([("method", request.method), ("path", request.path), ("body", step.file)])
          .rootNode)
    }
    builder.end()
    return builder.document()
  }
}

extension PullRequestPlan {
  /// The repository that a payload's requests put the branch into.
  var headRepository: String { target.repository }
}
