import CLibGit2
import Glibc

/// One reference as git keeps it: a file of its own, or a line in `packed-refs`.
///
/// Written here and not by libgit2, whose locks outlive a killed process: see ``LockFile``.
struct ReferenceFile {
  private let core: RepositoryCore
  private let name: String
  /// The git folder that the reference is in, with a `/` at its end.
  private let folder: String
  private var path: String { folder + name }
  private var packedPath: String { Repository(core).commonFolder + "packed-refs" }

  /// Work trees have these for themselves.
  private static let separate = ["refs/bisect/", "refs/worktree/", "refs/rewritten/"]

  init(_ name: String, in core: RepositoryCore) {
    (self.core, self.name) = (core, name)
    let isPrivate = Self.separate.contains { name.hasPrefix($0) }
    folder = isPrivate ? Repository(core).gitFolder : Repository(core).commonFolder
  }

  // MARK: Locks

  /// Does something under the reference's lock, which it waits for a little.
  func whileLocked<Result>(
    _ body: (inout LockFile) throws(GitStoreError) -> Result
  ) throws(GitStoreError) -> Result {
    try whileLocked(path, body)
  }

  /// Git, too, waits a little, because holders keep a lock for microseconds.
  private func whileLocked<Result>(
    _ path: String, _ body: (inout LockFile) throws(GitStoreError) -> Result
  ) throws(GitStoreError) -> Result {
    let notes = Repository(core).commonFolder + "modelhub/locks"
    for _ in 0..<200 {
      // Whoever removes the last reference of a folder may remove the folder.
      let code = makeFolders(leadingTo: path)
      if code == ENOTDIR { throw clash }
      guard code == 0 else { throw GitStoreError(system: code, "make the folder of \(path)") }
      if var lock = try LockFile.take("\(path).lock", notes: notes) { return try body(&lock) }
      _ = usleep(5000)
    }
    throw GitStoreError(
      .locked, "The reference \(name) is locked by another process.",
      advice: "Wait for the other git process, or delete \(path).lock if there is none.")
  }

  private var clash: GitStoreError {
    GitStoreError(
      .exists,
      "The reference \(name) cannot be made: another's name begins like a folder of its own, or it does.",
      advice: "Choose another name, or delete the other reference.")
  }

  // MARK: Changes

  /// Makes the reference name `target`, or removes it where that is nil, if it holds what is expected.
  func change(
    to target: ObjectID?, expecting expected: ExpectedTarget, under lock: inout LockFile, _ entry: LogEntry
  ) throws(GitStoreError) -> UpdateResult {
    if let target, !core.contains(target) { throw core.missing(target) }
    let current = try currentTarget()
    switch expected {
    case .absent where current != nil: return .moved(actual: current)
    case .object(let id) where id != current: return .moved(actual: current)
    case .absent, .object, .anything: break
    }
    guard current != target else { return .done }
    guard let target else {
      try remove()
      return .done
    }
    if current == nil { try refuseClash() }
    try lock.write(Array("\(target)\n".utf8))
    try ReferenceLog(name, at: "\(folder)logs/\(name)", in: core).append(entry, from: current, to: target)
    try put(&lock)
    return .done
  }

  private func currentTarget() throws(GitStoreError) -> ObjectID? {
    guard let reference = try core.lookUp(name) else { return nil }
    guard let target = unsafe git_reference_target(reference.pointer) else {
      throw GitStoreError(
        .wrongKind, "\(name) is a symbolic reference.", advice: "Update the reference that it names instead.")
    }
    return ObjectID(unsafe target.pointee)
  }

  /// A name cannot be a reference and the folder of another; of loose ones the file system sees to that.
  private func refuseClash() throws(GitStoreError) {
    let packed = PackedReferences(content(of: packedPath) ?? [])
    var parent = name[...]
    while let end = parent.lastIndex(of: "/") {
      parent = parent[..<end]
      if packed.holds(String(parent)) { throw clash }
    }
    if packed.holdsAny(under: name + "/") { throw clash }
  }

  private func put(_ lock: inout LockFile) throws(GitStoreError) {
    var code = lock.rename(to: path)
    if code == EISDIR || code == ENOTEMPTY || code == EEXIST, removeEmptyFolders(at: path) {
      code = lock.rename(to: path)
    }
    switch code {
    case 0: return
    case EISDIR, ENOTEMPTY, EEXIST: throw clash
    default: throw GitStoreError(system: code, "write the reference \(name)")
    }
  }

  // MARK: Removal

  /// First where it would show again if the other were gone.
  private func remove() throws(GitStoreError) {
    if PackedReferences(content(of: packedPath) ?? []).holds(name) {
      try whileLocked(packedPath) { lock throws(GitStoreError) in
        var packed = PackedReferences(content(of: packedPath) ?? [])
        packed.remove(name)
        try lock.write(packed.bytes)
        let code = lock.rename(to: packedPath)
        guard code == 0 else { throw GitStoreError(system: code, "write \(packedPath)") }
      }
    }
    guard unsafe unlink(path) == 0 || errno == ENOENT || errno == EISDIR else {
      throw GitStoreError(system: errno, "remove the reference \(name)")
    }
    _ = unsafe unlink("\(folder)logs/\(name)")
  }

  /// Removes the folders that the reference was the last in, as far as they are no part of git's own.
  func removeEmptyParents() {
    for root in [folder, "\(folder)logs/"] {
      var parent = name[...]
      while let end = parent.lastIndex(of: "/") {
        parent = parent[..<end]
        guard parent.count(where: { $0 == "/" }) > 1, unsafe rmdir(root + parent) == 0 else { break }
      }
    }
  }
}
