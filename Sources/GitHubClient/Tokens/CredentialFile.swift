import Documents
import Glibc
import SourceText

/// Tokens by host, in a file that only its owner may read.
public struct CredentialFile: Sendable {
  /// The file's path.
  public let path: String

  /// Names a file; it is made when something is kept.
  public init(path: String) {
    self.path = path
  }

  /// The file of a user: below `XDG_CONFIG_HOME`, else below `~/.config`; `nil` without a home.
  public init?(environment: [String: String]) {
    func folder(_ name: String) -> String? { environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil } }
    guard let config = folder("XDG_CONFIG_HOME") ?? folder("HOME").map({ $0 + "/.config" }) else {
      return nil
    }
    path = config + "/modelhub/credentials.json"
  }

  /// The token that is kept for a host.
  public func token(for host: String) throws(GitHubError) -> Token? {
    try entries().first { $0.host == host }.flatMap { Token($0.secret) }
  }

  /// Keeps a token for a host, in place of the one that was there.
  public func keep(_ token: Token, for host: String) throws(GitHubError) {
    try write(try entries().filter { $0.host != host } + [(host, token.stored)])
  }

  /// Forgets the token of a host; tells whether there was one.
  public func forget(_ host: String) throws(GitHubError) -> Bool {
    let all = try entries()
    let rest = all.filter { $0.host != host }
    if rest.count < all.count { try write(rest) }
    return rest.count < all.count
  }

  private func entries() throws(GitHubError) -> [(host: String, secret: String)] {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw fault("read")
    }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw fault("read") }
    guard status.st_mode & 0o077 == 0 else {
      throw GitHubError(.forbidden, "Others may read ‘\(path)’, which holds tokens. Say `chmod 600 \(path)`.")
    }
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = unsafe Glibc.read(file, &bytes, bytes.count)
    guard count >= 0 else { throw fault("read") }
    let source = SourceText(path: path, bytes: Array(bytes[..<count]))
    guard let root = DocumentReader.read(source, as: .json).document?.rootNode, root.kind == .object else {
      throw GitHubError(
        .unexpected, "‘\(path)’ is no list of tokens. Remove it and run `modelhub auth login`.")
    }
    return root.members.compactMap { member in member.value.string.map { (member.name, $0) } }
  }

  /// Writes the file whole or not at all; it is readable by its owner from its first byte.
  private func write(_ entries: [(host: String, secret: String)]) throws(GitHubError) {
    var builder = DocumentBuilder()
    builder.beginObject()
    for entry in entries.sorted(by: { $0.host < $1.host }) {
      builder.key(entry.host)
      builder.string(entry.secret)
    }
    builder.end()
    let bytes = JSONWriter.file(builder.document().rootNode)
    try makeFolder()
    let temporary = path + ".new~"
    _ = unsafe unlink(temporary)
    let file = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw fault("write") }
    let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
    guard close(file) == 0, count == bytes.count, unsafe rename(temporary, path) == 0 else {
      let error = fault("write")
      _ = unsafe unlink(temporary)
      throw error
    }
  }

  private func makeFolder() throws(GitHubError) {
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/\(part)"
      guard unsafe mkdir(folder, 0o700) == 0 || errno == EEXIST || errno == EISDIR else {
        throw fault("write")
      }
    }
  }

  private func fault(_ doing: String) -> GitHubError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return GitHubError(.unexpected, "Cannot \(doing) ‘\(path)’, which holds tokens: \(reason).")
  }
}
