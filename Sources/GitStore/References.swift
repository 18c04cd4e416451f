import CLibGit2

/// A reference and the object it names.
public struct Reference: Hashable, Sendable {
  /// The full name, such as `refs/heads/main`.
  public let name: String
  /// The object; for an annotated tag the tag, not the commit.
  public let target: ObjectID

  /// Makes a reference from its parts.
  public init(name: String, target: ObjectID) {
    (self.name, self.target) = (name, target)
  }
}

/// What HEAD says.
public struct Head: Hashable, Sendable {
  /// The full name of the branch; nil when HEAD is a commit itself.
  public let branch: String?
  /// The commit; nil when the branch has none yet.
  public let commit: ObjectID?

  /// Makes a head from its parts.
  public init(branch: String?, commit: ObjectID?) {
    (self.branch, self.commit) = (branch, commit)
  }
}

extension Repository {
  /// Whether git allows `name` as the full name of a reference.
  public static func isValidReferenceName(_ name: String) -> Bool {
    var valid: Int32 = 0
    guard !name.utf8.contains(0), unsafe git_reference_name_is_valid(&valid, name) == 0 else { return false }
    return valid == 1
  }

  /// The object that the reference of this full name ends at; nil when there is none.
  public func reference(_ name: String) throws(GitStoreError) -> ObjectID? {
    try core.reference(name)
  }

  /// All references whose full name starts with `prefix`, such as `refs/heads/`, in the order of their bytes.
  ///
  /// Those that lead nowhere are left out.
  public func references(under prefix: String) throws(GitStoreError) -> [Reference] {
    guard prefix.utf8.allSatisfy({ $0 > 0x20 && !Array("*?[\\".utf8).contains($0) }) else {
      throw GitStoreError(.invalidName, "No reference can start with ‘\(singleLine(prefix))’.")
    }
    let iterator = try unsafe Handle(free: git_reference_iterator_free, "list the references") {
      unsafe git_reference_iterator_glob_new(&$0, core.pointer, "\(prefix)*")
    }
    var found: [Reference] = []
    while let reference = try core.next(of: iterator) {
      guard let name = unsafe git_reference_name(reference.pointer).map({ unsafe String(cString: $0) }) else {
        continue
      }
      if let target = unsafe git_reference_target(reference.pointer) {
        found.append(Reference(name: name, target: ObjectID(unsafe target.pointee)))
      } else if let target = try core.reference(name) {
        found.append(Reference(name: name, target: target))
      }
    }
    return found.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// What HEAD says.
  public func head() throws(GitStoreError) -> Head {
    let head = try unsafe Handle(free: git_reference_free, "read HEAD") {
      unsafe git_reference_lookup(&$0, core.pointer, "HEAD")
    }
    let branch = unsafe git_reference_symbolic_target(head.pointer).map { unsafe String(cString: $0) }
    return Head(branch: branch, commit: try core.reference("HEAD"))
  }
}

extension RepositoryCore {
  /// The next reference of a list; nil at the end.
  fileprivate func next(of iterator: borrowing Handle) throws(GitStoreError) -> Handle? {
    var pointer: OpaquePointer?
    let result = unsafe git_reference_next(&pointer, iterator.pointer)
    if result == GIT_ITEROVER.rawValue { return nil }
    return try unsafe Handle(free: git_reference_free, "list the references") {
      unsafe $0 = pointer
      return result
    }
  }

  func reference(_ name: String) throws(GitStoreError) -> ObjectID? {
    guard Repository.isValidReferenceName(name) else {
      throw GitStoreError(
        .invalidName, "‘\(singleLine(name))’ is not a name git allows for a reference.",
        advice: "Use a name like refs/heads/topic, without spaces, ‘..’ and control characters.")
    }
    var raw = git_oid()
    let result = unsafe git_reference_name_to_id(&raw, pointer, name)
    if result == GIT_ENOTFOUND.rawValue { return nil }
    try check(result, "read the reference \(name)")
    return ObjectID(raw)
  }
}
