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

  /// Lists some of a folder's entries; see ``FileTree/entries(in:where:)``.
  public func entries(
    in folder: String, where isWanted: (ArraySlice<UInt8>) -> Bool
  ) throws(FileTreeError) -> [FileEntry] {
    try withoutActuallyEscaping(isWanted) { isWanted throws(FileTreeError) in
      try SystemCalls.list(folder.isEmpty ? root : "\(root)/\(folder)", where: isWanted) ?? []
    }
  }

  /// Reads a file; see ``FileTree/read(_:limit:)``.
  public func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]? {
    try SystemCalls.read("\(root)/\(path)", limit: limit)
  }

  /// The same view: it has no state.
  public var opener: FileTreeOpener? { { [self] () throws(FileTreeError) in self } }

  /// Reads a single file that is named by the user rather than found in a tree; `nil` where there is none.
  public static func readFile(_ path: String, limit: Int = 1 << 30) throws(FileTreeError) -> [UInt8]? {
    try SystemCalls.read(path, limit: limit)
  }

  /// Reads what is piped into the process, up to its end.
  public static func readStandardInput() throws(FileTreeError) -> [UInt8] {
    try SystemCalls.readAll(0, "standard input", expected: 0, limit: 1 << 30)
  }
}
