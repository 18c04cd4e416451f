public import GitStore

/// What exactly somebody speaks of: a commit and the digest of what it changes.
public struct ReviewedContent: Hashable, Sendable {
  /// The head of the submission's branch.
  public let head: ObjectID
  /// The digest of what it changes.
  public let digest: ContentDigest

  /// Joins a commit and the digest of what it changes.
  public init(head: ObjectID, digest: ContentDigest) {
    (self.head, self.digest) = (head, digest)
  }
}

/// One state of a submission, as its submitter announces it.
public struct Proposal: Hashable, Sendable {
  /// How many findings validation had on the merged tree.
  public struct Findings: Hashable, Sendable {
    /// Findings that forbid publishing.
    public let errors: Int
    /// Findings that do not.
    public let warnings: Int

    /// Takes the two counts.
    public init(errors: Int, warnings: Int) {
      (self.errors, self.warnings) = (errors, warnings)
    }
  }

  /// The head and what it changes.
  public let content: ReviewedContent
  /// The published commit that the changes are counted from.
  public let base: ObjectID
  /// What it touches, sorted.
  public let subjects: [Subject]
  /// What validation said; nil where it was not run.
  public let findings: Findings?

  /// Joins the parts.
  public init(content: ReviewedContent, base: ObjectID, subjects: [Subject], findings: Findings?) {
    self.content = content
    self.base = base
    self.subjects = subjects.sorted()
    self.findings = findings
  }
}

/// Where a comment points.
public struct CommentAnchor: Hashable, Sendable {
  /// A place inside a file.
  public enum Place: Hashable, Sendable {
    /// A line, from 1.
    case line(Int)
    /// A field, such as `model[0].context_length`.
    case field(String)
  }

  /// The file's path from the root of the repository.
  public let path: String
  /// The place in it; nil for the file as a whole.
  public let place: Place?

  /// Joins the parts; nil where one of them is no plain text on one line.
  public init?(path: String, place: Place? = nil) {
    guard Self.isPlain(path) else { return nil }
    switch place {
    case .line(let line): guard (1...10_000_000).contains(line) else { return nil }
    case .field(let field): guard Self.isPlain(field) else { return nil }
    case nil: break
    }
    (self.path, self.place) = (path, place)
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 1000 && !text.contains("\n") && EventText(exactly: text) != nil
  }
}

/// One thing that somebody did in a review.
public struct ReviewEvent: Hashable, Sendable {
  /// What was done, with what it is about.
  public enum Deed: Hashable, Sendable {
    /// Asks for a review. The text's first line is the submission's title.
    case submit(Proposal)
    /// Announces new content, or the same on another base.
    case revise(Proposal)
    /// Says something, at a place or in answer to an earlier comment.
    case comment(at: CommentAnchor?, inReplyTo: ObjectID?, on: ObjectID)
    /// Marks a comment as settled.
    case resolve(ObjectID)
    /// Vouches for content.
    case approve(ReviewedContent)
    /// Asks for other content, and says which.
    case requestChanges(ReviewedContent)
    /// Ends the review without publishing, and says why.
    case reject(ReviewedContent)
    /// The submitter's own end of it.
    case withdraw
    /// Another submission takes its place.
    case supersede(by: ReviewID)
    /// An admin lets content through although a rule refuses it, and says why.
    case override(ReviewedContent)
    /// Records the merge that published it.
    case publish(ReviewedContent, merge: ObjectID)
  }

  /// The submission.
  public let review: ReviewID
  /// The login of who did it, as that person claims.
  public let actor: String
  /// What was done.
  public let deed: Deed
  /// What was said with it.
  public let text: EventText

  /// Joins the parts; nil where the login is none, or a text that the action needs is missing.
  public init?(_ deed: Deed, in review: ReviewID, by actor: String, saying text: EventText = .empty) {
    guard isLogin(actor), !deed.action.needsText || !text.isEmpty else { return nil }
    (self.review, self.actor, self.deed, self.text) = (review, actor, deed, text)
  }
}

/// The kinds of things that are done in a review, as commands and trailers name them.
public enum ReviewAction: String, Sendable, CaseIterable {
  /// See the cases of ``ReviewEvent/Deed-swift.enum``.
  case submit, revise, comment, resolve, approve
  /// Its word in commands has a hyphen.
  case requestChanges = "request-changes"
  /// See the cases of ``ReviewEvent/Deed-swift.enum``.
  case reject, withdraw, supersede, override, publish

  /// Whether it means nothing without words.
  public var needsText: Bool {
    switch self {
    case .submit, .comment, .requestChanges, .reject, .override: true
    case .revise, .resolve, .approve, .withdraw, .supersede, .publish: false
    }
  }

  /// Whether it decides something, so that it must be signed where the registry's policy asks for signatures.
  public var isDecision: Bool {
    switch self {
    case .approve, .requestChanges, .reject, .override, .publish: true
    case .submit, .revise, .comment, .resolve, .withdraw, .supersede: false
    }
  }

  /// The action in a sentence about somebody: `approves`.
  public var verb: String {
    switch self {
    case .submit: "submits"
    case .revise: "revises"
    case .comment: "comments on"
    case .resolve: "resolves a comment on"
    case .approve: "approves"
    case .requestChanges: "requests changes to"
    case .reject: "rejects"
    case .withdraw: "withdraws"
    case .supersede: "supersedes"
    case .override: "overrides the rules for"
    case .publish: "publishes"
    }
  }
}

extension ReviewEvent.Deed {
  /// The kind of deed.
  public var action: ReviewAction {
    switch self {
    case .submit: .submit
    case .revise: .revise
    case .comment: .comment
    case .resolve: .resolve
    case .approve: .approve
    case .requestChanges: .requestChanges
    case .reject: .reject
    case .withdraw: .withdraw
    case .supersede: .supersede
    case .override: .override
    case .publish: .publish
    }
  }

  /// The content that it speaks of, where it speaks of any.
  public var content: ReviewedContent? {
    switch self {
    case .submit(let proposal), .revise(let proposal): proposal.content
    case .approve(let content), .requestChanges(let content), .reject(let content), .override(let content),
      .publish(let content, _):
      content
    case .comment, .resolve, .withdraw, .supersede: nil
    }
  }

  /// The proposal that it announces.
  public var proposal: Proposal? {
    switch self {
    case .submit(let proposal), .revise(let proposal): proposal
    default: nil
    }
  }
}
