import DiagnosticReports
import Diagnostics
import Documents
import SourceText
import Testing

@Suite("The JSON report")
struct JSONReportTests {
  private func read(_ bytes: [UInt8]) throws -> Node {
    let (document, faults) = DocumentReader.read(SourceText(path: "r.json", bytes: bytes), as: .json)
    #expect(faults.isEmpty)
    return try #require(document).rootNode
  }

  @Test("is one document with findings and a summary, also without any finding")
  func document() throws {
    let source = SourceText(path: "模/a.yaml", "é: \"x\"\nb")
    let findings = [
      Diagnostic(
        "a-rule", "Says \"no\"\n", at: Location(source, 4..<7), help: "Help.",
        notes: [Note("There", at: Location(source, 8..<9))], fixes: [Fix("Mend", [TextEdit(4..<7, "y")])]),
      Diagnostic("b-rule", "Folder", severity: .warning, at: Location(path: "models/x")),
    ]
    var report = JSONReport()
    let root = try read(report.render(findings, ReportedRun(entries: 2)))
    #expect(root["version"]?.int == 1)
    let found = try #require(root["findings"]).elements.map(\.self)
    #expect(found.count == 2)
    #expect(found[0]["message"]?.string == "Says \"no\"\n")
    #expect(found[0]["path"]?.string == "模/a.yaml")
    #expect(found[0]["range"]?["start"]?["offset"]?.int == 4)
    #expect(found[0]["range"]?["start"]?["column"]?.int == 4)
    #expect(found[0]["range"]?["end"]?["line"]?.int == 1)
    #expect(found[0]["notes"]?.elements.first { _ in true }?["range"]?["start"]?["line"]?.int == 2)
    let edit = found[0]["fixes"]?.elements.first { _ in true }?["edits"]?.elements.first { _ in true }
    #expect(edit?["replacement"]?.string == "y")
    #expect(found[1]["range"] == nil && found[1]["severity"]?.string == "warning")
    #expect(root["summary"]?["errors"]?.int == 1 && root["summary"]?["fixable"]?.int == 1)

    var empty = JSONReport()
    let nothing = try read(empty.render([]))
    #expect(nothing["findings"]?.count == 0 && nothing["summary"]?["errors"]?.int == 0)
  }
}
