public import GitStore

/// A change of a reference that somebody pushes.
public struct PushedUpdate: Hashable, Sendable {
  /// The reference's full name.
  public let name: String
  /// What it holds; nil where it is not there.
  public let old: ObjectID?
  /// What it is to hold; nil to delete it.
  public let new: ObjectID?

  /// Joins the parts.
  public init(name: String, old: ObjectID?, new: ObjectID?) {
    (self.name, self.old, self.new) = (name, old, new)
  }

  /// Reads a line that git gives to a `pre-receive` hook: `OLD NEW NAME`; nil for anything else.
  public init?(line: some StringProtocol) {
    let words = String(line).split(separator: " ", maxSplits: 2)
    guard words.count == 3, let old = ObjectID(hex: words[0]), let new = ObjectID(hex: words[1]) else {
      return nil
    }
    func named(_ id: ObjectID) -> ObjectID? { id.bytes.allSatisfy { $0 == 0 } ? nil : id }
    self.init(name: String(words[2]), old: named(old), new: named(new))
  }
}

/// Decides about what somebody pushes to a repository that a team hosts itself.
///
/// The same rules as those of the commands and of the audit, at the one place that nobody can go around. All
/// is judged by what was published before the push.
public struct PushCheck {
  private let registry: Registry
  private let updates: [PushedUpdate]
  /// The time, in seconds since 1970, by the clock of the machine that receives.
  private let now: Int64

  /// Looks at the updates of one push, whose objects the registry's repository can read already.
  public init(_ updates: [PushedUpdate], to registry: Registry, now: Int64) {
    (self.registry, self.updates, self.now) = (registry, updates, now)
    for update in updates { registry.pretend(update.name, is: update.new) }
  }

  /// What speaks against the push; it is refused as a whole where anything does.
  public func objections() throws(ReviewError) -> [Objection] {
    var objections: [Objection] = []
    for update in updates { objections += try self.objections(to: update) }
    return objections
  }

  private func objections(to update: PushedUpdate) throws(ReviewError) -> [Objection] {
    if update.name == "refs/heads/\(registry.branch)" { return try objections(toMain: update) }
    if update.name.hasPrefix(ReviewID.branches) {
      guard let id = ReviewID(update.name.dropFirst(ReviewID.branches.count)) else {
        return [Self.badName(update)]
      }
      return try objections(toBranch: update, of: id)
    }
    if update.name.hasPrefix(ReviewID.logs) {
      guard let id = ReviewID(update.name.dropFirst(ReviewID.logs.count)) else {
        return [Self.badName(update)]
      }
      return try LogPushCheck(registry, id, update, main: publishedBefore, now: now).objections()
    }
    let isOurs = ["refs/modelhub", "refs/heads/review"].contains {
      update.name == $0 || update.name.hasPrefix($0 + "/")
    }
    guard isOurs else { return [] }
    return [Objection(.unknownReference, "‘\(shown(update.name))’ is nothing that reviews use.")]
  }

  private static func badName(_ update: PushedUpdate) -> Objection {
    Objection(
      .reviewID, "‘\(shown(update.name))’ does not name a review: TYPE/NAME, people/LOGIN, or a slug.")
  }

  /// The published commit before the push; nil where the registry is only being founded.
  private var publishedBefore: ObjectID? {
    get throws(ReviewError) {
      let name = "refs/heads/\(registry.branch)"
      return try world { try registry.repository.reference(name) }
    }
  }

  // MARK: The published branch

  private func objections(toMain update: PushedUpdate) throws(ReviewError) -> [Objection] {
    guard let old = try publishedBefore, try isFounded(old) else { return [] }
    let rewritten = Objection(
      .mainRewritten, "‘\(registry.branch)’ only grows, and keeps its line of first parents.", at: update.new)
    guard let new = update.new, try world({ try registry.repository.isAncestor(old, of: new) }) else {
      return [rewritten]
    }
    let commits: [ObjectID]
    do throws(ReviewError) { commits = try registry.firstParents(from: old, to: new) } catch
      where error.code == .refused
    {
      return [rewritten]
    }
    let check = PublicationCheck(registry)
    var objections: [Objection] = []
    for id in commits { objections += try check.objections(to: world { try registry.repository.commit(id) }) }
    return objections
  }

