import GitStore

extension Registry {
  /// How often a command starts again because somebody else was faster.
  static let attempts = 50

  /// Adds an event to a review's log, and gives back the review as it then stands.
  ///
  /// `event` makes it from the review as it stands at that moment, and again where somebody was faster. An
  /// event that would not count is not added: the error says which rule it breaks.
  func append(
    to id: ReviewID, by actor: Actor, _ event: (ReviewView) throws(ReviewError) -> ReviewEvent
  ) throws(ReviewError) -> ReviewView {
    for _ in 0..<Self.attempts {
      let view = try look(at: id)
      let entry = try store(event(view), after: view, by: actor)
      let next = try permitted(entry, after: view)
      let result = try move(
        id.log, from: view.log.tip, to: entry.id, "review: \(id)", by: actor.identity)
      if result == .done { return next }
      try refresh()
    }
    throw ReviewError(.contended, "Others kept writing to the log of \(id). Try again.")
  }

  private func store(
    _ event: ReviewEvent, after view: ReviewView, by actor: Actor
  ) throws(ReviewError) -> LogEntry {
    let stamp = try actor.stamp(notBefore: view.log.entries.last?.time ?? 0)
    return try world {
      let draft = try repository.draft(event, after: view.log.tip, by: stamp)
      return try repository.logEntry(repository.commit(repository.store(draft, by: actor)), of: event.review)
    }
  }

  /// The review with one more event, which has to count there.
  private func permitted(_ entry: LogEntry, after view: ReviewView) throws(ReviewError) -> ReviewView {
    let log = ReviewLog(id: view.log.id, entries: view.log.entries + [entry])
    let next = try look(
      at: view.log.id, log: log, head: head(view.log.id), main: view.main, authority: view.authority)
    let objections =
      next.state.refused.filter { $0.commit == entry.id }.map(\.objection)
      + next.state.verdict.objections.filter { $0.commit == entry.id && $0.rule != .changesRequested }
    guard objections.isEmpty else { throw ReviewError(refusing: objections) }
    return next
  }
}
