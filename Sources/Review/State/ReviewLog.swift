public import GitStore

/// One commit of a log, as far as it can be understood.
public struct LogEntry: Sendable {
  /// The commit.
  public let id: ObjectID
  /// The event; nil where the commit is not exactly the commit of an event of this review.
  public let event: ReviewEvent?
  /// The address of who is said to have made it.
  public let email: String
  /// When it is said to have been made, in seconds since 1970.
  public let time: Int64
  /// What it proves about who made it.
  public let proof: Proof

  /// Joins the parts.
  public init(id: ObjectID, event: ReviewEvent?, email: String, time: Int64, proof: Proof) {
    (self.id, self.event, self.email, self.time, self.proof) = (id, event, email, time, proof)
  }
}

/// All that happened in the reviews of one id, oldest first.
public struct ReviewLog: Sendable {
  /// The id.
  public let id: ReviewID
  /// The commits, oldest first.
  public let entries: [LogEntry]

  /// Joins the parts.
  public init(id: ReviewID, entries: [LogEntry]) {
    (self.id, self.entries) = (id, entries)
  }

  /// The newest commit.
  public var tip: ObjectID? { entries.last?.id }
}

/// What a review's branch holds now.
public struct BranchFacts: Hashable, Sendable {
  /// Its head.
  public let head: ObjectID
  /// The digest of what the head changes; nil where that was not computed, because the head is one that the
  /// log speaks of.
  public let digest: ContentDigest?
  /// What the head touches; nil where that was not computed, and what was announced has to do.
  public let subjects: [Subject]?

  /// Joins the parts.
  public init(head: ObjectID, digest: ContentDigest? = nil, subjects: [Subject]? = nil) {
    (self.head, self.digest, self.subjects) = (head, digest, subjects)
  }
}

/// What the published branch says of one review.
public struct PublicationFacts: Hashable, Sendable {
  /// The merges on the published branch that publish a head of this review, by that head.
  public let merges: [ObjectID: ObjectID]

  /// Takes the merges by the heads that they publish.
  public init(merges: [ObjectID: ObjectID] = [:]) {
    self.merges = merges
  }
}
