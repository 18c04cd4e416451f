/// Whether a submission may be published, and what it still waits for.
public struct Verdict: Hashable, Sendable {
  /// Approvals that a part of the submission still needs.
  public struct Need: Hashable, Sendable {
    /// The part.
    public let area: Area
    /// How many.
    public let missing: Int
    /// Who could give one, sorted.
    public let candidates: [String]
  }

  /// The approvals that count, in the order of their events.
  public private(set) var approvals: [Vote] = []
  /// The override that counts.
  public private(set) var override: Vote?
  /// The approvals still needed.
  public private(set) var needs: [Need] = []
  /// Why votes do not count, and what stands in the way.
  public private(set) var objections: [Objection] = []
  /// What stands in the way even of an override.
  public private(set) var isBlocked = false

  /// Nothing was approved.
  init() {}

  /// Whether nothing but the content itself can stand in the way of publishing.
  public var isApproved: Bool {
    !isBlocked && (override != nil || (!approvals.isEmpty && needs.isEmpty && !hasOpenRequest))
  }

  private var hasOpenRequest: Bool { objections.contains { $0.rule == .changesRequested } }
}

extension Verdict {
  /// Weighs the votes of a review that is open.
  init(_ state: ReviewState, under authority: Authority, branch: BranchFacts?, proposed: Authority?) {
    guard let proposal = state.proposal else { return }
    var count = VoteCount(state, authority, proposed, proposal, branch)
    if let (rule, sentence) = Self.obstacle(proposal, branch) {
      isBlocked = true
      count.object(rule, sentence)
    }
    for vote in state.votes { count.take(vote) }
    (approvals, override, objections) = (count.approvals, count.override, count.objections)
    needs = count.needs
    if override == nil, !needs.isEmpty {
      let words = needs.map { "\($0.missing) for \($0.area.words)" }.joined(separator: ", ")
      objections.append(Objection(.approvalMissing, "Approvals are missing: \(words)."))
    }
  }

  /// Why the branch does not hold what was announced; nil where it does.
  ///
  /// It may be rebased without a word, as long as it says the same.
  private static func obstacle(_ proposal: Proposal, _ branch: BranchFacts?) -> (ReviewRule, String)? {
    guard let branch else { return (.unannouncedHead, "The branch is gone. Push it again.") }
    let isSameHead = branch.head == proposal.content.head
    if branch.digest == nil ? isSameHead : branch.digest == proposal.content.digest { return nil }
    return isSameHead
      ? (.untrueEvent, "The head does not contain what was announced with it: `modelhub review revise`.")
      : (.unannouncedHead, "The branch holds content that nobody announced: `modelhub review revise`.")
  }
}

/// Sorts votes into those that count and those that do not.
private struct VoteCount {
  private let state: ReviewState
  private let authority: Authority
  private let proposed: Authority?
  private let digest: ContentDigest
  private let areas: [Area]
  private(set) var approvals: [Vote] = []
  private(set) var override: Vote?
  private(set) var objections: [Objection] = []

  init(
    _ state: ReviewState, _ authority: Authority, _ proposed: Authority?, _ proposal: Proposal,
    _ branch: BranchFacts?
  ) {
    (self.state, self.authority, self.proposed) = (state, authority, proposed)
    digest = proposal.content.digest
    var seen: Set<Area> = []
    areas = (branch?.subjects ?? proposal.subjects).map(\.area).filter { seen.insert($0).inserted }
  }

  mutating func object(_ rule: ReviewRule, _ sentence: String, _ vote: Vote? = nil) {
    objections.append(Objection(rule, sentence, at: vote?.event))
  }

  mutating func take(_ vote: Vote) {
    guard vote.content.digest == digest else {
      if vote.kind != .changes {
        object(.staleApproval, "\(vote.login) approved other content (\(vote.content.digest.short)).", vote)
      }
      return
    }
    switch vote.kind {
    case .changes: object(.changesRequested, "\(vote.login) asks for changes: \(vote.text.title)", vote)
    case .override: override = vote
    case .approval: takeApproval(vote)
    }
  }

  private mutating func takeApproval(_ vote: Vote) {
    if state.contributors.contains(vote.login) || vote.key.map(state.contributorKeys.contains) == true {
      return object(
        .ownSubmission, "\(vote.login) submitted it, and nobody approves what they submitted.", vote)
    }
    if approvers.contains(vote.login) {
      approvals.append(vote)
    } else if proposed?.hasRole(vote.login) == true, !authority.hasRole(vote.login) {
      object(.selfGrantedRole, "\(vote.login) would get the role by this very submission.", vote)
    } else {
      object(.notAReviewer, "\(vote.login) reviews nothing that it touches.", vote)
    }
  }

  private var approvers: Set<String> {
    Set(areas.flatMap { authority.approvers(of: $0, submittedBy: state.contributors) })
  }

  var needs: [Verdict.Need] {
    areas.compactMap { area in
      let eligible = authority.approvers(of: area, submittedBy: state.contributors)
      let given = Set(approvals.map(\.login)).intersection(eligible)
      guard given.count < authority.approvalsNeeded else { return nil }
      let candidates = eligible.filter { !given.contains($0) && !state.contributors.contains($0) }
      return Verdict.Need(
        area: area, missing: authority.approvalsNeeded - given.count, candidates: candidates)
    }
  }
}
