import CLibGit2

/// Another repository, by its addresses.
public struct Remote: Hashable, Sendable {
  /// The name that the settings give it; nil for a bare address.
  public let name: String?
  /// Where it is read.
  public let fetchURL: RemoteURL
  /// Where it is written.
  public let pushURL: RemoteURL
  /// What is fetched when nothing else is said.
  public let fetchRefspecs: [Refspec]
}

extension Repository {
  /// The names of the remotes in the settings, in their order.
  public func remoteNames() throws(GitStoreError) -> [String] {
    var names = unsafe git_strarray()
    defer { unsafe git_strarray_dispose(&names) }
    try check(unsafe git_remote_list(&names, core.pointer), "list the remotes")
    return unsafe texts(in: names).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The remote of that name, or else the one at that address, after the `insteadOf` settings.
  public func remote(_ nameOrAddress: String) throws(GitStoreError) -> Remote {
    var isName: Int32 = 0
    guard !nameOrAddress.utf8.contains(0) else { throw .invalidRemote }
    try check(unsafe git_remote_name_is_valid(&isName, nameOrAddress), "look up a remote")
    if isName == 1, try setting("remote.\(nameOrAddress).url") != nil {
      let remote = try unsafe Handle(free: git_remote_free, "look up the remote \(nameOrAddress)") {
        unsafe git_remote_lookup(&$0, core.pointer, nameOrAddress)
      }
      return try Remote(remote, name: nameOrAddress)
    }
    // Only a path or an address has one of these, or is a folder.
    guard nameOrAddress.contains("/") || nameOrAddress.contains(":") else {
      throw GitStoreError(
        .notFound, "There is no remote called ‘\(singleLine(nameOrAddress))’.",
        advice: "Run `git remote -v`, or give an address.")
    }
    _ = try RemoteURL(nameOrAddress)
    return try Remote(
      unsafe Handle(free: git_remote_free, "use the address of a remote") {
        unsafe git_remote_create_anonymous(&$0, core.pointer, nameOrAddress)
      }, name: nil)
  }
}

extension Remote {
  fileprivate init(_ remote: borrowing Handle, name: String?) throws(GitStoreError) {
    guard let url = unsafe git_remote_url(remote.pointer) else { throw .invalidRemote }
    self.name = name
    fetchURL = try RemoteURL(unsafe String(cString: url))
    if let pushURL = unsafe git_remote_pushurl(remote.pointer) {
      self.pushURL = try RemoteURL(unsafe String(cString: pushURL))
    } else {
      pushURL = fetchURL
    }
    var specs = unsafe git_strarray()
    defer { unsafe git_strarray_dispose(&specs) }
    try check(unsafe git_remote_get_fetch_refspecs(&specs, remote.pointer), "read the refspecs of a remote")
    var refspecs: [Refspec] = []
    // Negative ones and short names are rare, and nothing here needs them.
    for text in unsafe texts(in: specs) where text.contains(":refs/") { refspecs.append(try Refspec(text)) }
    fetchRefspecs = refspecs
  }
}

private func texts(in array: git_strarray) -> [String] {
  unsafe UnsafeBufferPointer(start: array.strings, count: array.count).compactMap { text in
    unsafe text.map { unsafe String(cString: $0) }
  }
}
