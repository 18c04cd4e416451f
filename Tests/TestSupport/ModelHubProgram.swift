public import ChildProcesses
import FoundationEssentials

/// The program as a user runs it: the binary that was built together with the tests.
public enum ModelHubProgram {
  /// Its path: it lies beside the test bundle.
  public static let path: String = {
    let tests = CommandLine.arguments.first ?? ""
    var folder = URL(filePath: tests).deletingLastPathComponent()
    // The bundle is a file on Linux; some runners name a helper further down.
    while !FileManager.default.fileExists(atPath: folder.appending(path: "modelhub").path),
      folder.path.count > 1
    {
      folder.deleteLastPathComponent()
    }
    let beside = folder.appending(path: "modelhub").path
    return folder.path.count > 1
      ? beside : SharedData.packageRoot.appending(path: ".build/debug/modelhub").path
  }()

  /// Runs it in a folder and waits for its end.
  public static func run(
    _ arguments: [String], in folder: String? = nil, input: [UInt8] = [], environment: [String: String] = [:]
  ) throws -> Finished {
    var variables = [
      "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "TERM": "dumb",
      // A day that stays: nothing expires while tests are run again next year.
      "SOURCE_DATE_EPOCH": "1790812800",
    ]
    variables.merge(environment) { $1 }
    return try Command(path, arguments, environment: variables, folder: folder)
      .run(input: input, timeout: .seconds(300))
  }
}
