import Changes
public import Documents
import GitStore

/// Reviews as JSON, for programs: the keys are documented in `docs/reviews.md` and stay.
public enum ReviewDocument {
  /// A list of reviews.
  public static func list(_ items: [InboxItem]) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for item in items {
      builder.beginObject()
      builder.members(of: item.state, waits: item.waits)
      builder.member("has_conflicts", item.isDisputed)
      if let distrust = item.distrust { builder.objections([distrust]) }
      builder.end()
    }
    builder.end()
    return builder.document()
  }

  /// One review with what it changes, its votes, comments and the events that do not count.
  public static func review(_ page: ReviewPage) -> Document {
    let state = page.state
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.members(of: state, waits: page.waits)
    builder.member("text", state.text.text)
    builder.array("files", page.files) { $0.file($1) }
    builder.array("conflicts", page.disputes) { $0.dispute($1) }
    builder.array("votes", state.votes) { $0.vote($1) }
    builder.array("threads", state.threads) { $0.thread($1) }
    builder.objections(state.verdict.objections + state.refused.map(\.objection))
    builder.end()
    return builder.document()
  }

  /// What an audit found.
  public static func audit(_ audit: Audit) -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.member("commits", audit.commits.count)
    builder.member("publications", audit.publicationCount)
    builder.member("on_trust", audit.foundingCount)
    builder.array("overrides", audit.overrides) { builder, publication in
      builder.beginObject()
      builder.member("id", publication.review.description)
      builder.member("by", publication.overrider)
      builder.end()
    }
    builder.array("refused", audit.refused) { builder, commit in
      builder.beginObject()
      builder.member("commit", commit.id.hex)
      builder.member("summary", commit.summary)
      if case .refused(let objections) = commit.finding { builder.objections(objections) }
      builder.end()
    }
    builder.end()
    return builder.document()
  }

  /// The table of what can be done when.
  public static func transitions() -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for row in Transition.all {
      builder.beginObject()
      builder.member("action", row.action.rawValue)
      builder.array("from", row.from) { $0.string($1.rawValue) }
      builder.member("to", row.to?.rawValue)
      builder.member("by", row.performer.rawValue)
      builder.member("condition", row.condition)
      builder.end()
    }
    builder.end()
    return builder.document()
  }

  /// The events of a log, oldest first; those that do not count say why.
  public static func log(_ log: ReviewLog, _ state: ReviewState) -> Document {
    let refusals = Dictionary(state.refused.map { ($0.commit, $0.objection) }) { first, _ in first }
    var builder = DocumentBuilder()
    builder.beginArray()
    for entry in log.entries {
      builder.beginObject()
      builder.member("event", entry.id.hex)
      builder.member("time", Int(entry.time))
      builder.member("action", entry.event?.deed.action.rawValue)
      builder.member("by", entry.event?.actor)
      builder.member("signed", entry.proof.key != nil)
      builder.member("text", entry.event?.text.text)
      builder.objections(refusals[entry.id].map { [$0] } ?? [])
      builder.end()
    }
    builder.end()
    return builder.document()
  }
}

extension DocumentBuilder {
  mutating func member(_ key: String, _ value: String?) {
    self.key(key)
    if let value { string(value) } else { null() }
  }

  mutating func member(_ key: String, _ value: Int?) {
    self.key(key)
    if let value { number(value) } else { null() }
  }

  mutating func member(_ key: String, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  mutating func array<Element>(
    _ key: String, _ elements: [Element], _ write: (inout DocumentBuilder, Element) -> Void
  ) {
    self.key(key)
    beginArray()
    for element in elements { write(&self, element) }
    end()
  }

  mutating func objections(_ objections: [Objection]) {
    array("objections", objections) { builder, objection in
      builder.beginObject()
      builder.member("rule", objection.rule.rawValue)
      builder.member("sentence", objection.sentence)
      builder.member("commit", objection.commit?.hex)
      builder.end()
    }
  }

  fileprivate mutating func members(of state: ReviewState, waits: [Wait]) {
    member("id", state.id.description)
    member("state", state.phase.rawValue)
    member("title", state.text.title)
    member("submitter", state.submitter)
    member("round", state.round)
    member("submitted_at", state.round > 0 ? Int(state.submittedAt) : nil)
    member("changed_at", state.round > 0 ? Int(state.changedAt) : nil)
    member("head", (state.branchHead ?? state.proposal?.content.head)?.hex)
    member("base", state.proposal?.base.hex)
    member("digest", state.proposal?.content.digest.description)
    member("merge", state.publication?.hex)
    array("touches", state.subjects) { $0.string($1.description) }
    member("errors", state.proposal?.findings?.errors)
    member("warnings", state.proposal?.findings?.warnings)
    array("approved_by", state.verdict.approvals) { $0.string($1.login) }
    member("open_comments", state.openThreads.count)
    array("waits_for", waits) { builder, wait in
      builder.beginObject()
      builder.member("what", wait.what)
      builder.array("who", wait.who) { $0.string($1) }
      builder.end()
    }
  }

  fileprivate mutating func file(_ file: FileChange) {
    beginObject()
    member("path", file.path)
    member("kind", file.kind.rawValue)
    array("fields", file.fields) { $1.add(to: &$0) }
    member("lines_added", file.lines?.added)
    member("lines_removed", file.lines?.removed)
    end()
  }

  fileprivate mutating func dispute(_ dispute: Dispute) {
    beginObject()
    member("path", dispute.path.description)
    if case .field(let field) = dispute.matter { member("field", field.description) }
    member("was", dispute.base)
    member("published", dispute.ours)
    member("mine", dispute.theirs)
    end()
  }

  fileprivate mutating func vote(_ vote: Vote) {
    beginObject()
    member("by", vote.login)
    member(
      "vote", vote.kind == .approval ? "approve" : vote.kind == .changes ? "request-changes" : "override")
    member("digest", vote.content.digest.description)
    member("time", Int(vote.time))
    member("text", vote.text.text)
    end()
  }

  fileprivate mutating func thread(_ thread: CommentThread) {
    beginObject()
    member("path", thread.anchor?.path)
    switch thread.anchor?.place {
    case .line(let line): member("line", line)
    case .field(let field): member("field", field)
    case nil: break
    }
    member("head", thread.head.hex)
    member("resolved_by", thread.resolvedBy)
    array("remarks", thread.remarks) { builder, remark in
      builder.beginObject()
      builder.member("comment", remark.event.hex)
      builder.member("by", remark.login)
      builder.member("time", Int(remark.time))
      builder.member("text", remark.text.text)
      builder.end()
    }
    end()
  }
}
