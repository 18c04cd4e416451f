import CLibGit2

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
    let file = ReferenceFile(name, in: core)
    let result = try file.whileLocked { lock throws(GitStoreError) in
      try file.change(to: target, expecting: expected, under: &lock, LogEntry(message, by: identity))
    }
    if target == nil { file.removeEmptyParents() }
    return result
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
}
