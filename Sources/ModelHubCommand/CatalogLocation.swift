import Catalog
import FileTrees
import Glibc

/// Where the catalog of a command is.
struct CatalogLocation {
  /// The catalog's folder, as a path from the current folder.
  let path: String

  /// Finds the folder that `--catalog` names, here or in a folder above, as git finds `.git`.
  static func find(_ name: String) throws -> CatalogLocation {
    if name.hasPrefix("/") {
      guard FolderTree(name).exists else { throw CommandError("There is no catalog at ‘\(name)’.") }
      return CatalogLocation(path: name)
    }
    var prefix = ""
    for _ in 0..<64 {
      if FolderTree(prefix + name).exists { return CatalogLocation(path: prefix + name) }
      // Inside the catalog itself: the folder above has it under this name.
      if isRoot(prefix.isEmpty ? "." : prefix) { break }
      prefix += "../"
    }
    throw CommandError(
      "There is no folder ‘\(name)’ here or above. Name one with --catalog, or make one with `modelhub init`."
    )
  }

  /// A reader of the folder as it stands on disk.
  var reader: CatalogReader { CatalogReader(FolderTree(path), prefix: path) }

  private static func isRoot(_ path: String) -> Bool {
    var here = stat()
    var above = stat()
    guard unsafe stat(path, &here) == 0, unsafe stat(path + "/..", &above) == 0 else { return true }
    return here.st_ino == above.st_ino && here.st_dev == above.st_dev
  }
}
