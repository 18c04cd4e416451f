/// Where a review stands.
public enum Phase: String, Sendable, CaseIterable {
  /// There is a branch, and nobody has been asked yet.
  case draft
  /// It waits for reviewers.
  case submitted
  /// It waits for its submitter.
  case changesRequested = "changes-requested"
  /// It waits to be published.
  case approved
  /// It is part of the published branch.
  case published
  /// Reviewers ended it.
  case rejected
  /// Its submitter ended it.
  case withdrawn
  /// Another submission took its place.
  case superseded

  /// Whether anything is still to be done.
  public var isOpen: Bool { [.draft, .submitted, .changesRequested, .approved].contains(self) }
}

/// Who an action is for.
public enum Performer: String, Sendable {
  /// Whoever can push to the repository.
  case anyone
  /// Whoever submitted or revised it.
  case submitter
  /// The submitter; or a reviewer of what it touches or an admin, who thereby becomes a submitter too.
  case contributor = "submitter, reviewer or admin"
  /// A reviewer of something that it touches, or an admin.
  case reviewer = "reviewer or admin"
  /// The submitter or an admin.
  case owner = "submitter or admin"
  /// An admin.
  case admin
  /// Whom `policy.publish` names.
  case publisher
}

/// One row of the table of what can be done when, by whom, and what comes of it.
public struct Transition: Sendable {
  /// What is done.
  public let action: ReviewAction
  /// The phases in which it is possible.
  public let from: [Phase]
  /// The phase that it leads to; nil where it changes nothing by itself.
  public let to: Phase?
  /// Who may do it.
  public let performer: Performer
  /// What else has to hold.
  public let condition: String

  private init(
    _ action: ReviewAction, _ from: [Phase], _ to: Phase?, _ performer: Performer, _ condition: String
  ) {
    (self.action, self.from, self.to, self.performer, self.condition) = (
      action, from, to, performer, condition
    )
  }

  /// The whole table.
  public static let all: [Transition] = [
    Transition(
      .submit, [.draft, .published, .rejected, .withdrawn, .superseded], .submitted, .anyone,
      "something changes; after an end this begins a new round"),
    Transition(.revise, underReview, .submitted, .contributor, "approvals of the same content stay"),
    Transition(.comment, Phase.allCases, nil, .anyone, "says something"),
    Transition(.resolve, Phase.allCases, nil, .anyone, "names an open comment"),
    Transition(
      .approve, underReview, .approved, .reviewer, "once every part has its approvals, none one's own"),
    Transition(.requestChanges, underReview, .changesRequested, .reviewer, "says which"),
    Transition(.reject, underReview, .rejected, .reviewer, "says why"),
    Transition(.withdraw, underReview, .withdrawn, .owner, ""),
    Transition(.supersede, underReview, .superseded, .contributor, "names the other submission"),
    Transition(.override, underReview, .approved, .admin, "says why; for this content only"),
    Transition(.publish, [.approved], .published, .publisher, "no findings, no conflicts, nobody was faster"),
  ]

  /// The row of an action.
  public static func of(_ action: ReviewAction) -> Transition {
    // The table is written above with one row an action, which a test checks.
    all.first { $0.action == action } ?? all[0]
  }

  private static let underReview: [Phase] = [.submitted, .changesRequested, .approved]
}
