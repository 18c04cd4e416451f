import GitStore

/// Takes the events of a log one after the other.
///
/// An event that breaks a rule is set aside with its reason and changes nothing else, so that nobody can
/// stop a review by writing nonsense into its log.
struct ReviewFold {
  private(set) var state: ReviewState
  private let authority: Authority
  private let publications: PublicationFacts
  private let proposed: Authority?
  private var lastTime: Int64 = 0
  /// Merges that ended earlier rounds; they end no other.
  private var spent: Set<ObjectID> = []

  init(_ id: ReviewID, _ authority: Authority, _ publications: PublicationFacts, proposed: Authority?) {
    state = ReviewState(id: id)
    (self.authority, self.publications, self.proposed) = (authority, publications, proposed)
  }

  mutating func take(_ entry: LogEntry) {
    guard let event = entry.event, event.review == state.id else {
      let sentence = "The commit is not an event of \(state.id) as the tool writes one."
      refuse(entry, Authority.Fault(.malformedEvent, sentence))
      return
    }
    if event.deed.action == .submit { endIfPublished() }
    if let fault = fault(of: event, entry) { return refuse(entry, fault) }
    lastTime = entry.time
    state.changedAt = entry.time
    apply(event, entry)
  }

  /// A branch without any event is a draft; a head that was merged is published, whatever the log says.
  mutating func notice(_ branch: BranchFacts?) {
    endIfPublished(at: branch?.head)
    endIfPublished()
  }

  private mutating func refuse(_ entry: LogEntry, _ fault: Authority.Fault) {
    let objection = Objection(fault.rule, fault.sentence, at: entry.id)
    state.refused.append(RefusedEvent(commit: entry.id, event: entry.event, objection: objection))
  }

  /// The merge comes before the event that records it, and a publisher can be stopped between both.
  private mutating func endIfPublished(at branchHead: ObjectID? = nil) {
    guard state.phase.isOpen, let head = branchHead ?? state.proposal?.content.head,
      let merge = publications.merges[head], !spent.contains(merge)
    else { return }
    state.phase = .published
    state.publication = merge
  }

  // MARK: What is allowed

  private func fault(of event: ReviewEvent, _ entry: LogEntry) -> Authority.Fault? {
    if entry.time < lastTime {
      return Authority.Fault(.eventTime, "It is dated before the event that it follows.")
    }
    let transition = Transition.of(event.deed.action)
    guard isPossible(transition, event) else {
      let words = "One cannot \(event.deed.action.rawValue) a review that is \(state.phase.rawValue)."
      return Authority.Fault(.actionNotPossible, words)
    }
    // The merge is there for all to see; who wrote that down, and with which key, adds nothing.
    if event.deed.action == .publish { return nil }
    let claim = Claim(actor: event.actor, email: entry.email, proof: entry.proof, time: entry.time)
    switch authority.standing(of: claim) {
    case .failure(let fault): return fault
    case .success(let standing):
      if event.deed.action.isDecision, let fault = authority.fault(ofDeciding: standing, claim) {
        return fault
      }
      return fault(of: event, by: transition.performer, claim, standing)
    }
  }

  private func isPossible(_ transition: Transition, _ event: ReviewEvent) -> Bool {
    switch event.deed {
    // The record of a merge that is there; without the merge it says what is not so.
    case .publish(let content, let merge):
      publications.merges[content.head] == merge && !spent.contains(merge)
        && (state.proposal.map { $0.content.digest == content.digest } ?? true)
    case .resolve(let comment): state.thread(of: comment) != nil
    case .comment(_, let reply?, _): state.thread(of: reply) != nil
    default: transition.from.contains(state.phase)
    }
  }

  private func fault(
    of event: ReviewEvent, by performer: Performer, _ claim: Claim, _ standing: Standing
  ) -> Authority.Fault? {
    let actor = event.actor
    switch performer {
    // Who published is judged by the merge itself.
    case .anyone, .publisher: return nil
    case .admin:
      return authority.isAdmin(actor) ? nil : lackOfRole(.adminNeeded, actor, "is no admin")
    case .reviewer:
      if reviews(actor) { return nil }
      return lackOfRole(.notAReviewer, actor, "reviews nothing that \(state.id) touches")
    case .submitter, .owner, .contributor:
      if isSubmitter(claim, standing) { return nil }
      if performer == .owner, authority.isAdmin(actor), standing != .stranger { return nil }
      if performer == .contributor, reviews(actor), standing != .stranger { return nil }
      return Authority.Fault(.notTheSubmitter, "\(actor) did not submit it.")
    }
  }

