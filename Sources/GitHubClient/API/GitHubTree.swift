public import FileTrees
public import GitStore
import Documents

/// The files of a commit on GitHub as a tree; folders and files are fetched when they are asked for.
///
/// Files come by their blobs, which have no limit of 1 MB as the contents have. What two trees share is fetched once,
/// where they share the cache.
public final class GitHubTree: FileTree {
  /// Blobs by their ids.
  public final class Cache {
    fileprivate var blobs: [String: [UInt8]] = [:]
    fileprivate var folders: [String: [Row]] = [:]

    /// Starts empty.
    public init() {}

    /// Takes a text that a file may well have, so that it need not be fetched if one has it.
    public func offer(_ bytes: [UInt8]) throws(GitStoreError) {
      blobs[try ObjectID.ofBlob(bytes).hex] = bytes
    }
  }

  fileprivate struct Row {
    var name: String
    let kind: FileKind
    let id: String
    let size: Int

    init?(_ entry: Node) {
      guard let name = entry["path"]?.string, let id = entry["sha"]?.string else { return nil }
      (self.name, self.id) = (name, id)
      size = entry["size"]?.int ?? 0
      kind =
        switch entry["mode"]?.string {
        case "100644", "100755": .file
        case "040000": .folder
        case "120000": .link
        default: .other
        }
    }

    func named(_ name: String) -> Row {
      var row = self
      row.name = name
      return row
    }
  }

  /// The repository, as `owner/name`.
  public let repository: String
  /// The commit.
  public let commit: GitHubCommit

  private let github: GitHub
  private let cache: Cache

  /// Looks at a commit: an id, or the commit that a branch is at.
  public init(
    _ github: GitHub, _ repository: String, commit id: String, cache: Cache = Cache()
  ) throws(GitHubError) {
    (self.github, self.repository, self.cache) = (github, repository, cache)
    commit = try github.commit(id, in: repository)
  }

  /// Lists a folder; see ``FileTree/entries(in:)``.
  public func entries(in folder: String) throws(FileTreeError) -> [FileEntry] {
    guard let rows = try rows(in: folder) else { return [] }
    return rows.map { FileEntry(name: $0.name, kind: $0.kind) }.sorted { isOrderedByBytes($0.name, $1.name) }
  }

  /// Reads a file; see ``FileTree/read(_:limit:)``.
  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    let parts = path.split(separator: "/")
    let folder = parts.dropLast().joined(separator: "/")
    guard let row = try rows(in: folder)?.first(where: { $0.name == parts.last ?? "" }), row.kind != .folder
    else {
      return nil
    }
    guard row.kind == .file else { throw FileTreeError(.system, path, "‘\(path)’ is no regular file.") }
    guard row.size <= limit else {
      throw FileTreeError(.tooLarge, path, "‘\(path)’ has \(row.size) bytes; at most \(limit) are read.")
    }
    if let bytes = cache.blobs[row.id] { return bytes }
    let bytes = try fetched(path) { () throws(GitHubError) in try github.blob(row.id, in: repository) }
    cache.blobs[row.id] = bytes
    return bytes
  }

  /// The id of the blob at a path; `nil` where there is no file.
  func blobID(at path: String) throws(GitHubError) -> String? {
    var tree = commit.tree
    let parts = path.split(separator: "/")
    for (index, part) in parts.enumerated() {
      let rows = try known(tree)
      guard let row = rows.first(where: { $0.name == part }) else { return nil }
      if index == parts.count - 1 { return row.kind == .file ? row.id : nil }
      guard row.kind == .folder else { return nil }
      tree = row.id
    }
    return nil
  }

  private func known(_ tree: String) throws(GitHubError) -> [Row] {
    if let rows = cache.folders[tree] { return rows }
    let rows = try github.tree(tree, in: repository)
    cache.folders[tree] = rows
    return rows
  }

  private func rows(in folder: String) throws(FileTreeError) -> [Row]? {
    var id = commit.tree
    for (depth, part) in folder.split(separator: "/").enumerated() {
      guard let row = try rows(ofTree: id, folder).first(where: { $0.name == part }), row.kind == .folder
      else {
        return nil
      }
      id = row.id
      if depth == Self.wholeDepth { try fetchWhole(id, folder) }
    }
    return try rows(ofTree: id, folder)
  }

  /// How deep the folders lie that are listed with all that they hold, such as `xinference/model`.
  ///
  /// Without a token GitHub takes 60 requests an hour, and that folder alone has twenty more.
  private static let wholeDepth = 1

  /// Lists a folder with all below it by one request, unless it is listed already.
  private func fetchWhole(_ id: String, _ path: String) throws(FileTreeError) {
    if cache.folders[id] != nil { return }
    let folders = try fetched(path) { () throws(GitHubError) in try github.wholeTree(id, in: repository) }
    cache.folders.merge(folders) { $1 }
  }

  private func rows(ofTree id: String, _ path: String) throws(FileTreeError) -> [Row] {
    try fetched(path) { () throws(GitHubError) in try known(id) }
  }

  private func fetched<Value>(
    _ path: String, _ body: () throws(GitHubError) -> Value
  ) throws(FileTreeError) -> Value {
    do { return try body() } catch { throw FileTreeError(.system, path, error.description) }
  }
}

