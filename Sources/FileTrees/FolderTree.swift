/// A folder on disk as a tree of files.
public struct FolderTree: FileTree, Sendable {
  /// The folder's own path.
  public let root: String

  /// Looks at a folder; nothing is read yet.
  public init(_ root: String) {
    self.root = root.isEmpty ? "." : root
  }

  /// Tells whether the folder is there at all.
  public var exists: Bool { SystemCalls.kind(at: root + "/.") == .folder }

  /// Lists a folder; see ``FileTree/entries(in:)``.
  public func entries(in folder: String) throws(FileTreeError) -> [FileEntry] {
    try SystemCalls.list(folder.isEmpty ? root : "\(root)/\(folder)") ?? []
  }

  /// Reads a file; see ``FileTree/read(_:limit:)``.
  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    try SystemCalls.read("\(root)/\(path)", limit: limit)
  }
}