  /// Somebody who is not on record is the one who submitted if the key is the same, or there is none.
  private func isSubmitter(_ claim: Claim, _ standing: Standing) -> Bool {
    guard state.contributors.contains(claim.actor) else { return false }
    if standing != .stranger || state.contributorKeys.isEmpty { return true }
    return claim.proof.key.map(state.contributorKeys.contains) ?? false
  }

  /// Approvals are weighed against the areas later; here it matters only that somebody has a say at all.
  private func reviews(_ login: String) -> Bool {
    if authority.isAdmin(login) { return true }
    return state.subjects.contains {
      authority.approvers(of: $0.area, submittedBy: state.contributors).contains(login)
    }
  }

  private func lackOfRole(_ rule: ReviewRule, _ login: String, _ words: String) -> Authority.Fault {
    if proposed?.hasRole(login) == true, !authority.hasRole(login) {
      return Authority.Fault(.selfGrantedRole, "\(login) would get a role by this very submission.")
    }
    return Authority.Fault(rule, "\(login) \(words).")
  }
}

// MARK: What becomes of the state

extension ReviewFold {
  private mutating func apply(_ event: ReviewEvent, _ entry: LogEntry) {
    switch event.deed {
    case .submit(let proposal): begin(proposal, event, entry)
    case .revise(let proposal): announce(proposal, event, entry)
    case .comment(let anchor, let reply, let head):
      comment(event, entry, at: anchor, inReplyTo: reply, on: head)
    case .resolve(let comment): state.resolve(comment, by: event.actor)
    case .approve(let content): vote(.approval, content, event, entry)
    case .requestChanges(let content): vote(.changes, content, event, entry)
    case .override(let content): vote(.override, content, event, entry)
    case .reject, .withdraw, .supersede: end(event)
    case .publish(_, let merge):
      end(event)
      state.publication = merge
    }
  }

  private mutating func begin(_ proposal: Proposal, _ event: ReviewEvent, _ entry: LogEntry) {
    if let merge = state.publication { spent.insert(merge) }
    var next = ReviewState(id: state.id)
    next.round = state.round + 1
    next.refused = state.refused
    next.submitter = event.actor
    next.text = event.text
    next.submittedAt = entry.time
    next.changedAt = entry.time
    next.threads = state.phase == .draft ? state.threads : []
    state = next
    announce(proposal, event, entry)
  }

  private mutating func announce(_ proposal: Proposal, _ event: ReviewEvent, _ entry: LogEntry) {
    state.phase = .submitted
    state.proposal = proposal
    state.contributors.insert(event.actor)
    if let key = entry.proof.key { state.contributorKeys.insert(key) }
  }

  private mutating func vote(
    _ kind: Vote.Kind, _ content: ReviewedContent, _ event: ReviewEvent, _ entry: LogEntry
  ) {
    // An override speaks beside what its admin thinks of the content.
    state.votes.removeAll { $0.login == event.actor && ($0.kind == .override) == (kind == .override) }
    state.votes.append(
      Vote(
        kind: kind, login: event.actor, content: content, text: event.text, event: entry.id, time: entry.time,
        key: entry.proof.key))
  }

  private mutating func comment(
    _ event: ReviewEvent, _ entry: LogEntry, at anchor: CommentAnchor?, inReplyTo reply: ObjectID?,
    on head: ObjectID
  ) {
    guard let reply, let thread = state.thread(of: reply) else {
      state.threads.append(.init(event, entry, at: anchor, on: head))
      return
    }
    state.threads[thread].remarks.append(.init(event, entry))
    state.threads[thread].resolvedBy = nil
  }

  private mutating func end(_ event: ReviewEvent) {
    state.ending = event
    state.phase = Transition.of(event.deed.action).to ?? state.phase
  }
}

extension ReviewState {
  fileprivate func thread(of comment: ObjectID) -> Int? {
    threads.firstIndex { $0.remarks.contains { $0.event == comment } }
  }

  fileprivate mutating func resolve(_ comment: ObjectID, by login: String) {
    guard let thread = thread(of: comment) else { return }
    threads[thread].resolvedBy = login
  }
}

extension CommentThread {
  fileprivate init(_ event: ReviewEvent, _ entry: LogEntry, at anchor: CommentAnchor?, on head: ObjectID) {
    self.init(anchor: anchor, head: head, remarks: [Remark(event, entry)])
  }
}

extension CommentThread.Remark {
  fileprivate init(_ event: ReviewEvent, _ entry: LogEntry) {
    self.init(login: event.actor, text: event.text, event: entry.id, time: entry.time)
  }
}
