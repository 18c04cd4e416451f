import Diagnostics
import SourceText

/// A finding on one line, for commands whose business is something else.
enum Report {
  static func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location.start().map { ":\($0.line):\($0.column)" } ?? ""
    let help = diagnostic.help.map { " \($0)" } ?? ""
    return
      "\(diagnostic.location.path)\(place): \(diagnostic.severity.rawValue): \(diagnostic.message).\(help)"
  }
}
