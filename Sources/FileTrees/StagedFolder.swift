import CRename
import Glibc

/// Where a run writes its output so that a folder changes from one whole state to the next in one step.
///
/// The output is made beside the folder and then takes its place: by a rename where nothing is there yet, else by an
/// exchange of both, after which what was there is removed. A run that is killed leaves the folder as it was, and
/// the next one goes on with what is beside it.
public struct StagedFolder: Sendable {
  /// The folder that readers see.
  public let root: String
  /// Where to write: beside the folder, or the folder itself.
  public let path: String
  /// Whether nobody reads what is written before it has settled.
  public var isUnseen: Bool { path != root }

  private static let ending = ".next~"

  /// Stages the output of a folder: one that is not there yet in any case, one that is there if `always` says so.
  public init(_ root: String, always: Bool) throws(FileTreeError) {
    let name = try Self.place(of: root)
    self.root = name
    let isThere = SystemCalls.kind(at: name) != nil
    path = always || !isThere ? name + Self.ending : name
    if isThere, path != name {
      // Refuses a folder that is not ours before any work is done.
      _ = try OutputFolder(name)
    } else if isThere {
      OutputFolder.remove(name + Self.ending)
    }
  }

  /// Removes what a run that was killed left beside a folder that is whole.
  public static func clear(beside root: String) throws(FileTreeError) {
    OutputFolder.remove(try place(of: root) + ending)
  }

  /// The folder itself: the one that a link leads to changes, not the link.
  private static func place(of root: String) throws(FileTreeError) -> String {
    var name = root
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    return SystemCalls.kind(at: name) == .link ? try SystemCalls.resolved(name) : name
  }

  /// Puts the output in its place.
  public func settle() throws(FileTreeError) {
    guard isUnseen else { return }
    guard SystemCalls.kind(at: root) != nil else { return try SystemCalls.move(path, to: root) }
    try SystemCalls.exchange(path, root)
    OutputFolder.remove(path)
  }
}

extension SystemCalls {
  /// Gives each of two folders the other's name, in one step.
  static func exchange(_ path: String, _ other: String) throws(FileTreeError) {
    guard unsafe crename_exchange(path, other) != 0 else { return }
    guard errno == EINVAL || errno == ENOSYS else { throw fault("exchange", other) }
    throw FileTreeError(
      .system, other,
      "The file system of ‘\(other)’ cannot exchange two folders; build without --atomic, or elsewhere.")
  }

  /// The path of what a link leads to.
  static func resolved(_ path: String) throws(FileTreeError) -> String {
    guard let full = unsafe realpath(path, nil) else { throw fault("follow", path) }
    defer { unsafe free(full) }
    return unsafe String(cString: full)
  }
}
