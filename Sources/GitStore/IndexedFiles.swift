import CLibGit2
import Glibc

/// A file of the work tree that holds, byte for byte, what a blob holds.
public struct IndexedFile: Hashable, Sendable {
  /// The path below the work tree.
  public let path: TreePath
  /// Whether the file can be run.
  public let mode: FileMode
  /// The blob.
  public let blob: ObjectID
}

extension Repository {
  /// The files in a folder of the work tree that are known, without reading them, to equal a blob.
  ///
  /// This is what makes loading a clean work tree cheap: one `lstat` a file, and contents can be cached by
  /// blob. A file is left out when in doubt: changed since it was staged, touched in the same instant as the
  /// index, or changed by an attribute between blob and disk (line ends, filters, encodings). Links,
  /// submodules, conflicts and files that are only to be added are left out too. The order is that of the
  /// paths' bytes.
  public func cleanFiles(in folder: TreePath = .root) throws(GitStoreError) -> [IndexedFile] {
    guard let workTree else {
      throw GitStoreError(.bareRepository, "The repository at \(gitFolder) has no work tree.")
    }
    let index = try openIndex()
    // Taken before the entries are read: a later write only makes more files look doubtful.
    let written = unsafe String(cString: git_index_path(index.pointer)).lastChange
    try check(unsafe git_index_read(index.pointer, 0), "read the index")
    guard let written else { return [] }
    let conversion = try Conversion(core: core, index: index)

    var files: [IndexedFile] = []
    let count = unsafe git_index_entrycount(index.pointer)
    for position in Self.firstPosition(of: folder, in: index)..<count {
      guard let entry = unsafe git_index_get_byindex(index.pointer, position) else { break }
      let file = unsafe IndexEntry(entry.pointee)
      guard file.path.isInside(folder) else { break }
      guard file.isStagedFile, file.isUnchanged(in: workTree, since: written),
        try conversion.keepsBytes(of: file)
      else { continue }
      files.append(IndexedFile(path: file.path, mode: file.mode, blob: file.id))
    }
    return files
  }

  private static func firstPosition(of folder: TreePath, in index: borrowing Handle) -> Int {
    guard folder != .root else { return 0 }
    var position = 0
    let result = unsafe git_index_find_prefix(&position, index.pointer, "\(folder)/")
    return result == 0 ? position : unsafe git_index_entrycount(index.pointer)
  }

  private func openIndex() throws(GitStoreError) -> Handle {
    do throws(GitStoreError) {
      return try unsafe Handle(free: git_index_free, "read the index") {
        unsafe git_repository_index(&$0, core.pointer)
      }
    } catch  where error.sentence.contains("extension") {
      throw GitStoreError(
        .unsupportedRepository, "The index is split or sparse, which libgit2 cannot read.",
        advice: "Run `git update-index --no-split-index` or `git sparse-checkout reapply --no-sparse-index`.")
    }
  }
}

/// A time of the file system.
private struct FileTime: Comparable {
  var seconds: Int64
  var nanoseconds: UInt32

  static func < (left: FileTime, right: FileTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }

  init(_ time: timespec) {
    (seconds, nanoseconds) = (Int64(time.tv_sec), UInt32(time.tv_nsec))
  }

  init(_ time: git_index_time) {
    (seconds, nanoseconds) = (Int64(UInt32(bitPattern: time.seconds)), time.nanoseconds)
  }

  /// Whether an index entry's time is this one: some programs write no nanoseconds.
  func matches(_ entry: FileTime) -> Bool {
    seconds == entry.seconds && (nanoseconds == entry.nanoseconds || entry.nanoseconds == 0)
  }
}

extension String {
  fileprivate var lastChange: FileTime? {
    var status = stat()
    return unsafe lstat(self, &status) == 0 ? FileTime(status.st_mtim) : nil
  }
}

/// The part of an index entry that says whether the file still is what was staged.
private struct IndexEntry {
  let path: TreePath
  let mode: FileMode
  let id: ObjectID
  let size: UInt32
  let isStagedFile: Bool
  private let modified: FileTime
  private let changed: FileTime
  private let inode: UInt32
  private let owner: (user: UInt32, group: UInt32)

