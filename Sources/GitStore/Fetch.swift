import CLibGit2

/// What a fetch did with one reference.
public struct FetchedReference: Hashable, Sendable {
  /// What became of it.
  public enum Status: Hashable, Sendable {
    /// It is new here.
    case created
    /// It was moved forward, or to another place if the refspec allows that.
    case updated
    /// It was here already.
    case unchanged
    /// The remote has it no more, and it was removed here.
    case pruned
    /// The remote's history does not continue ours, and the refspec forbids to lose commits.
    case rewritten
    /// Somebody here changed it in the meantime.
    case moved
    /// It cannot be kept, for this reason.
    case refused(String)
  }

  /// The name at the remote.
  public let source: String
  /// The name here.
  public let name: String
  /// What it held here before.
  public let old: ObjectID?
  /// What it holds at the remote.
  public let new: ObjectID?
  /// What became of it.
  public let status: Status
}

/// What a fetch brought.
public struct FetchOutcome: Hashable, Sendable {
  /// What became of the references, in the order of their names here.
  public let references: [FetchedReference]
  /// How many objects came in.
  public let objects: Int
  /// How many bytes came in.
  public let bytes: Int
  /// What the other side said, line by line.
  public let messages: String
}

extension Repository {
  /// The references that a remote shows, without fetching anything.
  public func references(
    of remote: Remote, access: RemoteAccess = RemoteAccess()
  ) throws(GitStoreError) -> [RemoteReference] {
    let session = try RemoteSession.connect(
      to: remote.fetchURL, direction: GIT_DIRECTION_FETCH, repository: self, access: access)
    let references = try session.references()
    try session.disconnect()
    return references
  }

  /// Fetches what `refspecs` name, or what the settings say when there are none.
  ///
  /// Tags are fetched only when named. A reference that would lose commits is left alone, unless its refspec
  /// has a `+`, and so are branches that are checked out here. With `prune`, references here that the refspecs
  /// would have written but the remote does not have are removed.
  public func fetch(
    _ remote: Remote, _ refspecs: [Refspec] = [], prune: Bool = false, access: RemoteAccess = RemoteAccess()
  ) throws(GitStoreError) -> FetchOutcome {
    let refspecs = refspecs.isEmpty ? remote.fetchRefspecs : refspecs
    let session = try RemoteSession.connect(
      to: remote.fetchURL, direction: GIT_DIRECTION_FETCH, repository: self, access: access)
    var wanted: [(source: RemoteReference, name: String, isForced: Bool)] = []
    for reference in try session.references() {
      for spec in refspecs {
        guard let name = spec.destination(of: reference.name) else { continue }
        wanted.append((reference, name, spec.isForced))
      }
    }
    var received = (objects: 0, bytes: 0)
    if wanted.contains(where: { !contains($0.source.target) }) {
      received = try session.download(Set(wanted.map(\.source.name)).sorted())
    }
    try session.disconnect()

    var references = prune ? try removeStale(refspecs, except: Set(wanted.map(\.name)), of: remote) : []
    for (source, name, isForced) in wanted {
      references.append(try store(source, as: name, isForced: isForced, of: remote))
    }
    references.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    return FetchOutcome(
      references: references, objects: received.objects, bytes: received.bytes,
      messages: session.transfer.messages)
  }

  private func store(
    _ source: RemoteReference, as name: String, isForced: Bool, of remote: Remote
  ) throws(GitStoreError) -> FetchedReference {
    guard Self.isValidReferenceName(name) else {
      return FetchedReference(
        source: source.name, name: name, old: nil, new: source.target,
        status: .refused("its name is not allowed"))
    }
    let old = try reference(name)
    func outcome(_ status: FetchedReference.Status) -> FetchedReference {
      FetchedReference(source: source.name, name: name, old: old, new: source.target, status: status)
    }
    guard old != source.target else { return outcome(.unchanged) }
    if try isCheckedOut(name) { return outcome(.refused("it is checked out in a work tree")) }
    if let old, !isForced {
      guard try isAncestor(old, of: source.target) else { return outcome(.rewritten) }
    }
    do throws(GitStoreError) {
      let result = try update(
        name, to: source.target, expecting: old.map { .object($0) } ?? .absent,
        message: "fetch \(remote.name ?? remote.fetchURL.description)")
      return outcome(result != .done ? .moved : old == nil ? .created : .updated)
    } catch  where error.code != .locked && error.code != .fileSystem {
      return outcome(.refused(error.sentence))
    }
  }

  private func removeStale(
    _ refspecs: [Refspec], except kept: Set<String>, of remote: Remote
  ) throws(GitStoreError) -> [FetchedReference] {
    var removed: [FetchedReference] = []
    for spec in refspecs {
      guard let fixed = spec.destination.split(separator: "*", omittingEmptySubsequences: false).first,
        !fixed.isEmpty
      else { continue }
      for local in try references(under: String(fixed)) where !kept.contains(local.name) {
        guard let source = spec.source(of: local.name) else { continue }
        // Such a reference follows another one by itself, as refs/remotes/origin/HEAD does.
        guard try !isSymbolic(local.name) else { continue }
        let result = try update(
          local.name, to: nil, expecting: .object(local.target),
          message: "prune \(remote.name ?? remote.fetchURL.description)")
        removed.append(
          FetchedReference(
            source: source, name: local.name, old: local.target, new: nil,
            status: result == .done ? .pruned : .moved))
      }
    }
    return removed
  }
}
