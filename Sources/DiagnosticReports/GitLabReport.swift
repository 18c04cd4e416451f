public import Diagnostics
import Documents
import SourceText

/// GitLab's code quality report: one JSON array.
public struct GitLabReport: Report {
  private var count = 0
  private var occurrences: [Fingerprint: Int] = [:]

  /// Starts a report.
  public init() {}

  /// The finding as one item.
  public mutating func add(_ diagnostic: Diagnostic) -> [UInt8] {
    var bytes = Array((count == 0 ? "[\n" : ",\n").utf8)
    count += 1
    let fingerprint = Fingerprint(diagnostic)
    occurrences[fingerprint, default: 0] += 1
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.member(
      "description", diagnostic.help.map { "\(diagnostic.message). \($0)" } ?? diagnostic.message)
    builder.member("check_name", diagnostic.rule)
    // Two findings with one fingerprint would be shown as one.
    builder.member(
      "fingerprint", "\(fingerprint)\(occurrences[fingerprint].map { $0 > 1 ? "-\($0)" : "" } ?? "")")
    builder.member("severity", Self.name(of: diagnostic.severity))
    builder.key("location")
    builder.beginObject()
    builder.member("path", diagnostic.location.path)
    builder.key("lines")
    builder.beginObject()
    builder.member("begin", diagnostic.location.start()?.line ?? 1)
    builder.member("end", diagnostic.location.end()?.line ?? 1)
    builder.end()
    builder.end()
    builder.end()
    JSONWriter.appendCompact(builder.document().rootNode, to: &bytes)
    return bytes
  }

  /// The end of the array.
  public mutating func finish(_ run: ReportedRun) -> [UInt8] {
    Array((count == 0 ? "[]\n" : "\n]\n").utf8)
  }

  private static func name(of severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .note: "info"
    }
  }
}
