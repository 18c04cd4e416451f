import Glibc

/// A note that this process is about to lock a reference, so that a lock it leaves behind can be told from one
/// that is held.
///
/// A process killed while it moves a reference leaves git's lock file, which says nothing of who made it; every
/// later update would fail until a person deletes it. The note names the process: when that is gone, and the
/// lock was made just after the note, the lock is removed.
struct LockMarker {
  private let path: String

  /// A lock follows its note within this many seconds, or is another's.
  private static let reach = 5

  /// Notes that this process will lock references of the repository.
  init(_ core: RepositoryCore) throws(GitStoreError) {
    let folder = Self.folder(core)
    _ = unsafe mkdir("\(Repository(core).commonFolder)modelhub", 0o777)
    _ = unsafe mkdir(folder, 0o777)
    path = "\(folder)/\(Self.host).\(getpid())"
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else {
      throw GitStoreError(
        .fileSystem, "Could not write \(path): error \(errno).",
        advice: "Check the free space and the permissions.")
    }
    _ = close(file)
  }

  /// Takes the note back: the locks are gone.
  func remove() {
    _ = unsafe unlink(path)
  }

  /// Removes the locks of `name` and of the packed references that a process left which no longer runs.
  ///
  /// Says whether there were any.
  static func removeAbandonedLocks(of name: String, in core: RepositoryCore) -> Bool {
    let common = Repository(core).commonFolder
    var removed = false
    for marker in markers(core) where marker.isAbandoned {
      for lock in ["\(common)\(name).lock", "\(common)packed-refs.lock"] {
        guard let made = lastChange(lock), (marker.made...marker.made + reach).contains(made) else {
          continue
        }
        if unsafe unlink(lock) == 0 { removed = true }
      }
      _ = unsafe unlink(marker.path)
    }
    return removed
  }

  private struct Found {
    let path: String
    let process: pid_t
    let made: Int

    var isAbandoned: Bool { kill(process, 0) != 0 && errno == ESRCH }
  }

  /// The notes of processes on this machine.
  private static func markers(_ core: RepositoryCore) -> [Found] {
    guard let folder = unsafe opendir(folder(core)) else { return [] }
    defer { unsafe closedir(folder) }
    var found: [Found] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      guard name.hasPrefix("\(host)."), let process = pid_t(name.dropFirst(host.count + 1)) else { continue }
      let path = "\(self.folder(core))/\(name)"
      if let made = lastChange(path) { found.append(Found(path: path, process: process, made: made)) }
    }
    return found
  }

  private static func folder(_ core: RepositoryCore) -> String {
    "\(Repository(core).commonFolder)modelhub/locks"
  }

  private static func lastChange(_ path: String) -> Int? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mtim.tv_sec : nil
  }

  /// A repository may be shared by machines, whose processes have numbers of their own.
  private static let host: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&name, name.count - 1) == 0 else { return "unknown" }
    let text = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.replacing("/", with: "_")
  }()
}
