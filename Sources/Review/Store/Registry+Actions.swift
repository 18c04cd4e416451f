public import GitStore

/// What reviewers and submitters do, one function each.
extension Registry {
  /// Vouches for what a review holds now.
  ///
  /// Where `seen` is given, only if that is its head: whoever looked at something else must look again.
  @discardableResult
  public func approve(
    _ id: ReviewID, seen: ObjectID? = nil, by actor: Actor, saying text: EventText = .empty
  ) throws(ReviewError) -> ReviewState {
    try act(on: id, by: actor, text) { view throws(ReviewError) in
      try .approve(Self.content(of: view, seen: seen))
    }
  }

  /// Asks for other content.
  @discardableResult
  public func requestChanges(
    _ id: ReviewID, by actor: Actor, saying text: EventText
  ) throws(ReviewError) -> ReviewState {
    try act(on: id, by: actor, text) { view throws(ReviewError) in try .requestChanges(Self.content(of: view))
    }
  }

  /// Ends a review without publishing.
  @discardableResult
  public func reject(_ id: ReviewID, by actor: Actor, saying text: EventText) throws(ReviewError)
    -> ReviewState
  {
    try act(on: id, by: actor, text) { view throws(ReviewError) in try .reject(Self.content(of: view)) }
  }

  /// Lets content through although a rule refuses it; for admins, and for the record.
  @discardableResult
  public func override(_ id: ReviewID, by actor: Actor, saying text: EventText) throws(ReviewError)
    -> ReviewState
  {
    try act(on: id, by: actor, text) { view throws(ReviewError) in try .override(Self.content(of: view)) }
  }

  /// Takes a submission back.
  @discardableResult
  public func withdraw(
    _ id: ReviewID, by actor: Actor, saying text: EventText = .empty
  ) throws(ReviewError) -> ReviewState {
    try act(on: id, by: actor, text) { _ in .withdraw }
  }

  /// Ends a review in favour of another.
  @discardableResult
  public func supersede(
    _ id: ReviewID, with other: ReviewID, by actor: Actor, saying text: EventText = .empty
  ) throws(ReviewError) -> ReviewState {
    let next = try state(other)
    guard other != id, next.round > 0 || next.branchHead != nil else {
      throw ReviewError(.notFound, "There is no other review ‘\(other)’ to take its place.")
    }
    return try act(on: id, by: actor, text) { _ in .supersede(by: other) }
  }

  /// Says something, perhaps at a place or in answer to the comment that `answered` begins to name.
  @discardableResult
  public func comment(
    on id: ReviewID, at anchor: CommentAnchor? = nil, answering answered: String? = nil, by actor: Actor,
    saying text: EventText
  ) throws(ReviewError) -> ReviewState {
    try act(on: id, by: actor, text) { view throws(ReviewError) in
      guard let head = view.state.branchHead ?? view.state.proposal?.content.head else {
        throw Self.missing(id)
      }
      let reply = try answered.map { name throws(ReviewError) in try Self.comment(name, in: view.state) }
      return .comment(at: anchor, inReplyTo: reply, on: head)
    }
  }

  /// Marks the comment that `name` begins to name as settled.
  @discardableResult
  public func resolve(
    _ name: String, in id: ReviewID, by actor: Actor, saying text: EventText = .empty
  ) throws(ReviewError) -> ReviewState {
    try act(on: id, by: actor, text) { view throws(ReviewError) in
      try .resolve(Self.comment(name, in: view.state))
    }
  }

  private func act(
    on id: ReviewID, by actor: Actor, _ text: EventText,
    _ deed: (ReviewView) throws(ReviewError) -> ReviewEvent.Deed
  ) throws(ReviewError) -> ReviewState {
    try append(to: id, by: actor) { view throws(ReviewError) in
      guard view.log.tip != nil || view.state.branchHead != nil else { throw Self.missing(id) }
      return try Self.event(deed(view), in: id, by: actor, text)
    }.state
  }

  static func event(
    _ deed: ReviewEvent.Deed, in id: ReviewID, by actor: Actor, _ text: EventText
  ) throws(ReviewError) -> ReviewEvent {
    guard let event = ReviewEvent(deed, in: id, by: actor.login, saying: text) else {
      throw ReviewError(
        .malformedEvent,
        "Say something with it: whoever \(deed.action.verb) something gives the reason (`-m TEXT`).")
    }
    return event
  }

  private static func content(of view: ReviewView, seen: ObjectID? = nil) throws(ReviewError)
    -> ReviewedContent
  {
    guard let content = view.content?.reviewed ?? view.state.proposal?.content else {
      throw missing(view.state.id)
    }
    guard seen == nil || seen == content.head else {
      throw ReviewError(
        .staleApproval,
        "The submission is at \(content.head.short) now, not at what you saw. Look at it again.")
    }
    return content
  }

  private static func comment(_ name: String, in state: ReviewState) throws(ReviewError) -> ObjectID {
    let found = state.threads.flatMap(\.remarks).map(\.event).filter { $0.hex.hasPrefix(name.lowercased()) }
    guard let comment = found.first, !name.isEmpty else {
      throw ReviewError(
        .notFound, "\(state.id) has no comment ‘\(shown(name))’. `modelhub review show` lists them.")
    }
    guard found.count == 1 else {
      throw ReviewError(
        .notFound, "‘\(shown(name))’ names several comments of \(state.id). Give more digits.")
    }
    return comment
  }

  static func missing(_ id: ReviewID) -> ReviewError {
    ReviewError(.notFound, "There is no review ‘\(id)’. `modelhub review list` shows those that are open.")
  }
}
