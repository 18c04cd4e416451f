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
  /// The names of the remotes in the settings, in the order of their bytes.
  public func remoteNames() throws(GitStoreError) -> [String] {
    var names: Set<String> = []
    for (name, _) in try settings(under: "remote.") where name.hasSuffix(".url") {
      names.insert(String(name.dropFirst("remote.".count).dropLast(".url".count)))
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The remote of that name, or else the one at that address, after the `insteadOf` settings.
  public func remote(_ nameOrAddress: String) throws(GitStoreError) -> Remote {
    let prefix = "remote.\(nameOrAddress)."
    let settings = try settings(under: prefix)
    func values(_ key: String) -> [String] { settings.filter { $0.name == prefix + key }.map(\.value) }
    if let address = values("url").first {
      let pushAddress =
        if let address = values("pushurl").first { try rewritten(address) } else {
          try rewrittenForPush(address)
        }
      var refspecs: [Refspec] = []
      // Negative ones and short names are rare, and nothing here needs them.
      for text in values("fetch") where text.contains(":refs/") { refspecs.append(try Refspec(text)) }
      return Remote(
        name: nameOrAddress, fetchURL: try RemoteURL(rewritten(address)),
        pushURL: try RemoteURL(pushAddress),
        fetchRefspecs: refspecs)
    }
    // Only a path or an address has one of these.
    guard nameOrAddress.contains("/") || nameOrAddress.contains(":") else {
      throw GitStoreError(
        .notFound, "There is no remote called ‘\(singleLine(nameOrAddress))’.",
        advice: "Run `git remote -v`, or give an address.")
    }
    return Remote(
      name: nil, fetchURL: try RemoteURL(rewritten(nameOrAddress)),
      pushURL: try RemoteURL(rewrittenForPush(nameOrAddress)), fetchRefspecs: [])
  }

  private func rewrittenForPush(_ address: String) throws(GitStoreError) -> String {
    let forPush = try rewritten(address, by: ".pushinsteadof")
    return forPush == address ? try rewritten(address) : forPush
  }

  /// The address with its start replaced as the settings say; of several the longest start counts.
  private func rewritten(_ address: String, by key: String = ".insteadof") throws(GitStoreError) -> String {
    var best: (start: String, replacement: Substring)?
    for (name, start) in try settings(under: "url.") where name.hasSuffix(key) && address.hasPrefix(start) {
      guard start.utf8.count > best?.start.utf8.count ?? 0 else { continue }
      best = (start, name.dropFirst("url.".count).dropLast(key.count))
    }
    guard let best else { return address }
    return String(best.replacement) + address.dropFirst(best.start.count)
  }
}
