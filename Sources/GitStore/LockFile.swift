import Glibc
import Synchronization

/// A lock file as git makes them, of which can be told whether its owner still runs.
///
/// Git's locks say nothing of who holds them: one that a killed process leaves stops every later update until
/// a person deletes it. Ours is a hard link of a note, and the note's maker keeps it under `flock`, which the
/// kernel takes back when the process ends, however it ends. A lock that is the same file as a note that nobody
/// holds is a leftover; no other is ever removed, be it git's, another machine's, or nobody knows whose.
struct LockFile: ~Copyable {
  /// Where it is: beside the file that it guards.
  let path: String
  private let note: LockNote
  private var isRenamed = false

  private init(_ path: String, _ note: consuming LockNote) {
    self.path = path
    self.note = note
  }

  /// Takes the lock at a path; nil where somebody holds it, or its folder is not there.
  ///
  /// `notes` is the folder of the notes.
  static func take(_ path: String, notes: String) throws(GitStoreError) -> LockFile? {
    let note = try LockNote(in: notes)
    for attempt in 0..<2 {
      if unsafe link(note.path, path) == 0 { return LockFile(path, note) }
      switch errno {
      case EEXIST where attempt == 0 && LockNote.removeAbandonedLock(path, notes: notes): continue
      case EEXIST, ENOENT: return nil
      case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EXDEV: return try takeWithoutLink(path, note)
      default: throw GitStoreError(system: errno, "lock \(path)")
      }
    }
    return nil
  }

  /// The way where files cannot have two names: a lock like git's, which nobody can tell from others.
  private static func takeWithoutLink(
    _ path: String, _ note: consuming LockNote
  ) throws(GitStoreError) -> LockFile? {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if file < 0, errno == EEXIST { return nil }
    guard file >= 0 else { throw GitStoreError(system: errno, "lock \(path)") }
    _ = close(file)
    return LockFile(path, note)
  }

  /// Puts what the guarded file is to hold into the lock.
  func write(_ bytes: [UInt8]) throws(GitStoreError) {
    let file = unsafe open(path, O_WRONLY | O_TRUNC | O_CLOEXEC)
    guard file >= 0 else { throw GitStoreError(system: errno, "write \(path)") }
    defer { _ = close(file) }
    try writeAll(bytes, to: file, path)
  }

  /// Makes the lock the file of this name, and gives it up with that; the code in `errno`'s terms where it cannot.
  mutating func rename(to target: String) -> Int32 {
    guard unsafe Glibc.rename(path, target) == 0 else { return errno }
    isRenamed = true
    return 0
  }

  deinit {
    if !isRenamed { _ = unsafe unlink(path) }
  }
}

/// A file that its process holds under `flock` for as long as it lives.
private struct LockNote: ~Copyable {
  let path: String
  private let file: Int32

  private static let counter = Atomic<Int>(0)

  /// The present run of this machine's kernel; another's processes cannot be seen, nor their holds trusted.
  private static let boot: String = {
    let bytes = content(of: "/proc/sys/kernel/random/boot_id") ?? []
    return String(decoding: bytes.prefix { $0 > 0x20 && $0 != slash }, as: UTF8.self)
  }()

  init(in folder: String) throws(GitStoreError) {
    for _ in 0..<100 {
      let number = Self.counter.add(1, ordering: .relaxed).newValue
      let path = "\(folder)/\(Self.boot).\(getpid()).\(number)"
      let file = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file < 0, errno == ENOENT, makeFolders(leadingTo: path) == 0 { continue }
      if file < 0, errno == EEXIST { continue }
      guard file >= 0 else { throw GitStoreError(system: errno, "write \(path)") }
      // Somebody who tidies up may hold it, or have removed it, before it is held here.
      let isHeld = flock(file, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
      if isHeld, FileIdentity(open: file)?.links == 1 {
        (self.path, self.file) = (path, file)
        return
      }
      _ = close(file)
    }
    throw GitStoreError(.locked, "Could not note in \(folder) who locks a reference.")
  }

  deinit {
    _ = unsafe unlink(path)
    _ = close(file)
  }

  /// Removes the lock at a path if its owner is gone, and says whether it was so.
  ///
  /// Nobody but the holder of the note removes its lock, and here that is whoever tidies up.
  static func removeAbandonedLock(_ path: String, notes folder: String) -> Bool {
    guard !boot.isEmpty, let lock = FileIdentity(path) else { return false }
    var isRemoved = false
    for name in names(in: folder) where name.hasPrefix("\(boot).") {
      let file = unsafe open("\(folder)/\(name)", O_RDWR | O_CLOEXEC | O_NOFOLLOW)
      guard file >= 0 else { continue }
      defer { _ = close(file) }
      guard flock(file, LOCK_EX | LOCK_NB) == 0, let note = FileIdentity(open: file) else { continue }
      let isOwner = note.isSameFile(as: lock)
      if isOwner { isRemoved = unsafe unlink(path) == 0 }
      if isOwner || note.links == 1 { _ = unsafe unlink("\(folder)/\(name)") }
    }
    return isRemoved
  }
}

/// Which file it is that a name or a descriptor stands for.
private struct FileIdentity {
  let links: Int
  private let device: UInt
  private let number: UInt

  init?(_ path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(open file: Int32) {
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    (links, device, number) = (Int(status.st_nlink), UInt(status.st_dev), UInt(status.st_ino))
  }

  func isSameFile(as other: FileIdentity) -> Bool { device == other.device && number == other.number }
}
