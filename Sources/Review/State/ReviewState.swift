public import GitStore

/// What somebody last said of the content of a submission.
public struct Vote: Hashable, Sendable {
  /// For or against.
  public enum Kind: Hashable, Sendable {
    /// Vouches for it.
    case approval
    /// Asks for other content.
    case changes
    /// Lets it through although a rule refuses it.
    case override
  }

  /// For or against.
  public let kind: Kind
  /// Who.
  public let login: String
  /// Of what.
  public let content: ReviewedContent
  /// What was said with it.
  public let text: EventText
  /// The event.
  public let event: ObjectID
  /// When, in seconds since 1970.
  public let time: Int64
  /// The key that signed it.
  let key: String?
}

/// A comment with its answers.
public struct CommentThread: Hashable, Sendable {
  /// One comment or answer.
  public struct Remark: Hashable, Sendable {
    /// Who.
    public let login: String
    /// What.
    public let text: EventText
    /// The event, by which answers and `resolve` name it.
    public let event: ObjectID
    /// When, in seconds since 1970.
    public let time: Int64
  }

  /// Where it points.
  public let anchor: CommentAnchor?
  /// The head that it was made on.
  public let head: ObjectID
  /// The comment and its answers, oldest first; never empty.
  public internal(set) var remarks: [Remark]
  /// Who settled it.
  public internal(set) var resolvedBy: String?
}

/// An event that does not count, and why.
public struct RefusedEvent: Hashable, Sendable {
  /// The commit.
  public let commit: ObjectID
  /// The event, where the commit is one.
  public let event: ReviewEvent?
  /// Why.
  public let objection: Objection
}

/// Where a review stands: a function of its log, its branch and the published branch, kept nowhere.
public struct ReviewState: Sendable {
  /// The review.
  public let id: ReviewID
  /// Where it stands.
  public internal(set) var phase: Phase = .draft
  /// How often it was submitted after an end, from 1; 0 for a draft.
  public internal(set) var round = 0
  /// Who submitted it; nil for a draft.
  public internal(set) var submitter: String?
  /// Everybody who submitted or revised it in this round, and so cannot approve it.
  public internal(set) var contributors: Set<String> = []
  /// What it is about: the first line is the title.
  public internal(set) var text: EventText = .empty
  /// When it was submitted, in seconds since 1970.
  public internal(set) var submittedAt: Int64 = 0
  /// When the newest event that counts happened.
  public internal(set) var changedAt: Int64 = 0
  /// The content that was announced last.
  public internal(set) var proposal: Proposal?
  /// What each person last said of the content, in the order of the events.
  public internal(set) var votes: [Vote] = []
  /// The comments of this round, oldest first.
  public internal(set) var threads: [CommentThread] = []
  /// Why it ended, or what took its place.
  public internal(set) var ending: ReviewEvent?
  /// The merge that published it.
  public internal(set) var publication: ObjectID?
  /// Events that do not count.
  public internal(set) var refused: [RefusedEvent] = []
  /// Whether it may be published.
  public internal(set) var verdict = Verdict()
  /// The newest commit of the log.
  public internal(set) var tip: ObjectID?
  /// The head of the branch; nil where there is no branch any more.
  public internal(set) var branchHead: ObjectID?

  /// The keys that its submissions and revisions were signed with.
  var contributorKeys: Set<String> = []

  init(id: ReviewID) {
    self.id = id
  }

  /// What it touches.
  public var subjects: [Subject] { proposal?.subjects ?? [] }
  /// The comments that nobody has settled.
  public var openThreads: [CommentThread] { threads.filter { $0.resolvedBy == nil } }
}

extension ReviewState {
  /// Folds a log into the state that it leads to, under the rules of the published branch.
  ///
  /// `proposed` is what the settings and people would be if it were published; it grants nothing, and only
  /// makes refusals say more.
  public init(
    _ log: ReviewLog, under authority: Authority, branch: BranchFacts?,
    publications: PublicationFacts = PublicationFacts(), proposed: Authority? = nil
  ) {
    var fold = ReviewFold(log.id, authority, publications, proposed: proposed)
    for entry in log.entries { fold.take(entry) }
    fold.notice(branch)
    self = fold.state
    tip = log.tip
    branchHead = branch?.head
    guard phase.isOpen, phase != .draft else { return }
    verdict = Verdict(self, under: authority, branch: branch, proposed: proposed)
    if verdict.isApproved {
      phase = .approved
    } else if verdict.objections.contains(where: { $0.rule == .changesRequested }) {
      phase = .changesRequested
    }
  }
}
