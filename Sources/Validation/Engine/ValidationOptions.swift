public import Catalog
import Diagnostics

/// How a run is to be made.
public struct ValidationOptions: Sendable {
  /// The day that expiry and the like are judged by.
  public var today: CalendarDate
  /// The rules; all of them as a rule.
  public var rules: [any Rule]

  /// Makes options.
  public init(today: CalendarDate, rules: [any Rule] = RuleRegistry.all) {
    self.today = today
    self.rules = rules
  }
}

/// What a run counted.
public struct ValidationTotals: Sendable {
  /// Entries that were looked at.
  public internal(set) var entries = 0
  /// Findings that are errors.
  public internal(set) var errors = 0
  /// Findings that are warnings.
  public internal(set) var warnings = 0
  /// Findings that are notes.
  public internal(set) var notes = 0

  mutating func count(_ found: [Diagnostic]) {
    for diagnostic in found {
      switch diagnostic.severity {
      case .error: errors += 1
      case .warning: warnings += 1
      case .note: notes += 1
      }
    }
  }
}
