/// What went wrong with a repository or a remote, and what to do about it.
public struct GitStoreError: Error, Hashable, Sendable {
  /// The kinds of fault a caller may want to tell apart.
  public enum Code: String, Hashable, Sendable {
    /// There is no repository at the path or above it.
    case notARepository
    /// The repository belongs to another user and is not listed in `safe.directory`.
    case foreignOwner
    /// The repository uses a feature that cannot be read here, such as SHA-256 object names.
    case unsupportedRepository
    /// The operation needs a work tree and the repository is bare.
    case bareRepository
    /// HEAD names a branch that has no commit yet.
    case unbornBranch
    /// The named object, reference, path or setting does not exist.
    case notFound
    /// A short object id or name fits more than one object.
    case ambiguous
    /// A reference, revision or remote is spelled in a way git does not allow.
    case invalidName
    /// A path may not stand in a tree, because some system would check it out somewhere harmful.
    case unsafePath
    /// An object is not of the kind that was asked for.
    case wrongKind
    /// Something exists that must not.
    case exists
    /// A file or object is larger than the caller's limit.
    case tooLarge
    /// An object or the index does not follow git's format.
    case corrupt
    /// History ends early because the clone is shallow, or an object is missing in a partial clone.
    case incompleteHistory
    /// Another process holds the lock.
    case locked
    /// The credentials were refused, or none were offered.
    case authentication
    /// The server's certificate or host key could not be verified.
    case untrustedServer
    /// The remote could not be reached or hung up.
    case network
    /// The remote answered, and refused.
    case refused
    /// The caller cancelled.
    case cancelled
    /// The time the caller allowed ran out.
    case timedOut
    /// The file system refused, or the disk is full.
    case fileSystem
    /// Anything else.
    case unexpected
  }

  /// The kind of fault.
  public let code: Code
  /// What happened, in one sentence.
  public let sentence: String
  /// What to do next, in one sentence; empty when there is nothing to advise.
  public let advice: String

  /// Makes an error out of its parts.
  public init(_ code: Code, _ sentence: String, advice: String = "") {
    self.code = code
    self.sentence = sentence
    self.advice = advice
  }
}

extension GitStoreError: CustomStringConvertible {
  /// The sentence and the advice.
  public var description: String {
    advice.isEmpty ? sentence : "\(sentence) \(advice)"
  }
}