  /// Until there are settings, there is nobody who could review them.
  private func isFounded(_ main: ObjectID) throws(ReviewError) -> Bool {
    try world {
      let settings = TreePath(registry.folder).appending(Array("hub.yaml".utf8))
      return try registry.repository.entry(at: settings, in: registry.repository.commit(main).tree) != nil
    }
  }

  // MARK: Branches of reviews

  private func objections(toBranch update: PushedUpdate, of id: ReviewID) throws(ReviewError) -> [Objection] {
    guard let main = try publishedBefore else { return [] }
    guard let head = update.new else {
      let phase = try registry.look(at: id).state.phase
      guard phase.isOpen, phase != .draft else { return [] }
      return [Objection(.openReviewBranch, "\(id) is \(phase.rawValue); withdraw it before its branch goes.")]
    }
    return try registry.content(of: head, against: main, under: registry.authority(at: main)).scope.objections
  }
}

/// Decides about what somebody pushes to the log of one review.
private struct LogPushCheck {
  let registry: Registry
  let id: ReviewID
  let update: PushedUpdate
  let main: ObjectID?
  let now: Int64

  init(_ registry: Registry, _ id: ReviewID, _ update: PushedUpdate, main: ObjectID?, now: Int64) {
    (self.registry, self.id, self.update, self.main, self.now) = (registry, id, update, main, now)
  }

  func objections() throws(ReviewError) -> [Objection] {
    guard let main else { return [Objection(.actionNotPossible, "There is no published catalog yet.")] }
    guard let new = update.new, try grows(to: new) else {
      return [Objection(.logRewritten, "The log of \(id) only grows.", at: update.new)]
    }
    let authority = try registry.authority(at: main)
    let log = try world { try registry.repository.log(id, endingAt: new) }
    let view = try registry.look(
      at: id, log: log, head: registry.head(id), main: registry.main(), authority: authority)
    let isOld = try old(log)
    let added = log.entries.filter { !isOld.contains($0.id) }
    let ids = Set(added.map(\.id))
    var objections = view.state.refused.filter { ids.contains($0.commit) }.map(\.objection)
    objections += view.state.verdict.objections.filter { objection in
      objection.rule != .changesRequested && objection.commit.map(ids.contains) == true
    }
    for entry in added { objections += try doubts(about: entry, main, authority) }
    return objections
  }

  private func grows(to new: ObjectID) throws(ReviewError) -> Bool {
    guard let old = update.old else { return true }
    return try world { try registry.repository.isAncestor(old, of: new) }
  }

  private func old(_ log: ReviewLog) throws(ReviewError) -> Set<ObjectID> {
    guard let old = update.old, let place = log.entries.firstIndex(where: { $0.id == old }) else { return [] }
    return Set(log.entries[...place].map(\.id))
  }

  /// What only the receiving side can tell: the time, and whether what is said of content is so.
  private func doubts(
    about entry: LogEntry, _ main: ObjectID, _ authority: Authority
  ) throws(ReviewError) -> [Objection] {
    guard let event = entry.event else { return [] }
    if entry.time - now > Actor.patience {
      return [Objection(.eventTime, "\(entry.id.short) is dated in the future.", at: entry.id)]
    }
    // Whoever found an old key could date an event back to when the key was good.
    let claim = Claim(actor: event.actor, email: entry.email, proof: entry.proof, time: max(now, entry.time))
    if case .failure(let fault) = authority.standing(of: claim), fault.rule == .revokedKey {
      return [Objection(fault.rule, fault.sentence, at: entry.id)]
    }
    guard let proposal = event.deed.proposal else { return [] }
    guard registry.repository.contains(proposal.content.head) else {
      return [
        Objection(.untrueEvent, "The head \(proposal.content.head.short) was not pushed.", at: entry.id)
      ]
    }
    let content = try registry.content(of: proposal.content.head, against: main, under: authority)
    guard content.digest == proposal.content.digest, content.scope.subjects == proposal.subjects else {
      let sentence = "\(entry.id.short) says of \(content.head.short) what is not so: digest or subjects."
      return [Objection(.untrueEvent, sentence, at: entry.id)]
    }
    return content.scope.objections
  }
}
