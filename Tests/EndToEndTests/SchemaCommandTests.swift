import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// The public JSON Schema suite through the command, as a user would run it.
@Suite(.enabled(if: SharedData.has("suites/json-schema"), "needs ../shared/suites/json-schema"))
struct SchemaCommandTests {
  static let folder = "suites/json-schema/tests/draft2020-12"
  static let files = SharedData.names(in: folder).filter { $0.hasSuffix(".json") }

  struct Report: Decodable {
    struct Finding: Decodable { let path: String }
    let findings: [Finding]
  }

  @Test("every required case has the suite's verdict by exit code and by path", arguments: files)
  func verdicts(file: String) throws {
    let scratch = try TemporaryFolder()
    let groups = try #require(
      SuiteFile.groups(try SharedData.bytes("\(Self.folder)/\(file)")), "the suite's file is a list")
    for (index, group) in groups.enumerated() {
      try scratch.write(group.schema, to: "\(index)/schema.json")
      var valid: [String: Bool] = [:]
      for (number, test) in group.tests.enumerated() {
        try scratch.write(test.data, to: "\(index)/\(number).json")
        valid["\(number).json"] = test.valid
      }
      let remotes = "http://localhost:1234/=" + SharedData.url("suites/json-schema/remotes").path
      let words = [
        "schema", "validate", "--format", "json", "--schema", "schema.json", "--resources", remotes,
      ]
      let run = try ModelHubProgram.run(words + valid.keys.sorted(), in: "\(scratch.path)/\(index)")
      let report = try JSONDecoder().decode(Report.self, from: Data(run.output))
      let refused = Set(report.findings.map(\.path))
      #expect(refused == Set(valid.filter { !$0.value }.keys), "\(file): \(group.description)")
      #expect(run.status == .exited(refused.isEmpty ? 0 : 1))
    }
  }

  @Test("a reference to what was not given is a sentence and exit code 2; nothing is fetched")
  func unknownReference() throws {
    let scratch = try TemporaryFolder()
    try scratch.write(#"{"$ref": "http://127.0.0.1:9/never.json"}"#, to: "schema.json")
    try scratch.write("1", to: "data.json")
    let run = try ModelHubProgram.run(
      ["schema", "validate", "--schema", "schema.json", "data.json"], in: scratch.path)
    #expect(run.status == .exited(2))
    #expect(run.errorText.contains("http://127.0.0.1:9/never.json"))
  }
}
