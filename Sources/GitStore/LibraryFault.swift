import CLibGit2

/// Throws when `result` is one of libgit2's negative results; gives it back otherwise.
///
/// `action` completes "Could not …". It must be called at once after the call that gave the result,
/// on the same thread: the library keeps one message per thread and overwrites it.
@discardableResult
func check(_ result: Int32, _ action: @autoclosure () -> String) throws(GitStoreError) -> Int32 {
  guard result < 0 else { return result }
  throw GitStoreError(LibraryFault(result), during: action())
}

/// A negative result of libgit2 with the message that belongs to it.
struct LibraryFault {
  let result: Int32
  let group: Int32
  let message: String

  init(_ result: Int32) {
    self.result = result
    if let last = unsafe git_error_last(), let text = unsafe last.pointee.message {
      message = unsafe String(cString: text)
      group = unsafe last.pointee.klass
    } else {
      message = ""
      group = Int32(GIT_ERROR_NONE.rawValue)
    }
  }

  var code: GitStoreError.Code {
    switch result {
    case GIT_ENOTFOUND.rawValue: .notFound
    case GIT_EEXISTS.rawValue: .exists
    case GIT_EAMBIGUOUS.rawValue: .ambiguous
    case GIT_EBAREREPO.rawValue: .bareRepository
    case GIT_EUNBORNBRANCH.rawValue: .unbornBranch
    case GIT_EINVALIDSPEC.rawValue: .invalidName
    case GIT_ELOCKED.rawValue: .locked
    case GIT_EAUTH.rawValue: .authentication
    case GIT_ECERTIFICATE.rawValue: .untrustedServer
    case GIT_EPEEL.rawValue: .wrongKind
    case GIT_EMISMATCH.rawValue: .corrupt
    case GIT_EOWNER.rawValue: .foreignOwner
    default: codeOfGroup
    }
  }

  private var codeOfGroup: GitStoreError.Code {
    switch git_error_t(rawValue: UInt32(max(0, group))) {
    case GIT_ERROR_OS, GIT_ERROR_FILESYSTEM, GIT_ERROR_NOMEMORY: .fileSystem
    case GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_TREE, GIT_ERROR_ZLIB, GIT_ERROR_INDEX, GIT_ERROR_INDEXER,
      GIT_ERROR_SHA:
      .corrupt
    case GIT_ERROR_NET, GIT_ERROR_SSH, GIT_ERROR_HTTP: .network
    case GIT_ERROR_SSL: .untrustedServer
    default: .unexpected
    }
  }

  /// The advice that fits the kind of fault wherever it occurs.
  var advice: String {
    switch code {
    case .locked: "Wait for the other git process, or delete its stale *.lock file if there is none."
    case .corrupt: "Run `git fsck` in the repository, and fetch again from a good copy."
    case .fileSystem: "Check the free space and the permissions."
    case .foreignOwner: "If you trust it, run `git config --global --add safe.directory PATH`."
    case .unbornBranch: "Make a first commit."
    case .ambiguous: "Give more digits, or the full name of the reference."
    default: ""
    }
  }
}

extension GitStoreError {
  init(_ fault: LibraryFault, during action: String) {
    // With these results the message is often a leftover of an earlier call, and an address may hold a secret.
    let hidesMessage =
      fault.result == GIT_EAUTH.rawValue || fault.result == GIT_EUSER.rawValue
      || fault.message.contains("://")
    let detail = hidesMessage ? "" : singleLine(fault.message)
    self.init(
      fault.code, "Could not \(action)\(detail.isEmpty ? "" : ": \(detail)").", advice: fault.advice)
  }
}

/// The text on one line without control characters, cut at 300 scalars: messages of servers and of
/// libraries go to terminals.
func singleLine(_ text: String) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(300) {
    let isControl = scalar.properties.generalCategory == .control
    scalars.append(isControl || scalar.properties.generalCategory == .format ? " " : scalar)
  }
  var words = String(scalars).split(separator: " ").joined(separator: " ")
  while words.hasSuffix(".") { words.removeLast() }
  return words
}
