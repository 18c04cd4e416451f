import DiagnosticReports
import Diagnostics
import Testing

@Suite("The GitLab report")
struct GitLabReportTests {
  @Test("is an array of issues with distinct fingerprints")
  func issues() throws {
    let script = """
      import json, sys
      issues = json.load(sys.stdin.buffer)
      for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}, issue
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker"), issue
        assert isinstance(issue["location"]["lines"]["begin"], int) and issue["location"]["path"], issue
      assert len({i["fingerprint"] for i in issues}) == len(issues)
      print(len(issues), issues[2]["description"] if issues else "")
      """
    var report = GitLabReport()
    let text = HostileFindings.texts[2]
    let expected = "\(HostileFindings.all.count) \(text). \(text)\n"
    #expect(try IndependentReaders.run(script, report.render(HostileFindings.all)) == expected)
    var empty = GitLabReport()
    #expect(try IndependentReaders.run(script, empty.render([])) == "0 \n")
  }
}
