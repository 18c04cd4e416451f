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
    guard !nameOrAddress.utf8.contains(0) else { throw .invalidRemote }
    let prefix = "remote.\(nameOrAddress)."
    let settings = try settings(under: prefix)
    func values(_ key: String) -> [String] { settings.filter { $0.name == prefix + key }.map(\.value) }
    if let address = values("url").first {
      let urls = try rewritten(address)
      let pushURL =
        if let address = values("pushurl").first { try rewritten(address).fetch } else { urls.push }
      var refspecs: [Refspec] = []
      // Negative ones and short names are rare, and nothing here needs them.
      for text in values("fetch") where text.contains(":refs/") { refspecs.append(try Refspec(text)) }
      return Remote(name: nameOrAddress, fetchURL: urls.fetch, pushURL: pushURL, fetchRefspecs: refspecs)
    }
    // Only a path or an address has one of these.
    guard nameOrAddress.contains("/") || nameOrAddress.contains(":") else {
      throw GitStoreError(
        .notFound, "There is no remote called ‘\(singleLine(nameOrAddress))’.",
        advice: "Run `git remote -v`, or give an address.")
    }
    let urls = try rewritten(nameOrAddress)
    return Remote(name: nil, fetchURL: urls.fetch, pushURL: urls.push, fetchRefspecs: [])
  }

  /// The addresses that the `insteadOf` and `pushInsteadOf` settings make of one.
  private func rewritten(_ address: String) throws(GitStoreError) -> (fetch: RemoteURL, push: RemoteURL) {
    let remote = try unsafe Handle(free: git_remote_free, "use the address of a remote") {
      unsafe git_remote_create_anonymous(&$0, core.pointer, address)
    }
    guard let fetch = unsafe git_remote_url(remote.pointer) else { throw .invalidRemote }
    let push = unsafe git_remote_pushurl(remote.pointer) ?? fetch
    return try (RemoteURL(unsafe String(cString: fetch)), RemoteURL(unsafe String(cString: push)))
  }
}

private func texts(in array: git_strarray) -> [String] {
  unsafe UnsafeBufferPointer(start: array.strings, count: array.count).compactMap { text in
    unsafe text.map { unsafe String(cString: $0) }
  }
}
