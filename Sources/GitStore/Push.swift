import CLibGit2

/// What a reference at a remote shall become.
public struct PushRequest: Hashable, Sendable {
  /// The full name at the remote.
  public let name: String
  /// The object that it shall name; nil removes it.
  public let target: ObjectID?
  /// What it must hold for that.
  public let expected: ExpectedTarget
  /// Whether it may lose commits.
  public let mayRewind: Bool

  /// Makes a request from its parts.
  public init(
    _ name: String, to target: ObjectID?, expecting expected: ExpectedTarget, mayRewind: Bool = false
  ) {
    (self.name, self.target, self.expected, self.mayRewind) = (name, target, expected, mayRewind)
  }
}

/// What became of one request of a push.
public enum PushStatus: Hashable, Sendable {
  /// The reference is as asked now.
  case done
  /// The reference was as asked already.
  case unchanged
  /// Somebody else was there first: the reference holds this object, or nothing.
  case moved(actual: ObjectID?)
  /// The reference holds this object, which the new one does not continue, and may not lose it.
  case wouldRewind(actual: ObjectID)
  /// The remote or one of its hooks refused, for this reason.
  case refused(String)
  /// Another request stood in the way, so nothing was sent.
  case notSent
}

/// What became of a push.
public struct PushOutcome: Hashable, Sendable {
  /// What became of each request, in their order.
  public let statuses: [PushStatus]
  /// What the other side and its hooks said, line by line.
  public let messages: String

  /// Whether every reference is as asked.
  public var isComplete: Bool {
    statuses.allSatisfy { $0 == .done || $0 == .unchanged }
  }
}

extension Repository {
  /// Sends what the requests need and has the references of the remote changed, each by compare-and-swap.
  ///
  /// What the remote shows is compared with what each request expects before anything is sent, and the remote
  /// compares once more under its own lock. When one request cannot be met, none is sent; but the remote, too,
  /// may take some and refuse others, so look at every status. When the connection breaks after the sending
  /// began, an error is thrown and the remote may or may not have done what was asked: list its references.
  ///
  /// Where the remote holds `relative`, a commit from which the sent ones differ little, the work grows with that
  /// difference, and not with all that the remote has.
  public func push(
    _ requests: [PushRequest], to remote: Remote, relativeTo relative: ObjectID? = nil,
    access: RemoteAccess = RemoteAccess()
  ) throws(GitStoreError) -> PushOutcome {
    try check(requests)
    // A handle of its own, since what is sent is read in another way.
    let sender = try Repository.open(at: gitFolder)
    let session = try RemoteSession.connect(
      to: remote.pushURL, direction: GIT_DIRECTION_PUSH, repository: sender, access: access)
    let held = try targets(of: session)
    var statuses: [PushStatus?] = []
    for request in requests { statuses.append(try obstacle(to: request, actual: held[request.name])) }
    let hasObstacle = statuses.contains { $0 != nil && $0 != .unchanged }
    let sent = hasObstacle ? [] : zip(requests, statuses).filter { $0.1 == nil }.map(\.0)
    if !sent.isEmpty {
      let outgoing = try OutgoingReferences(sent.compactMap(\.target), in: self)
      // The comparison is done; libgit2's own would give up the whole push, so each is sent with a plus.
      var refspecs: [String] = []
      for request in sent {
        refspecs.append(request.target.map { "+\(outgoing[$0]):\(request.name)" } ?? ":\(request.name)")
      }
      if let relative, held.values.contains(relative) {
        let branches = held.filter { $0.key.hasPrefix("refs/heads/") }.values.sorted()
        try leaveOut(
          what: relative, sharesWith: sent.compactMap(\.target) + branches, through: sender)
      }
      try session.upload(refspecs)
    }
    try session.disconnect()

    let answers = session.transfer.statuses
    var heldNow: [String: ObjectID]?
    if answers.values.contains(where: { $0 != nil }) { heldNow = targetsNow(at: remote, access: access) }
    var outcome: [PushStatus] = []
    for (request, status) in zip(requests, statuses) {
      if let status {
        outcome.append(status)
      } else if hasObstacle {
        outcome.append(.notSent)
      } else {
        outcome.append(Self.status(of: request, answer: answers[request.name], heldNow: heldNow))
      }
    }
    for (request, status) in zip(requests, outcome) where status == .done {
      try follow(request, of: remote)
    }
    return PushOutcome(statuses: outcome, messages: session.transfer.messages)
  }

