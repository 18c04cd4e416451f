public import Diagnostics
import SourceText

/// A summary for a job's page or for a comment on a change: counts, then the findings that fit.
///
/// It starts with a comment by which a later run finds its own comment and replaces it. Words from files can neither
/// format the text nor mention anybody.
public struct MarkdownReport: Report {
  /// What the report starts with.
  public static let marker = "<!-- modelhub-report -->"

  private let options: ReportOptions
  private var rows: [Severity: [String]] = [:]
  private var tally = Tally()

  /// How many findings of a severity are listed; a comment on GitHub holds 65 536 characters.
  private static let limit = 50

  /// Starts a report.
  public init(_ options: ReportOptions = ReportOptions()) {
    self.options = options
  }

  /// Nothing yet: errors come first.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    tally.count(diagnostic)
    if (rows[diagnostic.severity]?.count ?? 0) < Self.limit {
      rows[diagnostic.severity, default: []].append(row(diagnostic))
    }
    return []
  }

  /// The whole summary.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    var text = "\(Self.marker)\n### modelhub: \(tally.total == 0 ? "no findings" : tally.phrase)\n\n"
    if let entries = run.entries { text += "\(entries) entr\(entries == 1 ? "y" : "ies") checked." }
    if run.allowed > 0 { text += " \(run.allowed) allowed in their files." }
    if run.baselined > 0 { text += " \(run.baselined) in the baseline." }
    text += "\n"
    for severity in Severity.allCases.reversed() {
      guard let list = rows[severity] else { continue }
      let table = "| place | finding |\n| --- | --- |\n\(list.joined())"
      let count = count(of: severity)
      let rest = count > list.count ? "\n… and \(count - list.count) more.\n" : ""
      text +=
        "\n<details\(severity == .error ? " open" : "")><summary>\(count) \(severity.rawValue)\(count == 1 ? "" : "s")</summary>\n\n\(table)\(rest)\n</details>\n"
    }
    if tally.fixable > 0, let command = options.fixCommand {
      text += "\n\(tally.fixable) can be mended: `\(command)`\n"
    }
    return Array(text.utf8)
  }

  private func count(of severity: Severity) -> Int {
    switch severity {
    case .error: tally.errors
    case .warning: tally.warnings
    case .note: tally.notes
    }
  }

  private func row(_ diagnostic: Diagnostic) -> String {
    let position = diagnostic.location.start().map { ":\($0.line)" } ?? ""
    let place = Self.escaped("\(diagnostic.location.path)\(position)", limit: 200)
    let help = diagnostic.help.map { "<br>\(Self.escaped($0, limit: 300))" } ?? ""
    let rule =
      options.describe(diagnostic.rule)?.address.map { "[\(diagnostic.rule)](\($0))" }
      ?? "`\(diagnostic.rule)`"
    return "| \(place) | \(Self.escaped(diagnostic.message, limit: 300)) \(rule)\(help) |\n"
  }

  /// The text with every character that means something to Markdown, or to GitHub, as an entity.
  static func escaped(_ text: String, limit: Int) -> String {
    var result = ""
    for scalar in PrintableText.line(text).unicodeScalars.prefix(limit) {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", ";", "'", "-", "/":
        result.unicodeScalars.append(scalar)
      case _ where scalar.isASCII: result += "&#\(scalar.value);"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return text.unicodeScalars.count > limit ? result + "…" : result
  }
}
