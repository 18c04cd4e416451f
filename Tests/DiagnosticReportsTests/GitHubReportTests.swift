import DiagnosticReports
import Diagnostics
import SourceText
import Testing

@Suite("The GitHub report")
struct GitHubReportTests {
  /// Reads workflow commands as the runner does: a line that starts with two colons, properties between commas,
  /// percent escapes.
  private static let reader = """
    import re, sys
    def unescape(text, names):
      for code, character in names: text = text.replace(code, character)
      return text.replace("%25", "%")
    data = [("%0D", "\\r"), ("%0A", "\\n")]
    for line in sys.stdin.buffer.read().decode().split("\\n"):
      if not line: continue
      command = re.fullmatch(r"::(error|warning|notice)(?: ([^:]*))?::(.*)", line, re.S)
      assert command, line
      properties = {}
      for part in (command[2] or "").split(","):
        key, value = part.split("=", 1)
        assert key in ("file", "line", "endLine", "col", "endColumn", "title"), key
        properties[key] = unescape(value, data + [("%3A", ":"), ("%2C", ",")])
      print(repr((command[1], properties.get("file"), properties.get("line"), unescape(command[3], data)[:200])))
    """

  private func read(_ bytes: [UInt8]) throws -> [Substring] {
    try IndependentReaders.run(Self.reader, bytes).split(separator: "\n")
  }

  @Test("has one command a line, whatever the words in it are")
  func hostile() throws {
    var report = GitHubReport()
    let lines = try read(report.render(HostileFindings.all))
    #expect(lines.count == HostileFindings.all.count)
    #expect(lines.contains { $0.contains("'::error file=x,line=1::pwned. ::error") })
    #expect(lines.contains { $0.contains("'100% :: , %0A %25. ") })
    #expect(lines.contains { $0.contains("'models/llm/a b,c:d%e&f/<模型>.yaml'") })
    #expect(lines.contains { $0.contains(#"'line one\nline two\r\nline three"#) })
  }

  @Test("keeps ten of a kind, those on changed lines first, and says how many it left out")
  func limits() throws {
    let source = SourceText(path: "a.yaml", String(repeating: "x\n", count: 100))
    let findings = (0..<40).map { number in
      Diagnostic(
        "a-rule", "Number \(number)", severity: number < 30 ? .error : .note,
        at: Location(source, number * 2..<number * 2 + 1))
    }
    let options = ReportOptions(isChangedLine: { path, line in path == "a.yaml" && (20...25).contains(line) })
    var report = GitHubReport(options)
    let lines = try read(report.render(findings))
    let errors = lines.filter { $0.hasPrefix("('error'") }
    #expect(errors.count == 10)
    #expect(
      errors.prefix(6).map { $0.contains("'Number 19'") || $0.contains("'Number 2") }
        == Array(repeating: true, count: 6))
    #expect(lines.count { $0.hasPrefix("('notice'") } == 10)
    #expect(lines.last?.contains("21 of 40 findings are not annotated (30 errors, 10 notes in all)") == true)
  }

  @Test("gives no columns for a range over several lines, which GitHub would refuse")
  func severalLines() {
    var report = GitHubReport()
    let source = SourceText(path: "a.yaml", "a\nb\nc")
    let text = String(
      decoding: report.render([Diagnostic("r", "M", at: Location(source, 0..<4))]), as: UTF8.self)
    #expect(text == "::error file=a.yaml,line=1,endLine=2,title=r::M\n")
  }
}
