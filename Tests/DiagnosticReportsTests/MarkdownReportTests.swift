import DiagnosticReports
import Diagnostics
import Markdown
import SourceText
import Testing

@Suite("The Markdown report")
struct MarkdownReportTests {
  @Test("shows words from files as words: no link, no code, no markup, nobody mentioned")
  func hostile() {
    var report = MarkdownReport()
    let bytes = report.render(HostileFindings.all, ReportedRun(entries: 3))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("<!-- modelhub-report -->\n### modelhub: 6 errors, 3 warnings, 3 notes\n"))
    #expect(!text.contains("@") && !text.contains("<script"))
    let page = MarkdownRenderer().render(bytes)
    #expect(page.links.isEmpty)
    #expect(page.plainText.contains("**bold** [link](https://evil.example) @everyone #123"))
    #expect(page.plainText.contains("]]> <script>alert(1)</script> & \"quotes\""))
    #expect(bytes.count < 65_536)
  }

  @Test("lists fifty findings of a severity, and says how many more there are")
  func limits() {
    let source = SourceText(path: "a.yaml", "x")
    let findings = Array(
      repeating: Diagnostic("r", "M", severity: .warning, at: Location(source, 0..<1)), count: 120)
    var report = MarkdownReport(ReportOptions(fixCommand: "modelhub validate --fix"))
    let text = String(decoding: report.render(findings), as: UTF8.self)
    #expect(text.contains("<summary>120 warnings</summary>") && text.contains("… and 70 more."))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("| a.yaml&#58;1 |") } == 50)
  }
}
