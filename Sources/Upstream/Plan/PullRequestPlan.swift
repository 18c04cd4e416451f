public import Catalog
public import Changes

/// One pull request before it is sent: everything that is said or done about it derives from this value.
public struct PullRequestPlan: Sendable {
  /// What becomes of one model.
  public struct Change: Sendable {
    /// What happens.
    public let event: ProposedEvent
    /// The model's type.
    public let type: ModelType
    /// The model's name.
    public let name: String
    /// The fields that change, clocks left out; of a new or removed model none.
    public let fields: [FieldChange]
    /// Who stands behind it, and where to read on.
    public let credit: Credit

    /// How commands name the entry: `llm/qwen3`.
    public var id: String { "\(type.rawValue)/\(name)" }
  }

  /// One file of the repository as it becomes.
  public struct File: Sendable {
    /// Its path in the repository.
    public let path: String
    /// Its bytes before; `nil` where it is new.
    public let old: [UInt8]?
    /// Its bytes now; `nil` where it goes.
    public let new: [UInt8]?
  }

  /// Where it goes.
  public let target: PlanTarget
  /// What it changes, by type and name; never empty.
  public let changes: [Change]
  /// The files that it touches, sorted by path; never empty.
  public let files: [File]
  /// The title.
  public let title: String
  /// The description, in Markdown; ends in the hidden marker.
  public let body: String
  /// The branch that it is made from.
  public let branch: String
  /// The labels to put on it, where that is allowed.
  public let labels: [String]
  /// What it makes of the models, in 64 hexadecimal digits; clocks and the commit it starts from do not count.
  public let digest: String

  /// The message of its commit: the title, and the digest as a trailer.
  public var commitMessage: String { "\(title)\n\n\(PullRequestMarker.trailer): \(digest)\n" }
}

/// What is proposed for a model.
public enum ProposedEvent: String, Sendable, CaseIterable {
  /// It is new to upstream.
  case added
  /// Its records change.
  case changed
  /// The registry removed it.
  case removed
  /// Its time is over.
  case expired
}

/// Who stands behind a change.
public struct Credit: Sendable {
  /// The login of who submitted it.
  public var submitter: String?
  /// The logins of those who approved it.
  public var approvers: [String]
  /// The address of the review, or its id.
  public var review: String?
  /// The address of the model's page.
  public var page: String?
  /// Why a model goes, in the registry's words.
  public var reason: String?

  /// Makes a credit.
  public init(
    submitter: String? = nil, approvers: [String] = [], review: String? = nil, page: String? = nil
  ) {
    (self.submitter, self.approvers, self.review, self.page) = (submitter, approvers, review, page)
  }
}

/// The repository, branch and commit that pull requests start from.
public struct PlanTarget: Sendable {
  /// The repository, as `owner/name`.
  public var repository: String
  /// Its branch.
  public var branch: String
  /// The commit whose tree was compared; `nil` where the tree is no commit.
  public var commit: String?
  /// The layout of its models.
  public var layout: UpstreamLayout

  /// Makes a target.
  public init(repository: String, branch: String, commit: String?, layout: UpstreamLayout) {
    (self.repository, self.branch, self.commit, self.layout) = (repository, branch, commit, layout)
  }
}

/// Where the branch of a pull request lies.
public enum HeadRepository: Sendable, Equatable {
  /// Not known yet, as in a payload that somebody sends later.
  case unknown
  /// In the repository itself.
  case same
  /// In the fork of this owner.
  case fork(owner: String)
}

/// A model that differs and is not proposed.
public struct HeldModel: Sendable {
  /// Why.
  public enum Reason: Sendable {
    /// Upstream changed the same fields in another way.
    case conflicts([FieldConflict])
    /// The state that both come from is not known.
    case noBase
    /// Upstream removed it, and the catalog changed it.
    case removedUpstream
    /// Upstream changed it since the catalog gave it up.
    case changedUpstream
    /// The entry has errors.
    case invalid
    /// Upstream's own schemas refuse what it would become.
    case refused([String])
    /// The layout has no place for its type.
    case noPlace
  }

  /// The model's type.
  public let type: ModelType
  /// The model's name.
  public let name: String
  /// Why.
  public let reason: Reason

  /// How commands name the entry: `llm/qwen3`.
  public var id: String { "\(type.rawValue)/\(name)" }

  /// A sentence that says why, and what to do.
  public var sentence: String {
    switch reason {
    case .conflicts(let conflicts):
      let fields = conflicts.map(\.field.description).joined(separator: ", ")
      return "Upstream changed it too, otherwise: \(fields). Run `modelhub upstream pull` and settle them."
    case .noBase:
      return "It differs from upstream, and nothing says who changed it. Run `modelhub upstream pull` first."
    case .removedUpstream:
      return "Upstream removed it, and the catalog changed it. Run `modelhub upstream pull` and decide."
    case .changedUpstream:
      return
        "It is to be removed, but upstream changed it meanwhile. Run `modelhub upstream pull` and decide."
    case .invalid: return "It has errors. Run `modelhub validate`."
    case .refused(let failures):
      return "Upstream's schemas refuse it: \(failures.joined(separator: "; "))."
    case .noPlace:
      return "The aggregate layout has no place for its type."
    }
  }
}
