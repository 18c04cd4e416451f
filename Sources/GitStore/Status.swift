import CLibGit2

/// How a file of the work tree stands.
public struct FileStatus: Hashable, Sendable {
  /// The ways a file can differ.
  public enum Change: String, Hashable, Sendable {
    /// It is new; in the work tree: git does not know it.
    case added
    /// Its content or its mode changed.
    case modified
    /// It is gone.
    case deleted
    /// It became another kind of thing, such as a link.
    case typeChanged
    /// A merge left it in conflict.
    case conflicted
  }

  /// The path below the work tree.
  public let path: TreePath
  /// What is staged: the index against HEAD.
  public let staged: Change?
  /// What is not: the work tree against the index.
  public let unstaged: Change?
}

extension Repository {
  /// The files in a folder of the work tree that differ from HEAD, including unknown but not ignored ones,
  /// in the order of the paths' bytes.
  ///
  /// Nothing is written, not even refreshed times into the index.
  public func status(in folder: TreePath = .root) throws(GitStoreError) -> [FileStatus] {
    let list = try unsafe Handle(free: git_status_list_free, "read the status of \(folder)") { pointer in
      var options = unsafe git_status_options()
      unsafe git_status_options_init(&options, UInt32(GIT_STATUS_OPTIONS_VERSION))
      unsafe options.flags =
        GIT_STATUS_OPT_INCLUDE_UNTRACKED.rawValue | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS.rawValue
        | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH.rawValue | GIT_STATUS_OPT_EXCLUDE_SUBMODULES.rawValue
        | GIT_STATUS_OPT_SORT_CASE_SENSITIVELY.rawValue
      return unsafe withStrings(folder == .root ? [] : [folder.description]) { paths in
        unsafe options.pathspec = paths
        return unsafe git_status_list_new(&pointer, core.pointer, &options)
      }
    }
    var found: [FileStatus] = []
    let count = unsafe git_status_list_entrycount(list.pointer)
    for position in 0..<count {
      guard let entry = unsafe git_status_byindex(list.pointer, position) else { continue }
      if let status = unsafe FileStatus(entry.pointee) { found.append(status) }
    }
    return found.sorted { $0.path < $1.path }
  }
}

extension FileStatus {
  fileprivate init?(_ entry: git_status_entry) {
    let delta = unsafe entry.head_to_index ?? entry.index_to_workdir
    guard let delta = unsafe delta,
      let name = unsafe delta.pointee.new_file.path ?? delta.pointee.old_file.path
    else { return nil }
    path = unsafe TreePath(cString: name)
    let flags = unsafe entry.status.rawValue
    if flags & GIT_STATUS_CONFLICTED.rawValue != 0 {
      staged = .conflicted
      unstaged = nil
      return
    }
    staged = Self.change(
      in: flags, added: GIT_STATUS_INDEX_NEW, modified: GIT_STATUS_INDEX_MODIFIED,
      deleted: GIT_STATUS_INDEX_DELETED, typeChanged: GIT_STATUS_INDEX_TYPECHANGE)
    unstaged = Self.change(
      in: flags, added: GIT_STATUS_WT_NEW, modified: GIT_STATUS_WT_MODIFIED,
      deleted: GIT_STATUS_WT_DELETED, typeChanged: GIT_STATUS_WT_TYPECHANGE)
    if staged == nil, unstaged == nil { return nil }
  }

  private static func change(
    in flags: UInt32, added: git_status_t, modified: git_status_t, deleted: git_status_t,
    typeChanged: git_status_t
  ) -> Change? {
    if flags & added.rawValue != 0 { return .added }
    if flags & typeChanged.rawValue != 0 { return .typeChanged }
    if flags & deleted.rawValue != 0 { return .deleted }
    return flags & modified.rawValue != 0 ? .modified : nil
  }
}

/// Lends texts as the array that libgit2 wants.
func withStrings<Result>(_ texts: [String], _ body: (git_strarray) -> Result) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { text in
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.utf8.count + 1)
    for (offset, byte) in text.utf8.enumerated() { unsafe copy[offset] = CChar(bitPattern: byte) }
    unsafe copy[text.utf8.count] = 0
    return unsafe copy
  }
  defer { unsafe pointers.forEach { unsafe $0?.deallocate() } }
  let count = unsafe pointers.count
  return unsafe pointers.withUnsafeMutableBufferPointer {
    unsafe body(git_strarray(strings: $0.baseAddress, count: count))
  }
}
