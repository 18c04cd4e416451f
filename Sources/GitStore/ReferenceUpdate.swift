import CLibGit2
import Glibc

/// What a reference must hold for an update to happen.
public enum ExpectedTarget: Hashable, Sendable {
  /// The reference must not exist.
  case absent
  /// The reference must name this object.
  case object(ObjectID)
  /// Whatever it holds, or does not.
  case anything
}

/// What became of an update of a reference.
public enum UpdateResult: Hashable, Sendable {
  /// The reference now is as asked.
  case done
  /// Somebody else was there first: the reference holds this object, or nothing, and was left alone.
  case moved(actual: ObjectID?)
}

extension Repository {
  /// Makes a reference name `target`, or deletes it when that is nil, if it still holds what is expected.
  ///
  /// The check and the change are one step under git's own lock, so of several writers one wins and the others
  /// learn what it wrote. `message` goes to the reflog, in the name of `identity` if given.
  @discardableResult
  public func update(
    _ name: String, to target: ObjectID?, expecting expected: ExpectedTarget, message: String,
    by identity: Identity? = nil
  ) throws(GitStoreError) -> UpdateResult {
    guard name.hasPrefix("refs/"), Self.isValidReferenceName(name) else {
      throw GitStoreError(
        .invalidName, "‘\(singleLine(name))’ is not a name git allows for a reference.",
        advice: "Use a name like refs/heads/topic, without spaces, ‘..’ and control characters.")
    }
    if let identity { try core.setReflogIdentity(identity) }
    let update = ReferenceWriter(core: core, name: name, message: singleLine(message))
    // Git, too, waits a little for a lock, because holders keep it for microseconds.
    let marker = try LockMarker(core)
    defer { marker.remove() }
    for attempt in 1...200 {
      do throws(GitStoreError) {
        guard let target else { return try update.delete(expecting: expected) }
        return try update.write(target, expecting: expected)
      } catch  where error.code == .locked {
        if attempt == 50, LockMarker.removeAbandonedLocks(of: name, in: core) { continue }
        _ = usleep(5000)
      }
    }
    throw GitStoreError(
      .locked, "The reference \(name) is locked by another process.",
      advice: "Wait for the other git process, or delete \(commonFolder)\(name).lock if there is none.")
  }

  /// Whether the reference of this full name only points to another one.
  func isSymbolic(_ name: String) throws(GitStoreError) -> Bool {
    guard let reference = try core.lookUp(name) else { return false }
    return unsafe git_reference_type(reference.pointer) == GIT_REFERENCE_SYMBOLIC
  }

  /// Whether the branch of this full name is checked out in a work tree, which an update would leave behind.
  public func isCheckedOut(_ name: String) throws(GitStoreError) -> Bool {
    guard let target = try core.lookUp(name) else { return false }
    let result = unsafe git_branch_is_checked_out(target.pointer)
    return try check(result, "find the work trees of \(name)") == 1
  }
}

/// One attempt after another to change one reference.
private struct ReferenceWriter {
  let core: RepositoryCore
  let name: String
  let message: String

  func write(_ target: ObjectID, expecting expected: ExpectedTarget) throws(GitStoreError) -> UpdateResult {
    guard core.contains(target) else { throw core.missing(target) }
    let current = try currentTarget()
    var raw = target.raw
    var made: OpaquePointer?
    defer { unsafe git_reference_free(made) }
    switch expected {
    case .absent:
      return try outcome(
        of: unsafe git_reference_create_matching(&made, core.pointer, name, &raw, 0, nil, message))
    case .anything:
      return try outcome(of: unsafe git_reference_create(&made, core.pointer, name, &raw, 1, message))
    case .object(let id):
      guard current == id else { return .moved(actual: current) }
      var old = id.raw
      return try outcome(
        of: unsafe git_reference_create_matching(&made, core.pointer, name, &raw, 1, &old, message))
    }
  }

  func delete(expecting expected: ExpectedTarget) throws(GitStoreError) -> UpdateResult {
    guard let current = try currentTarget(), let reference = try core.lookUp(name) else {
      if case .object = expected { return .moved(actual: nil) }
      return .done
    }
    switch expected {
    case .absent: return .moved(actual: current)
    case .object(let id) where id != current: return .moved(actual: current)
    case .object, .anything: return try outcome(of: unsafe git_reference_delete(reference.pointer))
    }
  }

  private func currentTarget() throws(GitStoreError) -> ObjectID? {
    guard let reference = try core.lookUp(name) else { return nil }
    guard let target = unsafe git_reference_target(reference.pointer) else {
      throw GitStoreError(
        .wrongKind, "\(name) is a symbolic reference.", advice: "Update the reference that it names instead.")
    }
    return ObjectID(unsafe target.pointee)
  }

  private func outcome(of result: Int32) throws(GitStoreError) -> UpdateResult {
    let fault = result < 0 ? LibraryFault(result) : nil
    switch result {
    case GIT_EMODIFIED.rawValue: return .moved(actual: try core.reference(name))
    case GIT_ENOTFOUND.rawValue: return .moved(actual: nil)
    // It may also mean that the name is a folder of other references.
    case GIT_EEXISTS.rawValue where try core.reference(name) != nil:
      return .moved(actual: try core.reference(name))
    default: break
    }
    if let fault { throw GitStoreError(fault, during: "update the reference \(name)") }
    return .done
  }
}

extension RepositoryCore {
  func lookUp(_ name: String) throws(GitStoreError) -> Handle? {
    var pointer: OpaquePointer?
    let result = unsafe git_reference_lookup(&pointer, self.pointer, name)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    try check(result, "read the reference \(name)")
    return try unsafe Handle(free: git_reference_free, "read the reference \(name)") {
      unsafe $0 = pointer
      return 0
    }
  }

  func setReflogIdentity(_ identity: Identity) throws(GitStoreError) {
    try check(
      unsafe git_repository_set_ident(pointer, identity.name, identity.email), "set the reflog's identity")
  }
}
