import CLibGit2

extension Repository {
  /// The value of a setting, such as `user.signingkey`, as git would find it in all its files.
  ///
  /// Of several values the last counts, as for git. Nil when it is not set.
  public func setting(_ name: String) throws(GitStoreError) -> String? {
    try unsafe GitStore.setting(name, of: core.pointer)
  }

  /// The value of a setting that is a path, with a leading `~/` replaced by the home folder.
  public func pathSetting(_ name: String) throws(GitStoreError) -> String? {
    let config = try unsafe snapshot(of: core.pointer)
    return try unsafe read("setting \(name)") { unsafe git_config_get_path(&$0, config.pointer, name) }
  }

  /// All settings whose name starts with `prefix`, such as `remote.`, in the order in which git reads them.
  ///
  /// The last of equal names is the one that counts. Section and key are in lower case.
  public func settings(under prefix: String) throws(GitStoreError) -> [(name: String, value: String)] {
    try unsafe GitStore.settings(under: prefix, of: core.pointer)
  }

  /// Whether a setting is one of git's spellings of yes; `standard` when it is not set.
  public func flag(_ name: String, default standard: Bool = false) throws(GitStoreError) -> Bool {
    let config = try unsafe snapshot(of: core.pointer)
    var value: Int32 = 0
    let result = unsafe git_config_get_bool(&value, config.pointer, name)
    if result == GIT_ENOTFOUND.rawValue { return standard }
    try check(result, "read the setting \(name)")
    return value != 0
  }
}

func setting(_ name: String, of repository: OpaquePointer) throws(GitStoreError) -> String? {
  let config = try unsafe snapshot(of: repository)
  return try unsafe read("setting \(name)") { unsafe git_config_get_string_buf(&$0, config.pointer, name) }
}

/// A reading of all configuration files that no other process changes underneath.
private func snapshot(of repository: OpaquePointer) throws(GitStoreError) -> Handle {
  try unsafe Handle(free: git_config_free, "read the configuration") {
    unsafe git_repository_config_snapshot(&$0, repository)
  }
}

/// Reads a text out of a buffer of libgit2; nil when there is no such thing.
func read(_ what: String, _ fill: (inout git_buf) -> Int32) throws(GitStoreError) -> String? {
  var buffer = unsafe git_buf()
  defer { unsafe git_buf_dispose(&buffer) }
  let result = unsafe fill(&buffer)
  if result == GIT_ENOTFOUND.rawValue { return nil }
  try check(result, "read the \(what)")
  let bytes = unsafe UnsafeRawBufferPointer(start: buffer.ptr, count: buffer.size)
  return unsafe String(decoding: bytes, as: UTF8.self)
}

/// Adds the settings of this work tree alone, which libgit2 1.5 does not know of.
func addWorkTreeSettings(_ repository: OpaquePointer) throws(GitStoreError) {
  let config = try unsafe Handle(free: git_config_free, "read the configuration") {
    unsafe git_repository_config(&$0, repository)
  }
  var isUsed: Int32 = 0
  guard unsafe git_config_get_bool(&isUsed, config.pointer, "extensions.worktreeconfig") == 0, isUsed != 0,
    let folder = unsafe git_repository_path(repository)
  else { return }
  let file = unsafe String(cString: folder) + "config.worktree"
  let result = unsafe git_config_add_file_ondisk(
    config.pointer, file, GIT_CONFIG_LEVEL_APP, repository, 0)
  if result != GIT_ENOTFOUND.rawValue { try check(result, "read \(file)") }
}

/// All settings whose name starts with `prefix`, in the order in which the files give them.
func settings(
  under prefix: String, of repository: OpaquePointer
) throws(GitStoreError) -> [(name: String, value: String)] {
  let config = try unsafe snapshot(of: repository)
  let iterator = try unsafe Handle(free: git_config_iterator_free, "read the configuration") {
    unsafe git_config_iterator_new(&$0, config.pointer)
  }
  var found: [(name: String, value: String)] = []
  var entry: UnsafeMutablePointer<git_config_entry>?
  while case let result = unsafe git_config_next(&entry, iterator.pointer), result != GIT_ITEROVER.rawValue {
    try check(result, "read the configuration")
    guard let entry = unsafe entry, let name = unsafe entry.pointee.name else { continue }
    let text = unsafe String(cString: name)
    guard text.hasPrefix(prefix) else { continue }
    // A name without `=` means yes.
    let value = unsafe entry.pointee.value.map { unsafe String(cString: $0) } ?? "true"
    found.append((text, value))
  }
  return found
}
