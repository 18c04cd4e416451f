import Glibc

/// A folder whose files people own: single files are written and removed, nothing else is touched.
public struct SourceFolder: Sendable {
  /// The folder's path.
  public let root: String

  /// Names a folder; it is made when something is written.
  public init(_ root: String) {
    self.root = root
  }

  /// Writes a file whole or not at all, making the folders that lead to it.
  ///
  /// Returns whether anything changed: a file that holds these bytes already is left alone.
  @discardableResult
  public func write(_ bytes: [UInt8], to path: String) throws(FileTreeError) -> Bool {
    let target = root + "/" + path
    if SystemCalls.size(of: target) == bytes.count, try SystemCalls.read(target, limit: bytes.count) == bytes
    {
      return false
    }
    if let slash = target.lastIndex(of: "/") { try SystemCalls.makeFolder(String(target[..<slash])) }
    try SystemCalls.write(bytes, to: target)
    return true
  }

  /// Begins a file that is too long to be held at once, making the folders that lead to it.
  ///
  /// Two processes can do so at a time. One that is killed leaves a file whose name ends in `~`.
  public func begin(_ path: String) throws(FileTreeError) -> PiecewiseFile {
    let target = root + "/" + path
    if let slash = target.lastIndex(of: "/") { try SystemCalls.makeFolder(String(target[..<slash])) }
    return try PiecewiseFile(target, as: ".\(getpid())")
  }

  /// Removes a file; one that is not there is fine.
  public func remove(_ path: String) throws(FileTreeError) {
    try SystemCalls.remove(root + "/" + path)
  }

  /// Moves a file or folder to a path that nothing lies at, making the folders that lead there.
  public func move(_ path: String, to target: String) throws(FileTreeError) {
    let to = root + "/" + target
    if SystemCalls.kind(at: to) != nil {
      throw FileTreeError(.system, target, "‘\(target)’ is there already; nothing was moved.")
    }
    if let slash = to.lastIndex(of: "/") { try SystemCalls.makeFolder(String(to[..<slash])) }
    try SystemCalls.move(root + "/" + path, to: to)
  }

  /// Removes a folder with all that is in it; links in it are removed, not followed.
  public func removeFolder(_ path: String) throws(FileTreeError) {
    for entry in try SystemCalls.list(root + "/" + path) ?? [] {
      if entry.kind == .folder {
        try removeFolder(path + "/" + entry.name)
      } else {
        try SystemCalls.remove(root + "/" + path + "/" + entry.name)
      }
    }
    try SystemCalls.removeFolder(root + "/" + path)
  }
}
