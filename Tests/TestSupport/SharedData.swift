public import FoundationEssentials

/// The data that tests share with other checkouts, beside the package: `../shared`.
///
/// It is no part of the project; a test that needs it is enabled only where it is there.
public enum SharedData {
  /// The package's root, from where this file was compiled.
  public static let packageRoot = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Tells whether the folder or file is there.
  public static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url(path).path)
  }

  /// The place of a folder or file of the shared data.
  public static func url(_ path: String) -> URL {
    packageRoot.deletingLastPathComponent().appending(path: "shared").appending(path: path)
  }

  /// A file's bytes.
  public static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: url(path)))
  }

  /// The names in a folder, sorted; empty where the folder is not there.
  public static func names(in path: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: url(path).path)
    return (names ?? []).sorted()
  }

  /// Every file below a folder as a path relative to it, sorted.
  public static func files(below path: String, ending: String = "") -> [String] {
    let paths = try? FileManager.default.subpathsOfDirectory(atPath: url(path).path)
    let files = (paths ?? []).filter { name in
      var isFolder = false
      return name.hasSuffix(ending)
        && FileManager.default.fileExists(atPath: url("\(path)/\(name)").path, isDirectory: &isFolder)
        && !isFolder
    }
    return files.sorted()
  }
}
