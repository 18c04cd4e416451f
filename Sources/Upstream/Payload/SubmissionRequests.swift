public import Documents

/// One request to GitHub's REST API.
public struct RESTRequest: Sendable {
  /// The method.
  public let method: String
  /// The path below the API's root, its parts percent-encoded.
  public let path: String
  /// The body; `nil` for none.
  public let body: Document?

  /// Makes a request.
  public init(_ method: String, _ path: String, body: Document? = nil) {
    (self.method, self.path, self.body) = (method, path, body)
  }
}

/// The requests that make a pull request of a plan; each takes what the ones before it gave back.
///
/// A payload writes them down, and a submission sends them: there is one place that says what they are.
public struct SubmissionRequests: Sendable {
  /// The plan.
  public let plan: PullRequestPlan
  /// The repository that holds the branch, as `owner/name`.
  public let headRepository: String

  /// Takes a plan, and where its branch lies.
  public init(_ plan: PullRequestPlan, headRepository: String) {
    (self.plan, self.headRepository) = (plan, headRepository)
  }

  /// Makes a tree out of one that is there and the plan's files; `kept` are further files by the ids of their blobs.
  public func tree(base: String, keeping kept: [(path: String, blob: String?)] = []) -> RESTRequest {
    var body = DocumentBuilder()
    body.beginObject()
    body.key("base_tree")
    body.string(base)
    body.key("tree")
    body.beginArray()
    for file in plan.files {
      Self.beginEntry(file.path, &body)
      if let bytes = file.new {
        body.key("content")
        body.string(String(decoding: bytes, as: UTF8.self))
      } else {
        body.key("sha")
        body.null()
      }
      body.end()
    }
    for file in kept {
      Self.beginEntry(file.path, &body)
      body.key("sha")
      if let blob = file.blob { body.string(blob) } else { body.null() }
      body.end()
    }
    body.end()
    body.end()
    return RESTRequest("POST", "/repos/\(headRepository)/git/trees", body: body.document())
  }

  private static func beginEntry(_ path: String, _ body: inout DocumentBuilder) {
    body.beginObject()
    body.key("path")
    body.string(path)
    body.key("mode")
    body.string("100644")
    body.key("type")
    body.string("blob")
  }

  /// Makes the commit.
  ///
  /// `trailers` follow the message, each on a line.
  public func commit(tree: String, parents: [String], trailers: String = "") -> RESTRequest {
    var body = DocumentBuilder()
    body.beginObject()
    body.key("tree")
    body.string(tree)
    body.key("parents")
    body.beginArray()
    for parent in parents { body.string(parent) }
    body.end()
    body.key("message")
    body.string(plan.commitMessage + trailers)
    body.end()
    return RESTRequest("POST", "/repos/\(headRepository)/git/commits", body: body.document())
  }

  /// Makes the branch.
  public func branch(at commit: String) -> RESTRequest {
    RESTRequest(
      "POST", "/repos/\(headRepository)/git/refs",
      body: Self.object([("sha", commit), ("ref", "refs/heads/\(plan.branch)")]))
  }

  /// Makes the pull request.
  public func pullRequest() -> RESTRequest {
    var body = DocumentBuilder()
    body.beginObject()
    let owner = headRepository.split(separator: "/").first ?? ""
    for (key, value) in [
      ("title", plan.title), ("head", "\(owner):\(plan.branch)"), ("base", plan.target.branch),
      ("body", plan.body),
    ] {
      body.key(key)
      body.string(value)
    }
    body.key("maintainer_can_modify")
    body.bool(true)
    body.end()
    return RESTRequest("POST", "/repos/\(plan.target.repository)/pulls", body: body.document())
  }

  /// Puts the labels on it.
  public func labels(onPullRequest number: String) -> RESTRequest {
    var body = DocumentBuilder()
    body.beginObject()
    body.key("labels")
    body.beginArray()
    for label in plan.labels { body.string(label) }
    body.end()
    body.end()
    return RESTRequest(
      "POST", "/repos/\(plan.target.repository)/issues/\(number)/labels", body: body.document())
  }

  /// A body of strings.
  public static func object(_ members: [(String, String)]) -> Document {
    var body = DocumentBuilder()
    body.beginObject()
    for (key, value) in members {
      body.key(key)
      body.string(value)
    }
    body.end()
    return body.document()
  }
}
