import Catalog
import FileTrees
import GitStore
import Glibc

/// Where the catalog of a command is.
struct CatalogLocation {
  /// The catalog's folder, as a path from the current folder.
  let path: String

  /// Finds the folder that `--catalog` names, here or in a folder above, as git finds `.git`.
  ///
  /// With a `ref` the folder need not be there on disk: the repository may be bare, or on another branch.
  static func find(_ name: String, ref: String? = nil) throws -> CatalogLocation {
    if let found = search(name) { return found }
    if ref != nil { return CatalogLocation(path: name) }
    throw CommandError(
      "There is no folder ‘\(name)’ here or above. Name one with --catalog, or make one with `modelhub init`."
    )
  }

  private static func search(_ name: String) -> CatalogLocation? {
    if name.hasPrefix("/") { return FolderTree(name).exists ? CatalogLocation(path: name) : nil }
    var prefix = ""
    for _ in 0..<64 {
      if FolderTree(prefix + name).exists { return CatalogLocation(path: prefix + name) }
      if isRoot(prefix.isEmpty ? "." : prefix) { return nil }
      prefix += "../"
    }
    return nil
  }

  /// The repository that the catalog lies in, or, where there is no such folder on disk, the one of the current folder.
  func repository() throws(GitStoreError) -> Repository {
    try Repository.discover(from: FolderTree(path).exists ? path : ".")
  }

  /// A reader of the folder as it stands on disk, or as a revision has it.
  func reader(ref: String? = nil) throws -> CatalogReader {
    guard let ref else { return CatalogReader(FolderTree(path), prefix: path) }
    let repository = try repository()
    let folder = try Self.folder(of: path, in: repository.workTree)
    return CatalogReader(try GitTree(repository, revision: ref, folder: folder), prefix: folder)
  }

  /// The catalog's folder as a path inside a repository.
  func folder(in repository: borrowing Repository) throws -> String {
    try Self.folder(of: path, in: repository.workTree)
  }

  /// The same of the repository that the catalog lies in; its own name where there is none, or where it is the root.
  var folderInRepository: String {
    do {
      return try folder(in: repository())
    } catch {
      return (Self.realPath(path) ?? path).split(separator: "/").last.map(String.init) ?? "catalog"
    }
  }

  /// The files, below the catalog's root, that differ from where this state and `revision` parted.
  ///
  /// What git says is compared: `ref`, or else HEAD with whatever is new or changed on disk.
  func changes(since revision: String, ref: String?) throws -> [String] {
    let repository = try repository()
    let folder = try Self.folder(of: path, in: repository.workTree)
    let tip = try repository.resolve(ref ?? "HEAD").commit
    let other = try repository.resolve(revision).commit
    let base = try repository.mergeBases(tip, other).first ?? other
    func tree(_ commit: ObjectID) throws -> ObjectID {
      try repository.entry(at: TreePath(folder), in: repository.commit(commit).tree)?.id ?? .emptyTree
    }
    var paths: Set<String> = []
    var differences = try repository.diff(tree(base), tree(tip))
    while let change = try differences.next() { paths.insert("\(change.path)") }
    if ref == nil, repository.workTree != nil {
      for status in try repository.status(in: TreePath(folder)) {
        paths.insert(String("\(status.path)".dropFirst(folder.utf8.count + 1)))
      }
    }
    return paths.sorted()
  }

  /// The tree of the catalog's folder in a commit; nothing where it has none.
  func tree(of commit: ObjectID, in repository: borrowing Repository) -> ObjectID? {
    do {
      let folder = try folder(in: repository)
      return try repository.entry(at: TreePath(folder), in: repository.commit(commit).tree)?.id
    } catch {
      return nil
    }
  }

  /// The paths, below the catalog's root, of the files that two of its trees do not share; nothing where one of them
  /// is not there any more.
  func differences(from old: String, to new: String) throws -> [String]? {
    let repository = try repository()
    guard let old = ObjectID(hex: old), let new = ObjectID(hex: new) else { return nil }
    do {
      var paths: [String] = []
      var differences = repository.diff(old, new)
      while let change = try differences.next() { paths.append("\(change.path)") }
      return paths
    } catch {
      return nil
    }
  }

  /// The catalog's folder as a path inside the repository.
  private static func folder(of path: String, in workTree: String?) throws -> String {
    guard let workTree, let full = realPath(path), let root = realPath(workTree) else {
      return path.split(separator: "/").filter { $0 != ".." && $0 != "." }.joined(separator: "/")
    }
    guard full.hasPrefix(root + "/") else {
      throw CommandError("The catalog ‘\(path)’ lies outside the repository at ‘\(root)’.")
    }
    return String(full.dropFirst(root.count + 1))
  }

  static func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  private static func isRoot(_ path: String) -> Bool {
    var here = stat()
    var above = stat()
    guard unsafe stat(path, &here) == 0, unsafe stat(path + "/..", &above) == 0 else { return true }
    return here.st_ino == above.st_ino && here.st_dev == above.st_dev
  }
}
