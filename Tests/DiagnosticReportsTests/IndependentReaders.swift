import ChildProcesses
import FoundationEssentials
import TestSupport

/// Readers of the output formats that know nothing of the code that writes them.
enum IndependentReaders {
  /// The Python of the tests' own environment, else the system's.
  static let python: String = {
    let own = SharedData.packageRoot.appending(path: ".build-python/bin/python").path
    return FileManager.default.isExecutableFile(atPath: own) ? own : "python3"
  }()

  /// Tells whether Python has a module; a test that needs it is skipped where it has not.
  static func hasPython(_ module: String) -> Bool {
    (try? Command(python, ["-c", "import \(module)"]).run(timeout: .seconds(60)))?.status.isSuccess ?? false
  }

  /// Tells whether a program is installed.
  static func has(_ program: String) -> Bool {
    (try? Command(program, ["--version"]).run(timeout: .seconds(60)))?.status.isSuccess ?? false
  }

  /// What a script prints for some input; a script that fails throws what it said.
  static func run(_ script: String, _ input: [UInt8]) throws -> String {
    let finished = try Command(python, ["-c", script]).run(input: input, timeout: .seconds(120))
    guard finished.status.isSuccess else { throw TestSupportError(finished.errorText) }
    return finished.outputText
  }
}
