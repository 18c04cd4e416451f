import Glibc

/// What a change of a reference leaves in its log.
struct LogEntry {
  let message: String
  let identity: Identity?

  init(_ message: String, by identity: Identity?) {
    self.message = singleLine(message)
    self.identity = identity
  }
}

/// The log that git keeps beside a reference, of what it held and who changed it.
struct ReferenceLog {
  private let name: String
  private let path: String
  private let core: RepositoryCore

  init(_ name: String, at path: String, in core: RepositoryCore) {
    (self.name, self.path, self.core) = (name, path, core)
  }

  /// Adds a line, where git would, and the same to HEAD's log where HEAD is this branch.
  func append(_ entry: LogEntry, from old: ObjectID?, to new: ObjectID) throws(GitStoreError) {
    let repository = Repository(core)
    guard try isWanted else { return }
    let identity: Identity
    if let given = entry.identity {
      identity = given
    } else {
      do throws(GitStoreError) { identity = try repository.identity() } catch {
        identity = Identity(name: "unknown", email: "")
      }
    }
    let before = old?.hex ?? String(repeating: "0", count: new.hex.count)
    let stamp = try Stamp(identity, seconds: Int64(time(nil))).line
    let line = Array("\(before) \(new) \(stamp)\t\(entry.message)\n".utf8)
    try append(line, to: path)
    if try repository.head().branch == name { try append(line, to: "\(repository.gitFolder)logs/HEAD") }
  }

  /// Whether git would write it: by its setting, or because it began already.
  private var isWanted: Bool {
    get throws(GitStoreError) {
      if unsafe access(path, F_OK) == 0 { return true }
      let repository = Repository(core)
      let setting = try repository.setting("core.logallrefupdates")
      if setting == "always" { return true }
      guard try setting == nil ? !repository.isBare : repository.flag("core.logallrefupdates") else {
        return false
      }
      return ["refs/heads/", "refs/remotes/", "refs/notes/"].contains { name.hasPrefix($0) }
    }
  }

  private func append(_ line: [UInt8], to path: String) throws(GitStoreError) {
    let folders = makeFolders(leadingTo: path)
    guard folders == 0 else { throw GitStoreError(system: folders, "make the folder of \(path)") }
    let mode = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC
    var file = unsafe open(path, mode, 0o666)
    if file < 0, errno == EISDIR, removeEmptyFolders(at: path) { file = unsafe open(path, mode, 0o666) }
    guard file >= 0 else { throw GitStoreError(system: errno, "write \(path)") }
    defer { _ = close(file) }
    try writeAll(line, to: file, path)
  }
}