extension GitHub {
  fileprivate func tree(_ id: String, in repository: String) throws(GitHubError) -> [GitHubTree.Row] {
    let answer = try get("/repos/\(try path(of: repository))/git/trees/\(Self.encoded(id))")
    if answer.root["truncated"]?.bool == true {
      throw GitHubError(
        .unexpected, "A folder of \(repository) is larger than what GitHub lists; use a clone instead.")
    }
    guard let tree = answer.root["tree"] else { throw unexpected("a tree") }
    return tree.elements.compactMap(GitHubTree.Row.init)
  }

  /// A folder and all folders below it, by their ids; none where that is more than GitHub lists at once.
  fileprivate func wholeTree(
    _ id: String, in repository: String
  ) throws(GitHubError) -> [String: [GitHubTree.Row]] {
    let answer = try get("/repos/\(try path(of: repository))/git/trees/\(Self.encoded(id))?recursive=1")
    guard let tree = answer.root["tree"] else { throw unexpected("a tree") }
    if answer.root["truncated"]?.bool == true { return [:] }
    var inside: [String: [GitHubTree.Row]] = ["": []]
    var ids = ["": id]
    for row in tree.elements.compactMap(GitHubTree.Row.init) {
      let parts = row.name.split(separator: "/")
      if row.kind == .folder { (ids[row.name], inside[row.name]) = (row.id, inside[row.name] ?? []) }
      let name = parts.last.map(String.init) ?? ""
      inside[parts.dropLast().joined(separator: "/"), default: []].append(row.named(name))
    }
    var folders: [String: [GitHubTree.Row]] = [:]
    for (path, rows) in inside { if let id = ids[path] { folders[id] = rows } }
    return folders
  }

  /// A blob's bytes.
  func blob(_ id: String, in repository: String) throws(GitHubError) -> [UInt8] {
    let answer = try get("/repos/\(try path(of: repository))/git/blobs/\(Self.encoded(id))")
    guard answer.root["encoding"]?.string == "base64", let content = answer.root["content"],
      let bytes = Base64.decode(content.bytes)
    else { throw unexpected("a blob") }
    return bytes
  }
}

/// Base64 as GitHub writes it, with line breaks in between.
enum Base64 {
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var (bits, count, padding) = (UInt32(0), 0, 0)
    for byte in text where byte != 0x0A && byte != 0x0D {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let digit = digit(byte) else { return nil }
      bits = bits << 6 | digit
      count += 1
      if count % 4 == 0 {
        result += [
          UInt8(truncatingIfNeeded: bits >> 16), UInt8(truncatingIfNeeded: bits >> 8),
          UInt8(truncatingIfNeeded: bits),
        ]
        bits = 0
      }
    }
    switch count % 4 {
    case 2 where padding == 2: result.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3 where padding == 1:
      result += [UInt8(truncatingIfNeeded: bits >> 10), UInt8(truncatingIfNeeded: bits >> 2)]
    case 0 where padding == 0: break
    default: return nil
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
