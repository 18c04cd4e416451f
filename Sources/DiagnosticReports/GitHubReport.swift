public import Diagnostics
import SourceText

/// Workflow commands of GitHub Actions, which become annotations on the lines of a change.
///
/// GitHub shows ten annotations of a kind for each step, and drops the others without a word. So the ten that matter
/// most are written, those on changed lines first, and how many were left out is said.
public struct GitHubReport: Report {
  /// How many annotations of a kind GitHub shows for a step.
  public static let limit = 10

  private struct Annotation {
    let isOnChangedLine: Bool
    let text: String
  }

  private let options: ReportOptions
  private var kept: [Severity: [Annotation]] = [:]
  private var tally = Tally()

  /// Starts a report.
  public init(_ options: ReportOptions = ReportOptions()) {
    self.options = options
  }

  /// Nothing yet: which annotations matter most is known at the end.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    tally.count(diagnostic)
    let annotation = Annotation(
      isOnChangedLine: isOnChangedLine(diagnostic.location), text: command(diagnostic))
    var list = kept[diagnostic.severity] ?? []
    if list.count < Self.limit {
      list.append(annotation)
    } else if annotation.isOnChangedLine, let last = list.lastIndex(where: { !$0.isOnChangedLine }) {
      list.remove(at: last)
      list.append(annotation)
    }
    kept[diagnostic.severity] = list
    return []
  }

  /// The annotations, errors first, and one more that says what was left out.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    let total = kept.values.reduce(0) { $0 + $1.count }
    let cut = tally.total - total
    if cut > 0 { kept[.note] = Array((kept[.note] ?? []).prefix(Self.limit - 1)) }
    var text = ""
    for severity in Severity.allCases.reversed() {
      let list = kept[severity] ?? []
      let ordered = list.filter(\.isOnChangedLine) + list.filter { !$0.isOnChangedLine }
      text += ordered.map { "\($0.text)\n" }.joined()
    }
    let shown = kept.values.reduce(0) { $0 + $1.count }
    if cut > 0 {
      let rest =
        "\(tally.total - shown) of \(tally.total) findings are not annotated (\(tally.phrase) in all); the log of this step can show them all with --format text"
      text += "::notice title=modelhub::\(Self.escapedData(rest))\n"
    }
    return Array(text.utf8)
  }

  private func isOnChangedLine(_ location: Location) -> Bool {
    guard let isChanged = options.isChangedLine, let line = location.start()?.line else { return false }
    return isChanged(location.path, line)
  }

  private func command(_ diagnostic: Diagnostic) -> String {
    let kind =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties = ["file=\(Self.escapedProperty(diagnostic.location.path))"]
    if let start = diagnostic.location.start(), let end = diagnostic.location.end() {
      // A range that ends with a line break has its end at the start of the next line.
      let isWholeLine = end.column == 1 && end.line > start.line
      properties += ["line=\(start.line)", "endLine=\(isWholeLine ? end.line - 1 : end.line)"]
      // Columns are refused for a range over several lines.
      if start.line == end.line { properties += ["col=\(start.column)", "endColumn=\(end.column)"] }
    }
    properties.append("title=\(Self.escapedProperty(diagnostic.rule))")
    let message = diagnostic.help.map { "\(diagnostic.message). \($0)" } ?? diagnostic.message
    return "::\(kind) \(properties.joined(separator: ","))::\(Self.escapedData(message))"
  }

  static func escapedData(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case _ where scalar != "\t" && PrintableText.isHidden(scalar): result += PrintableText.escape(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  static func escapedProperty(_ text: String) -> String {
    escapedData(text).unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
