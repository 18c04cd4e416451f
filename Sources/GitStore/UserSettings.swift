import CLibGit2

/// Git's settings of this user and this machine, for where there is no repository to ask.
public struct UserSettings: ~Copyable {
  private let config: Handle

  /// Reads the files that git reads outside any repository.
  public init() throws(GitStoreError) {
    try Library.start()
    let settings = try unsafe Handle(free: git_config_free, "read git's settings") {
      unsafe git_config_open_default(&$0)
    }
    config = try unsafe Handle(free: git_config_free, "read git's settings") { snapshot in
      unsafe git_config_snapshot(&snapshot, settings.pointer)
    }
  }

  /// The value of a setting, such as `user.name`; nil when it is not set.
  public func setting(_ name: String) throws(GitStoreError) -> String? {
    try unsafe read("setting \(name)") { unsafe git_config_get_string_buf(&$0, config.pointer, name) }
  }

  /// The value of a setting that is a path, with a leading `~/` replaced by the home folder.
  public func pathSetting(_ name: String) throws(GitStoreError) -> String? {
    try unsafe read("setting \(name)") { unsafe git_config_get_path(&$0, config.pointer, name) }
  }
}
