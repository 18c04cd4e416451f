/// A tree of files in memory.
public struct MemoryTree: FileTree, Sendable {
  /// The files by path; folders follow from the paths.
  public var files: [String: [UInt8]]

  /// Takes files by path.
  public init(_ files: [String: [UInt8]] = [:]) {
    self.files = files
  }

  /// Takes texts by path.
  public init(texts: [String: String]) {
    self.files = texts.mapValues { Array($0.utf8) }
  }

  /// Lists a folder; see ``FileTree/entries(in:)``.
  public func entries(in folder: String) throws(FileTreeError) -> [FileEntry] {
    let prefix = folder.isEmpty ? "" : folder + "/"
    var kinds: [String: FileKind] = [:]
    for path in files.keys where path.hasPrefix(prefix) {
      let rest = path.dropFirst(prefix.count)
      let name = String(rest.prefix { $0 != "/" })
      kinds[name] = name.count == rest.count ? .file : .folder
    }
    return kinds.map { FileEntry(name: $0.key, kind: $0.value) }.sorted { isOrderedByBytes($0.name, $1.name) }
  }

  /// The same files.
  public var opener: FileTreeOpener? { { [self] () throws(FileTreeError) in self } }

  /// Reads a file; see ``FileTree/read(_:limit:)``.
  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    guard let bytes = files[path] else { return nil }
    guard bytes.count <= limit else {
      throw FileTreeError(.tooLarge, path, "‘\(path)’ has \(bytes.count) bytes; at most \(limit) are read.")
    }
    return bytes
  }
}
