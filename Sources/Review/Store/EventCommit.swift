import GitStore

/// Events as commits: what one looks like, and nothing else counts as one.
extension Repository {
  /// Reads one commit of a log as far as it can be understood.
  func logEntry(_ commit: Commit, of review: ReviewID) throws -> LogEntry {
    LogEntry(
      id: commit.id, event: try event(of: commit, in: review), email: commit.author.identity.email,
      time: commit.committer.seconds, proof: try Proof(of: commit))
  }

  private func event(of commit: Commit, in review: ReviewID) throws -> ReviewEvent? {
    guard commit.parents.count < 2, commit.author == commit.committer,
      commit.extraHeaders.allSatisfy({ $0.name == "gpgsig" })
    else { return nil }
    let entries = try tree(commit.tree)
    guard entries.count == 1, entries[0].name == TreePath(EventDocument.fileName), entries[0].mode == .file,
      let header = try header(of: entries[0].id), header.size <= EventDocument.limit,
      let event = EventDocument.event(in: try blob(entries[0].id)), event.review == review,
      commit.messageBytes.elementsEqual(EventMessage.text(of: event).utf8)
    else { return nil }
    return event
  }

  /// The draft of an event's commit; its objects are stored, and nothing names it yet.
  func draft(_ event: ReviewEvent, after tip: ObjectID?, by stamp: Stamp) throws(GitStoreError) -> CommitDraft
  {
    var edits = TreeEdits()
    edits.put(try createBlob(EventDocument.bytes(of: event)), at: TreePath(EventDocument.fileName))
    return try CommitDraft(
      tree: apply(edits), parents: tip.map { [$0] } ?? [], author: stamp, committer: stamp,
      message: EventMessage.text(of: event))
  }

  /// The log that ends at a commit.
  ///
  /// Reading stops with an error after so many events that somebody means harm.
  func log(_ review: ReviewID, endingAt tip: ObjectID) throws -> ReviewLog {
    var entries: [LogEntry] = []
    var next: ObjectID? = tip
    while let id = next {
      guard entries.count < Self.eventLimit else {
        throw ReviewError(.malformedEvent, "The log of \(review) has more than \(Self.eventLimit) events.")
      }
      let commit = try commit(id)
      entries.append(try logEntry(commit, of: review))
      next = commit.parents.first
    }
    return ReviewLog(id: review, entries: entries.reversed())
  }

  private static var eventLimit: Int { 100_000 }
}
