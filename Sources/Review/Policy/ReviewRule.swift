public import GitStore

/// The rules of reviews, by the names that refusals carry.
public enum ReviewRule: String, Sendable, CaseIterable {
  // Who somebody is
  /// A decision must carry a signature.
  case unsigned
  /// A signature must be good.
  case badSignature = "bad-signature"
  /// A key must stand in `people/` on the published branch.
  case unknownKey = "unknown-key"
  /// A key must belong to the person who is said to have signed.
  case foreignKey = "foreign-key"
  /// A key counts from the day it says.
  case keyNotYetValid = "key-not-yet-valid"
  /// A key counts until the day it was revoked.
  case revokedKey = "revoked-key"
  /// Whoever decides must stand in `people/` on the published branch.
  case unknownPerson = "unknown-person"
  /// An unsigned event counts only by an address of the person.
  case unknownAddress = "unknown-address"

  // What somebody may do
  /// Entries are approved by the reviewers of their type.
  case notAReviewer = "not-a-reviewer"
  /// A role that the submission itself grants does not count for it.
  case selfGrantedRole = "self-granted-role"
  /// Rules, schemas and other people's files need an admin.
  case adminNeeded = "admin-needed"
  /// Nobody approves what they submitted.
  case ownSubmission = "own-submission"
  /// Only the submitter may do this.
  case notTheSubmitter = "not-the-submitter"
  /// The registry's policy says who publishes.
  case notAPublisher = "not-a-publisher"

  // What an approval is worth
  /// An approval counts for the content that it names and no other.
  case staleApproval = "stale-approval"
  /// Enough reviewers must have approved.
  case approvalMissing = "approval-missing"
  /// Nobody's request for changes may be open.
  case changesRequested = "changes-requested"
  /// New content must be announced by its submitter.
  case unannouncedHead = "unannounced-head"

  // The log
  /// An event has one spelling.
  case malformedEvent = "malformed-event"
  /// An event must be possible in the state that the review is in.
  case actionNotPossible = "action-not-possible"
  /// An event happens after the one before it, and not in the future.
  case eventTime = "event-time"
  /// What an event says of content must be so.
  case untrueEvent = "untrue-event"
  /// A log only grows.
  case logRewritten = "log-rewritten"
  /// The log that a merge names must be there.
  case logMissing = "log-missing"

  // Content
  /// A path must be harmless on every system.
  case unsafePath = "unsafe-path"
  /// Names are made of the characters that nobody confuses.
  case pathCharacters = "path-characters"
  /// Two names may not differ by case alone.
  case caseCollision = "case-collision"
  /// A catalog holds no links.
  case symbolicLink = "symbolic-link"
  /// A catalog holds no other repositories.
  case submodule
  /// A submission changes something.
  case nothingChanged = "nothing-changed"
  /// What both sides changed must be settled by a person.
  case conflict
  /// What is published has no errors.
  case findings

  // The published branch
  /// Only reviews change the catalog.
  case directPush = "direct-push"
  /// What is merged must be what was approved.
  case unapprovedHead = "unapproved-head"
  /// A merge holds what its two sides give, and nothing else.
  case evilMerge = "evil-merge"
  /// The published branch only grows.
  case mainRewritten = "main-rewritten"

  // References
  /// A review has a proper name.
  case reviewID = "review-id"
  /// Only known kinds of references stand below `refs/modelhub/`.
  case unknownReference = "unknown-reference"
  /// The branch of an open review stays.
  case openReviewBranch = "open-review-branch"
}

/// Why something does not count, or is refused.
public struct Objection: Hashable, Sendable, CustomStringConvertible {
  /// The rule.
  public let rule: ReviewRule
  /// What is wrong and what to do about it, in full sentences.
  public let sentence: String
  /// The event or commit at fault, where it is one.
  public let commit: ObjectID?

  /// Makes an objection.
  public init(_ rule: ReviewRule, _ sentence: String, at commit: ObjectID? = nil) {
    (self.rule, self.sentence, self.commit) = (rule, sentence, commit)
  }

  /// The sentence with the rule's name, as commands print it.
  public var description: String { "\(sentence) [\(rule.rawValue)]" }
}
