import CLibGit2

/// The library that reads and writes repositories.
public enum GitLibrary {
  /// The version of libgit2 that this process runs with.
  public static var version: (major: Int, minor: Int, patch: Int) {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    _ = unsafe git_libgit2_version(&major, &minor, &patch)
    return (Int(major), Int(minor), Int(patch))
  }
}
