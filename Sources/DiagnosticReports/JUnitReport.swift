public import Diagnostics
import SourceText

/// JUnit's XML: a test suite for each file with findings, a test case for each finding.
///
/// Only errors are failed tests. What a warning or a note says stands in the output of a test that passed.
public struct JUnitReport: Report {
  private struct Suite {
    let path: String
    var cases: [String] = []
    var failures = 0
  }

  private var suites: [Suite] = []
  private var tally = Tally()

  /// Starts a report.
  public init() {}

  /// Nothing yet: a suite says first how many tests it has.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    tally.count(diagnostic)
    if suites.last?.path != diagnostic.location.path { suites.append(Suite(path: diagnostic.location.path)) }
    suites[suites.count - 1].cases.append(Self.testCase(diagnostic))
    if diagnostic.severity == .error { suites[suites.count - 1].failures += 1 }
    return []
  }

  /// The whole document.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    let total = max(1, tally.total)
    text += "<testsuites name=\"modelhub\" tests=\"\(total)\" failures=\"\(tally.errors)\" errors=\"0\">\n"
    for suite in suites {
      text += "<testsuite name=\"\(XMLText.attribute(suite.path))\" tests=\"\(suite.cases.count)\" "
      text +=
        "failures=\"\(suite.failures)\" errors=\"0\" skipped=\"0\">\n\(suite.cases.joined())</testsuite>\n"
    }
    if suites.isEmpty {
      text += "<testsuite name=\"catalog\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n"
      text += "<testcase classname=\"modelhub\" name=\"no findings\"/>\n</testsuite>\n"
    }
    return Array("\(text)</testsuites>\n".utf8)
  }

  private static func testCase(_ diagnostic: Diagnostic) -> String {
    let path = diagnostic.location.path
    let position = diagnostic.location.start().map { ":\($0.line):\($0.column)" } ?? ""
    let name = XMLText.attribute("\(diagnostic.rule) at \(path)\(position)")
    var body =
      "\(path)\(position): \(diagnostic.severity.rawValue): \(diagnostic.message) [\(diagnostic.rule)]"
    for note in diagnostic.notes {
      body +=
        "\n  note: \(note.location.path)\(note.location.start().map { ":\($0.line)" } ?? ""): \(note.message)"
    }
    if let help = diagnostic.help { body += "\n  help: \(help)" }
    let content =
      diagnostic.severity == .error
      ? "<failure type=\"\(XMLText.attribute(diagnostic.rule))\" message=\"\(XMLText.attribute(diagnostic.message))\">"
        + "\(XMLText.content(body))</failure>"
      : "<system-out>\(XMLText.content(body))</system-out>"
    return
      "<testcase classname=\"modelhub.\(XMLText.attribute(diagnostic.rule))\" name=\"\(name)\">\(content)</testcase>\n"
  }
}

/// Text in XML; characters that XML cannot hold are shown as escapes.
enum XMLText {
  static func content(_ text: String) -> String { escaped(text, isAttribute: false) }

  static func attribute(_ text: String) -> String { escaped(text, isAttribute: true) }

  private static func escaped(_ text: String, isAttribute: Bool) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\n" where !isAttribute: result += "\n"
      case "\u{FFFE}", "\u{FFFF}": result += PrintableText.escape(scalar)
      case _ where PrintableText.isHidden(scalar): result += PrintableText.escape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
