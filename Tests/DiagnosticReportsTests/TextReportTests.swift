import DiagnosticReports
import Diagnostics
import SourceText
import Testing

@Suite("The text report")
struct TextReportTests {
  private func report(_ diagnostic: Diagnostic, width: Int = 80, colors: Bool = false) -> [String] {
    var report = TextReport(ReportOptions(colors: colors, width: width))
    let text = String(decoding: report.add(diagnostic), as: UTF8.self)
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private func finding(_ marked: String, path: String = "a.yaml") -> Diagnostic {
    var text = ""
    var offsets: [Int] = []
    for scalar in marked.unicodeScalars {
      if scalar == "⟦" || scalar == "⟧" {
        offsets.append(text.utf8.count)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    let source = SourceText(path: path, text)
    return Diagnostic("a-rule", "Something is wrong", at: Location(source, offsets[0]..<offsets[1]))
  }

  @Test("shows place, message, rule, source line and carets")
  func plain() {
    #expect(
      report(finding("one: 1\ntwo: ⟦wrong⟧\n")) == [
        "a.yaml:2:6: error: Something is wrong [a-rule]",
        "     2 │ two: wrong",
        "       │      ^^^^^", "", "",
      ])
  }

  @Test("a tab before the place moves the carets as far as the text")
  func tabs() {
    let lines = report(finding("a\t⟦b⟧"))
    #expect(lines[1] == "     1 │ a   b")
    #expect(lines[2] == "       │     ^")
  }

  @Test("East Asian characters and pictures count two columns, combining marks none")
  func wide() {
    let lines = report(finding("名🦙e\u{301}⟦模型⟧"))
    #expect(lines[0] == "a.yaml:1:5: error: Something is wrong [a-rule]")
    #expect(lines[2] == "       │      ^^^^")
  }

  @Test("of a line with a hundred thousand characters only the neighbourhood of the place is shown")
  func long() {
    let lines = report(
      finding(String(repeating: "x", count: 50_000) + "⟦here⟧" + String(repeating: "y", count: 50_000)))
    #expect(lines[1].count <= 80)
    let carets = lines[2].enumerated().filter { $0.element == "^" }.map(\.offset)
    let shown = Array(lines[1])
    #expect(String(carets.map { shown[$0] }) == "here")
    #expect(lines[1].hasSuffix("…") && lines[1].contains("│ …"))
  }

  @Test("a place at the end of a long line is in view", arguments: [60, 79, 80, 200])
  func endOfLine(length: Int) {
    let lines = report(finding(String(repeating: "x", count: length) + "⟦⟧"))
    let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    #expect(caret == lines[1].count)
    #expect(lines[2].count <= 80)
  }

  @Test("neither message, path nor source line can steer the terminal")
  func hostile() {
    let source = SourceText(path: "a\u{1B}[2J.yaml", "x: \u{1B}[31m\u{202E}evil\u{9B}")
    let diagnostic = Diagnostic(
      "a-rule", "Bad \u{1B}]0;title\u{07}\nline", at: Location(source, 3..<4), help: "\u{202E}help")
    let text = report(diagnostic).joined(separator: "\n")
    #expect(
      !text.unicodeScalars.contains {
        $0 != "\n" && ($0.value < 0x20 || $0.value == 0x9B || $0.value == 0x202E)
      })
    #expect(text.split(separator: "\n").count == 4)
  }

  @Test("bytes that are not UTF-8 are shown as replacement characters under the carets")
  func binary() {
    let source = SourceText(path: "a.md", bytes: [0x61, 0xFF, 0xFE, 0x62])
    let lines = report(Diagnostic("not-utf-8", "This byte is not UTF-8", at: Location(source, 1..<2)))
    #expect(lines[1] == "     1 │ a\u{FFFD}\u{FFFD}b")
    #expect(lines[2] == "       │  ^")
  }

  @Test("a range over several lines is underlined on its first and says where it ends")
  func severalLines() {
    let lines = report(finding("a:\n  ⟦b: 1\n  c: 2⟧\nd: 3\n"))
    #expect(lines[1] == "     2 │   b: 1")
    #expect(lines[2] == "       │   ^^^^ … to line 3")
  }

  @Test("a finding about a folder or an empty file has no frame")
  func frameless() {
    #expect(report(Diagnostic("model-file", "No model", at: Location(path: "models/x"))).count == 3)
    let empty = SourceText(path: "a.json", "")
    #expect(report(Diagnostic("empty-document", "Empty", at: Location(empty, 0..<0))).count == 3)
  }

  @Test("colours come only where they are asked for")
  func colors() {
    #expect(!report(finding("⟦a⟧")).joined().contains("\u{1B}"))
    #expect(report(finding("⟦a⟧"), colors: true)[0].contains("\u{1B}[1;31merror\u{1B}[0m"))
  }

  @Test("the last lines count the findings and name the next commands")
  func summary() {
    var report = TextReport(ReportOptions(fixCommand: "x --fix", explainCommand: "x explain"))
    let source = SourceText(path: "a.yaml", "a")
    let fix = Fix("Do it", [TextEdit(0..<1, "b")])
    _ = report.add(Diagnostic("one", "One", severity: .warning, at: Location(source, 0..<1), fixes: [fix]))
    _ = report.add(Diagnostic("two", "Two", at: Location(source, 0..<1)))
    let text = String(decoding: report.finish(ReportedRun(entries: 3, allowed: 1)), as: UTF8.self)
    #expect(
      text == """
        1 error, 1 warning in 1 file; 3 entries checked; 1 allowed in their files.
        1 can be mended: `x --fix`
        More on a rule: `x explain two`

        """)
    var empty = TextReport()
    #expect(
      String(decoding: empty.finish(ReportedRun(entries: 1)), as: UTF8.self)
        == "No findings; 1 entry checked.\n")
  }
}