  init(_ entry: git_index_entry) {
    path = unsafe TreePath(cString: entry.path)
    let mode = unsafe FileMode(rawValue: entry.mode)
    let stage = unsafe UInt32(entry.flags) & UInt32(GIT_INDEX_ENTRY_STAGEMASK)
    let notOnDisk =
      GIT_INDEX_ENTRY_INTENT_TO_ADD.rawValue | GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue
    isStagedFile =
      unsafe mode?.isRegularFile == true && stage == 0 && UInt32(entry.flags_extended) & notOnDisk == 0
    self.mode = mode ?? .file
    id = unsafe ObjectID(entry.id)
    size = unsafe entry.file_size
    modified = unsafe FileTime(entry.mtime)
    changed = unsafe FileTime(entry.ctime)
    inode = unsafe entry.ino
    owner = unsafe (entry.uid, entry.gid)
  }

  /// Git's own test, with its guard: a file changed in the instant in which the index was written may keep
  /// its time and size.
  func isUnchanged(in workTree: String, since written: FileTime) -> Bool {
    var status = stat()
    guard unsafe lstat(workTree + String(decoding: path.bytes, as: UTF8.self), &status) == 0 else {
      return false
    }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    let canRun = status.st_mode & S_IXUSR != 0
    return isRegular && canRun == (mode == .executable)
      && size == UInt32(truncatingIfNeeded: status.st_size)
      && inode == UInt32(truncatingIfNeeded: status.st_ino)
      && owner == (status.st_uid, status.st_gid)
      && FileTime(status.st_mtim).matches(modified) && FileTime(status.st_ctim).matches(changed)
      && FileTime(status.st_mtim) < written
  }
}

/// What git's attributes do to files between the blob and the disk.
private struct Conversion {
  private let core: RepositoryCore
  private let isPossible: Bool

  init(core: RepositoryCore, index: borrowing Handle) throws(GitStoreError) {
    self.core = core
    isPossible = try Self.mayConvert(core: core, index: index)
  }

  /// Asking for attributes costs more than all the rest, and most repositories have none.
  private static func mayConvert(core: RepositoryCore, index: borrowing Handle) throws(GitStoreError) -> Bool
  {
    let settings = ["core.autocrlf", "core.eol", "core.attributesfile"]
    for name in settings where try unsafe setting(name, of: core.pointer) != nil { return true }
    let repository = Repository(core)
    let info = "\(repository.commonFolder)info/attributes"
    let home = getenvText("HOME") ?? ""
    let user = "\(getenvText("XDG_CONFIG_HOME") ?? "\(home)/.config")/git/attributes"
    for file in [info, user, "/etc/gitattributes"] where file.lastChange != nil { return true }
    let count = unsafe git_index_entrycount(index.pointer)
    for position in 0..<count {
      guard let entry = unsafe git_index_get_byindex(index.pointer, position) else { break }
      if unsafe endsInAttributes(entry.pointee.path) { return true }
    }
    return false
  }

  private static func endsInAttributes(_ path: UnsafePointer<CChar>) -> Bool {
    let name = ".gitattributes"
    let length = unsafe strlen(path)
    guard length >= name.utf8.count else { return false }
    let start = length - name.utf8.count
    if start > 0, unsafe path[start - 1] != CChar(slash) { return false }
    return unsafe strcmp(path + start, name) == 0
  }

  /// Whether the file on disk has the blob's bytes, given that git finds it unchanged.
  func keepsBytes(of file: IndexEntry) throws(GitStoreError) -> Bool {
    guard isPossible else { return true }
    for attribute in ["filter", "ident", "working-tree-encoding"] {
      var value: UnsafePointer<CChar>?
      try check(
        unsafe git_attr_get(&value, core.pointer, 0, file.path.description, attribute),
        "read the attributes of \(file.path)")
      let kind = unsafe git_attr_value(value)
      if kind == GIT_ATTR_VALUE_TRUE || kind == GIT_ATTR_VALUE_STRING { return false }
    }
    // Line ends are the only other change, and each changed one changes the size.
    return try core.header(of: file.id)?.size == Int(file.size)
  }
}

private func getenvText(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}
