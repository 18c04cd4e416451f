import FoundationEssentials

/// What `make test` installed into `.build-python`.
public enum PythonPackages {
  /// The whole path of a file inside of a package, whatever Python's version; nothing where it is not there.
  public static func file(_ path: String) -> String? {
    let library = SharedData.packageRoot.appending(path: ".build-python/lib").path
    // Without the folder there is no version to look at: nothing is installed.
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
    return versions.sorted().map { "\(library)/\($0)/site-packages/\(path)" }
      .last { FileManager.default.fileExists(atPath: $0) }
  }
}
