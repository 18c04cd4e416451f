import GitStore

/// Who or what a review waits for.
public struct Wait: Hashable, Sendable {
  /// What has to happen, as a phrase: `an approval for llm entries`.
  public let what: String
  /// Who can make it happen, sorted; empty where nobody can.
  public let who: [String]
}

/// A review in a list.
public struct InboxItem: Sendable {
  /// Where it stands.
  public let state: ReviewState
  /// What it waits for.
  public let waits: [Wait]
  /// Whether it changes what the published catalog changed in another way.
  public let isDisputed: Bool
  /// Why its log cannot be believed; its state is then empty.
  public let distrust: Objection?

  /// Whether somebody is among those whom it waits for.
  public func waits(for login: String) -> Bool { waits.contains { $0.who.contains(login) } }
}

/// Which reviews a list shows.
public enum InboxScope: Sendable {
  /// Those that are open.
  case open
  /// All there ever were.
  case all
}

extension Registry {
  /// The reviews, those first that changed last.
  ///
  /// For speed a list believes what submitters announced of the content, except where that would make a
  /// review approved.
  public func inbox(_ scope: InboxScope = .open) throws(ReviewError) -> [InboxItem] {
    let heads = try tips(under: references.branches)
    let logs = try tips(under: references.logs)
    var ids = Set(heads.keys)
    if scope == .all { ids.formUnion(logs.keys) }
    ids.formUnion(distrusted.keys)
    let main = try main()
    let authority = try authority(at: main)
    var items: [InboxItem] = []
    var published: [ObjectID: Set<Subject>] = [:]
    for id in ids.sorted() {
      if let objection = distrusted[id] {
        items.append(InboxItem(state: ReviewState(id: id), waits: [], isDisputed: false, distrust: objection))
        continue
      }
      let log = try log(id, endingAt: logs[id])
      let state = try glance(at: log, heads[id], main, authority)
      guard scope == .all || state.phase.isOpen else { continue }
      let isDisputed = try isDisputed(state, main, authority, &published)
      let waits = authority.waits(of: state, isDisputed: isDisputed)
      items.append(InboxItem(state: state, waits: waits, isDisputed: isDisputed, distrust: nil))
    }
    return items.sorted { ($1.state.changedAt, $0.state.id) < ($0.state.changedAt, $1.state.id) }
  }

  /// Whether an open review and the published catalog changed the same in different ways.
  ///
  /// Only where both touch the same entry is its content read. `published` remembers what the catalog changed
  /// since a commit.
  private func isDisputed(
    _ state: ReviewState, _ main: ObjectID, _ authority: Authority,
    _ published: inout [ObjectID: Set<Subject>]
  ) throws(ReviewError) -> Bool {
    guard state.phase.isOpen, let base = state.proposal?.base, base != main, repository.contains(base) else {
      return false
    }
    if published[base] == nil { published[base] = try subjects(from: base, to: main, authority) }
    guard !(published[base] ?? []).isDisjoint(with: state.subjects) else { return false }
    do throws(ReviewError) { return try !disputes(of: look(at: state.id)).isEmpty } catch
      where error.code == .refused
    {
      // One review that makes no sense must not keep the others from being listed.
      return false
    }
  }

  private func subjects(
    from base: ObjectID, to main: ObjectID, _ authority: Authority
  ) throws(ReviewError) -> Set<Subject> {
    try world {
      var diff = repository.diff(try repository.commit(base).tree, try repository.commit(main).tree)
      var subjects: Set<Subject> = []
      while let change = try diff.next() { subjects.insert(Subject(change.path, under: authority)) }
      return subjects
    }
  }

  /// A review by what its log says of it, without reading its content where that changes nothing.
  private func glance(
    at log: ReviewLog, _ head: ObjectID?, _ main: ObjectID, _ authority: Authority
  ) throws(ReviewError) -> ReviewState {
    let id = log.id
    guard let tip = log.entries.last, tip.event?.deed.action != .publish || head != nil else {
      return try look(at: id, log: log, head: head, main: main, authority: authority).state
    }
    let announced = log.entries.last { $0.event?.deed.proposal != nil }?.event?.deed.proposal
    guard let head, head == announced?.content.head else {
      return try look(at: id, log: log, head: head, main: main, authority: authority).state
    }
    let facts = PublicationFacts(merges: try merges(of: log, head: head, main: main))
    let state = ReviewState(log, under: authority, branch: BranchFacts(head: head), publications: facts)
    guard state.phase == .approved else { return state }
    return try look(at: id, log: log, head: head, main: main, authority: authority).state
  }
}

extension Authority {
  /// What a review waits for; `isDisputed` where it changes what the published catalog changed in another way.
  public func waits(of state: ReviewState, isDisputed: Bool = false) -> [Wait] {
    guard isDisputed, state.phase.isOpen, state.phase != .draft else { return waits(ofMergeable: state) }
    let settling = Wait(what: "its conflicts to be settled", who: state.contributors.sorted())
    return [settling] + (state.phase == .approved ? [] : waits(ofMergeable: state))
  }

  private func waits(ofMergeable state: ReviewState) -> [Wait] {
    let owners = state.contributors.sorted()
    switch state.phase {
    case .draft: return [Wait(what: "somebody to submit it", who: [])]
    case .published, .rejected, .withdrawn, .superseded: return []
    case .changesRequested:
      let critics = state.votes.filter { $0.kind == .changes }.map(\.login)
      return [Wait(what: "an answer to \(critics.joined(separator: ", "))", who: owners)]
    case .approved:
      let publishers = publishers(of: state.subjects.map(\.area), submittedBy: state.contributors)
      return [Wait(what: "somebody to publish it", who: publishers)]
    case .submitted:
      if state.verdict.isBlocked { return [Wait(what: "its new content to be announced", who: owners)] }
      return state.verdict.needs.map { need in
        let count = need.missing == 1 ? "an approval" : "\(need.missing) approvals"
        return Wait(what: "\(count) for \(need.area.words)", who: need.candidates)
      }
    }
  }
}
