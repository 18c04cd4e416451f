import CLibGit2

/// A commit that somebody named.
public struct Revision: Hashable, Sendable {
  /// The commit.
  public let commit: ObjectID
  /// The full name of the reference, when the name was that of one; for HEAD the branch that it names.
  public let reference: String?
}

/// Commits between two points, as `A..B` and `A...B` name them.
public struct RevisionRange: Hashable, Sendable {
  /// The commit whose history is left out; nil when one commit was named, which then stands for its whole history.
  public let from: ObjectID?
  /// The newest commit.
  public let to: ObjectID
  /// Whether three dots stood between them: what is compared is `to` with the commit where both parted.
  public let isFromMergeBase: Bool

  /// Makes a range from its parts.
  public init(from: ObjectID?, to: ObjectID, isFromMergeBase: Bool = false) {
    (self.from, self.to, self.isFromMergeBase) = (from, to, isFromMergeBase)
  }
}

extension Repository {
  /// The commit that `name` stands for: a branch, tag, remote branch, full reference name, object id or the
  /// first digits of one, HEAD, with git's `~`, `^` and `@{…}` after it.
  ///
  /// Searches by text are refused: they run over the whole history.
  public func resolve(_ name: String) throws(GitStoreError) -> Revision {
    let shown = "‘\(singleLine(name))’"
    guard !name.isEmpty, !name.hasPrefix(":"), !name.contains("{/"), !name.utf8.contains(0) else {
      throw GitStoreError(
        .invalidName, "\(shown) does not name a commit.", advice: "Give a branch, a tag or a commit id.")
    }
    var reference: OpaquePointer?
    defer { unsafe git_reference_free(reference) }
    let object = try unsafe parse(name, shown: shown, reference: &reference)
    let commit = try peel(object, shown: shown)
    guard let reference = unsafe reference else { return Revision(commit: commit, reference: nil) }
    return Revision(commit: commit, reference: unsafe String(cString: git_reference_name(reference)))
  }

  private func parse(
    _ name: String, shown: String, reference: inout OpaquePointer?
  ) throws(GitStoreError) -> Handle {
    do throws(GitStoreError) {
      return try unsafe Handle(free: git_object_free, "find \(shown)") {
        unsafe git_revparse_ext(&$0, &reference, core.pointer, name)
      }
    } catch {
      throw try explained(error, shown: shown, name: name)
    }
  }

  private func peel(_ object: borrowing Handle, shown: String) throws(GitStoreError) -> ObjectID {
    var peeled: OpaquePointer?
    defer { unsafe git_object_free(peeled) }
    let result = unsafe git_object_peel(&peeled, object.pointer, GIT_OBJECT_COMMIT)
    if result == GIT_ENOTFOUND.rawValue {
      throw core.missing(ObjectID(unsafe git_object_id(object.pointer).pointee))
    }
    guard result == 0, let peeled = unsafe peeled else {
      throw GitStoreError(
        .wrongKind, "\(shown) does not name a commit.", advice: "Give a branch, a tag or a commit id.")
    }
    return ObjectID(unsafe git_object_id(peeled).pointee)
  }

  /// The commits that `A..B`, `A...B` or a single name stands for; a missing side is HEAD.
  public func resolveRange(_ text: String) throws(GitStoreError) -> RevisionRange {
    // No reference name holds two dots in a row.
    let bytes = Array(text.utf8)
    let dot = UInt8(ascii: ".")
    guard let dots = bytes.indices.dropLast().first(where: { bytes[$0] == dot && bytes[$0 + 1] == dot })
    else {
      return RevisionRange(from: nil, to: try resolve(text).commit, isFromMergeBase: false)
    }
    let isSymmetric = bytes.count > dots + 2 && bytes[dots + 2] == dot
    let left = String(decoding: bytes[..<dots], as: UTF8.self)
    let right = String(decoding: bytes[(dots + (isSymmetric ? 3 : 2))...], as: UTF8.self)
    return RevisionRange(
      from: try resolve(left.isEmpty ? "HEAD" : left).commit,
      to: try resolve(right.isEmpty ? "HEAD" : right).commit, isFromMergeBase: isSymmetric)
  }

  private func explained(
    _ error: GitStoreError, shown: String, name: String
  ) throws(GitStoreError) -> GitStoreError {
    if error.code == .notFound, name.hasPrefix("HEAD") || name.hasPrefix("@"), try head().commit == nil {
      return GitStoreError(
        .unbornBranch, "The branch that HEAD names has no commit yet.", advice: "Make a first commit.")
    }
    switch error.code {
    case .notFound:
      return GitStoreError(
        .notFound, "There is no commit called \(shown).",
        advice: "Look at `git branch -a` and `git tag`, or fetch first.")
    case .ambiguous:
      return GitStoreError(.ambiguous, "\(shown) fits more than one object.", advice: "Give more digits.")
    case .invalidName:
      return GitStoreError(
        .invalidName, "\(shown) does not name a commit.", advice: "Give a branch, a tag or a commit id.")
    default:
      return error
    }
  }
}