  private func check(_ requests: [PushRequest]) throws(GitStoreError) {
    var names: Set<String> = []
    for request in requests {
      guard request.name.hasPrefix("refs/"), Self.isValidReferenceName(request.name),
        names.insert(request.name).inserted
      else {
        throw GitStoreError(
          .invalidName, "‘\(singleLine(request.name))’ cannot be pushed to.",
          advice: "Use full names like refs/heads/topic, each once.")
      }
      if let target = request.target, !contains(target) { throw core.missing(target) }
    }
  }

  /// Spares a push the folders of a commit that the remote holds, as far as others have the same.
  private func leaveOut(
    what known: ObjectID, sharesWith others: [ObjectID], through sender: borrowing Repository
  ) throws(GitStoreError) {
    var commits: [ObjectID] = []
    for other in others where try header(of: other)?.kind == .commit { commits.append(other) }
    guard try header(of: known)?.kind == .commit else { return }
    let folders = try UnchangedFolders(of: known, in: commits, through: core)
    try EmptiedFolders.add(folders.trees, to: sender.core)
  }

  private func targets(of session: borrowing RemoteSession) throws(GitStoreError) -> [String: ObjectID] {
    var targets: [String: ObjectID] = [:]
    for reference in try session.references() { targets[reference.name] = reference.target }
    return targets
  }

  /// What stands in the way of a request, or that there is nothing to do; nil when it may be sent.
  private func obstacle(to request: PushRequest, actual: ObjectID?) throws(GitStoreError) -> PushStatus? {
    // Also when something else was expected: an earlier push may have come through without an answer.
    if actual == request.target { return .unchanged }
    switch request.expected {
    case .absent: if actual != nil { return .moved(actual: actual) }
    case .object(let id): if actual != id { return .moved(actual: actual) }
    case .anything: break
    }
    guard let actual, let target = request.target, !request.mayRewind else { return nil }
    guard try header(of: actual)?.kind == .commit, try header(of: target)?.kind == .commit,
      try isAncestor(actual, of: target)
    else { return .wouldRewind(actual: actual) }
    return nil
  }

  /// What the remote holds after it refused something; nil when it does not say.
  private func targetsNow(at remote: Remote, access: RemoteAccess) -> [String: ObjectID]? {
    do throws(GitStoreError) {
      let session = try RemoteSession.connect(
        to: remote.pushURL, direction: GIT_DIRECTION_PUSH, repository: self, access: access)
      let targets = try targets(of: session)
      try session.disconnect()
      return targets
    } catch {
      // The refusal itself is known and is what the caller gets.
      return nil
    }
  }

  private static func status(
    of request: PushRequest, answer: String??, heldNow: [String: ObjectID]?
  ) -> PushStatus {
    guard let answer else { return .refused("the remote gave no answer") }
    guard let reason = answer else { return .done }
    guard let heldNow else { return .refused(reason) }
    // Servers word a lost race in many ways; what the reference holds now tells it.
    let actual = heldNow[request.name]
    if actual == request.target { return .unchanged }
    switch request.expected {
    case .absent where actual != nil: return .moved(actual: actual)
    case .object(let id) where actual != id: return .moved(actual: actual)
    default: return .refused(reason)
    }
  }

  /// Notes here what the remote now holds, where the settings keep track of it.
  private func follow(_ request: PushRequest, of remote: Remote) throws(GitStoreError) {
    for spec in remote.fetchRefspecs {
      guard let name = spec.destination(of: request.name), try !isCheckedOut(name), try !isSymbolic(name)
      else { continue }
      try update(name, to: request.target, expecting: .anything, message: "update by push")
    }
  }
}
