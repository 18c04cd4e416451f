public import GitStore
import Glibc

/// What stands under a name in a folder.
public enum FileKind: Sendable {
  /// A regular file.
  case file
  /// A folder.
  case folder
  /// A symbolic link; never followed.
  case link
  /// A device, a socket, a submodule.
  case other
}

/// A name in a folder.
public struct FileEntry: Hashable, Sendable {
  /// The name, without the folder's path.
  public let name: String
  /// What it is.
  public let kind: FileKind

  /// Makes an entry.
  public init(name: String, kind: FileKind) {
    self.name = name
    self.kind = kind
  }
}

/// A read-only view of a tree of files: a folder, a commit, or a dictionary in a test.
///
/// Paths are relative to the tree's root, with `/` between their parts; the root itself is the empty path.
/// A value belongs to one thread.
public protocol FileTree {
  /// What a folder holds, sorted by name in byte order; nothing where there is no such folder.
  func entries(in folder: String) throws(FileTreeError) -> [FileEntry]
  /// Those of a folder's entries whose names, as bytes, are wanted, in the same order.
  ///
  /// Of a hundred thousand names, only the wanted ones are taken out of a tree that can do so.
  func entries(
    in folder: String, where isWanted: (ArraySlice<UInt8>) -> Bool
  ) throws(FileTreeError) -> [FileEntry]
  /// A file's bytes; `nil` where there is no such file.
  ///
  /// Throws where it is there and cannot be read, or has more than `limit` bytes.
  func read(_ path: String, limit: Int) throws(FileTreeError) -> [UInt8]?
  /// The id that git gives a file's bytes, where the tree knows it without reading them; `nil` elsewhere.
  func blobID(of path: String) throws(FileTreeError) -> ObjectID?
  /// Makes a view of the same tree for another thread; `nil` where there can be no second one.
  var opener: FileTreeOpener? { get }
}

/// Makes a view of a tree, in the thread that is going to use it.
public typealias FileTreeOpener = @Sendable () throws(FileTreeError) -> any FileTree

extension FileTree {
  /// The wanted ones of all entries: most trees would have to read them all.
  public func entries(
    in folder: String, where isWanted: (ArraySlice<UInt8>) -> Bool
  ) throws(FileTreeError) -> [FileEntry] {
    try entries(in: folder).filter { isWanted(Array($0.name.utf8)[...]) }
  }

  /// Nothing: most trees would have to read the file.
  public func blobID(of path: String) throws(FileTreeError) -> ObjectID? { nil }

  /// No view for another thread.
  public var opener: FileTreeOpener? { nil }

  /// A file's bytes, up to 64 MiB; `nil` where there is no such file.
  public func read(_ path: String) throws(FileTreeError) -> [UInt8]? {
    try read(path, limit: 64 << 20)
  }
}

/// A fault of the world outside a catalog: what cannot be read or written, and why.
public struct FileTreeError: Error, Sendable, CustomStringConvertible {
  /// What went wrong, for code.
  public enum Code: Sendable {
    /// The system refused an operation.
    case system
    /// A file is larger than what was asked for.
    case tooLarge
    /// An output folder is not one that this program made.
    case notOurs
  }

  /// What went wrong, for code.
  public let code: Code
  /// The path at fault.
  public let path: String
  /// A sentence that says what went wrong and what to do.
  public let description: String

  /// Makes an error.
  public init(_ code: Code, _ path: String, _ description: String) {
    self.code = code
    self.path = path
    self.description = description
  }
}

extension String {
  /// The path of a name below this folder; the empty string is the root.
  public func appendingPath(_ name: String) -> String { isEmpty ? name : "\(self)/\(name)" }
}

/// Orders texts by their UTF-8 bytes, as git does; `String`'s own order depends on Unicode's version.
public func isOrderedByBytes(_ left: String, _ right: String) -> Bool {
  let quick = unsafe left.utf8.withContiguousStorageIfAvailable { left in
    unsafe right.utf8.withContiguousStorageIfAvailable { right in
      guard let own = left.baseAddress, let other = right.baseAddress else { return left.count < right.count }
      let order = unsafe memcmp(own, other, min(left.count, right.count))
      return order == 0 ? left.count < right.count : order < 0
    }
  }
  return (quick ?? nil) ?? left.utf8.lexicographicallyPrecedes(right.utf8)
}
