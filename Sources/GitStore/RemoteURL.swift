/// Where a remote is.
///
/// As text it never shows what may be a secret: the user part and the query of an HTTP address.
public struct RemoteURL: Hashable, Sendable {
  /// The ways to a remote.
  public enum Route: Hashable, Sendable {
    /// A folder of this machine.
    case path(String)
    /// HTTP or HTTPS.
    case http(scheme: String, host: String)
    /// SSH, to a folder of another machine.
    case ssh(SSHDestination)
  }

  /// The other end of an SSH connection.
  public struct SSHDestination: Hashable, Sendable {
    /// The user; nil leaves it to SSH's settings.
    public let user: String?
    /// The host's name or address.
    public let host: String
    /// The port; nil leaves it to SSH's settings.
    public let port: Int?
    /// The folder there.
    public let path: String

    /// Makes a destination from its parts, to compare with; only `RemoteURL` makes one that is used.
    public init(user: String?, host: String, port: Int?, path: String) {
      (self.user, self.host, self.port, self.path) = (user, host, port, path)
    }
  }

  /// How it is reached.
  public let route: Route
  /// The address with its secrets, for libgit2 alone.
  let text: String

  /// Reads an address as git does: a URL, `[USER@]HOST:PATH`, or the path of a folder.
  public init(_ text: String) throws(GitStoreError) {
    self.text = text
    guard !text.isEmpty, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) else { throw .invalidRemote }
    if let (scheme, rest) = Self.split(text, at: "://") {
      route = try Self.route(scheme: scheme.lowercased(), rest: rest)
    } else if let (host, path) = Self.split(text, at: ":"), !host.contains("/") {
      // Two colons name a program that git would run.
      guard !path.hasPrefix(":") else { throw .invalidRemote }
      route = .ssh(try SSHDestination(authority: host, path: path, mayHavePort: false))
    } else {
      route = .path(text)
    }
  }

  private static func route(scheme: String, rest: String) throws(GitStoreError) -> Route {
    let (authority, path) = split(rest, at: "/").map { ($0, "/" + $1) } ?? (rest, "")
    switch scheme {
    case "file":
      guard authority.isEmpty || authority == "localhost", let decoded = percentDecoded(path),
        !decoded.isEmpty
      else {
        throw .invalidRemote
      }
      return .path(decoded)
    case "http", "https":
      let host = authority.split(separator: "@").last.map(String.init) ?? ""
      guard !host.isEmpty, !host.hasPrefix("-") else { throw .invalidRemote }
      return .http(scheme: scheme, host: host)
    case "ssh", "git+ssh", "ssh+git":
      guard let decoded = percentDecoded(path) else { throw .invalidRemote }
      // An address such as ssh://host/~user/x names a home folder.
      let target = decoded.hasPrefix("/~") ? String(decoded.dropFirst()) : decoded
      return .ssh(try SSHDestination(authority: authority, path: target, mayHavePort: true))
    default:
      throw .invalidRemote
    }
  }

  /// The parts of `text` around the first `separator`.
  static func split(_ text: String, at separator: String) -> (String, String)? {
    let bytes = Array(text.utf8)
    let mark = Array(separator.utf8)
    guard bytes.count >= mark.count else { return nil }
    guard let start = (0...(bytes.count - mark.count)).first(where: { bytes[$0...].starts(with: mark) })
    else { return nil }
    return (
      String(decoding: bytes[..<start], as: UTF8.self),
      String(decoding: bytes[(start + mark.count)...], as: UTF8.self)
    )
  }

  private static func percentDecoded(_ text: String) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }
}

extension RemoteURL.SSHDestination {
  /// Takes `[USER@]HOST[:PORT]` apart; brackets go around an address with colons.
  init(authority: String, path: String, mayHavePort: Bool) throws(GitStoreError) {
    var host = authority[...]
    user = host.lastIndex(of: "@").map { String(host[..<$0]) }
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    var port: Int?
    if let colon = host.lastIndex(of: ":"), mayHavePort, !host.hasSuffix("]") {
      port = Int(host[host.index(after: colon)...])
      guard let port, (1...65535).contains(port) else { throw .invalidRemote }
      host = host[..<colon]
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    // SSH would take what begins with a dash for an option, and an option can name a program.
    for part in [String(host), user ?? "x", path] {
      guard !part.isEmpty, !part.hasPrefix("-") else { throw .invalidRemote }
    }
    (self.host, self.port, self.path) = (String(host), port, path)
  }
}

extension RemoteURL: CustomStringConvertible {
  /// The address without what may be a secret.
  public var description: String {
    guard case .http(let scheme, let host) = route else { return singleLine(text) }
    let rest = Self.split(text, at: "://")?.1 ?? ""
    let path = Self.split(rest, at: "/").map { "/" + $0.1 } ?? ""
    return singleLine("\(scheme)://\(host)\(path.prefix { $0 != "?" && $0 != "#" })")
  }
}

extension RemoteURL: CustomDebugStringConvertible, CustomReflectable {
  /// The address without what may be a secret.
  public var debugDescription: String { description }
  /// The address without what may be a secret.
  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}

extension GitStoreError {
  /// The address itself is left out: it may hold a secret that could not be found in it.
  static let invalidRemote = GitStoreError(
    .invalidName, "The address of the remote is not one that can be used.",
    advice: "Give a folder, an https:// or ssh:// address, or USER@HOST:PATH.")
}
