public import Diagnostics

/// Turns findings into bytes of one output format, piece by piece, so that a run of any size is reported in
/// the memory of one finding.
///
/// The bytes of all calls, joined, are the report.
public protocol Report {
  /// The bytes that a finding adds.
  mutating func add(_ diagnostic: Diagnostic) -> [UInt8]
  /// The bytes that end the report.
  mutating func finish(_ run: ReportedRun) -> [UInt8]
}

extension Report {
  /// The whole report of findings that are all there.
  public mutating func render(_ diagnostics: [Diagnostic], _ run: ReportedRun = ReportedRun()) -> [UInt8] {
    var bytes: [UInt8] = []
    for diagnostic in diagnostics { bytes += add(diagnostic) }
    return bytes + finish(run)
  }
}

/// What a report says of the run as a whole.
public struct ReportedRun: Sendable {
  /// The number of entries that were looked at, or `nil` where entries are not what was checked.
  public var entries: Int?
  /// Findings that their files allow, with a reason.
  public var allowed: Int
  /// Findings that were there when the tool was adopted.
  public var baselined: Int

  /// Makes a summary.
  public init(entries: Int? = nil, allowed: Int = 0, baselined: Int = 0) {
    self.entries = entries
    self.allowed = allowed
    self.baselined = baselined
  }
}

/// How a report is to look.
public struct ReportOptions {
  /// Whether to use a terminal's colours; only `text` does.
  public var colors: Bool
  /// The width in terminal columns that source lines are cut to; only `text` uses it.
  public var width: Int
  /// The command that mends what can be mended, for the last line.
  public var fixCommand: String?
  /// The command that explains a rule, without the rule.
  public var explainCommand: String?

  /// The version of the program, as `1.2.3`.
  public var version: String
  /// What is known of a rule.
  public var describe: (String) -> ReportedRule?
  /// Tells whether a line (from 1) of a file is part of the change at hand; `nil` where there is none.
  public var isChangedLine: ((_ path: String, _ line: Int) -> Bool)?

  /// Makes options; the defaults suit a pipe.
  public init(
    colors: Bool = false, width: Int = 110, fixCommand: String? = nil, explainCommand: String? = nil,
    version: String = "0.0.0", describe: @escaping (String) -> ReportedRule? = { _ in nil },
    isChangedLine: ((_ path: String, _ line: Int) -> Bool)? = nil
  ) {
    self.colors = colors
    self.width = width
    self.fixCommand = fixCommand
    self.explainCommand = explainCommand
    self.version = version
    self.describe = describe
    self.isChangedLine = isChangedLine
  }
}

/// The output formats.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// For people at a terminal: source lines with the place marked.
  case text
  /// For programs: one JSON document.
  case json
  /// For code scanning: SARIF 2.1.0.
  case sarif
  /// For GitHub Actions: annotations.
  case github
  /// For GitLab: a code quality report.
  case gitlab
  /// For anything that shows test results: JUnit's XML.
  case junit
  /// For a job's page or a comment.
  case markdown

  /// Starts a report.
  public func makeReport(_ options: ReportOptions = ReportOptions()) -> any Report {
    switch self {
    case .text: TextReport(options)
    case .json: JSONReport()
    case .sarif: SARIFReport(options)
    case .github: GitHubReport(options)
    case .gitlab: GitLabReport()
    case .junit: JUnitReport()
    case .markdown: MarkdownReport(options)
    }
  }
}
