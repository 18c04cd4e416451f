import Diagnostics

/// Counts findings as they pass by.
struct Tally {
  private(set) var errors = 0
  private(set) var warnings = 0
  private(set) var notes = 0
  /// Findings that carry a mend.
  private(set) var fixable = 0
  /// Paths with findings; findings arrive file by file, so comparing with the last one is enough.
  private(set) var files = 0
  private var lastPath: String?

  var total: Int { errors + warnings + notes }

  mutating func count(_ diagnostic: Diagnostic) {
    switch diagnostic.severity {
    case .error: errors += 1
    case .warning: warnings += 1
    case .note: notes += 1
    }
    if !diagnostic.fixes.isEmpty { fixable += 1 }
    if lastPath != diagnostic.location.path {
      files += 1
      lastPath = diagnostic.location.path
    }
  }

  /// `2 errors, 1 warning`; nothing where there is nothing.
  var phrase: String {
    [plural(errors, "error"), plural(warnings, "warning"), plural(notes, "note")].compactMap(\.self)
      .joined(separator: ", ")
  }

  private func plural(_ count: Int, _ noun: String) -> String? {
    count == 0 ? nil : "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
