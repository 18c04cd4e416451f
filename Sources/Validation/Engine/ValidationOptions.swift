public import Catalog
import Diagnostics

/// How a run is to be made.
public struct ValidationOptions: Sendable {
  /// The day that expiry and the like are judged by.
  public var today: CalendarDate
  /// The rules; all of them as a rule.
  public var rules: [any Rule]
  /// Findings that are not to be reported.
  public var baseline: Baseline

  /// Makes options.
  public init(
    today: CalendarDate, rules: [any Rule] = RuleRegistry.all, baseline: Baseline = Baseline()
  ) {
    self.today = today
    self.rules = rules
    self.baseline = baseline
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
  /// Findings left out since their entry allows them.
  public internal(set) var allowed = 0
  /// Findings left out since the baseline has them.
  public internal(set) var baselined = 0
  /// Findings of the baseline that are gone.
  public internal(set) var mended = 0

  mutating func take(_ filter: FindingFilter) {
    (allowed, baselined, mended) = (filter.allowed, filter.baselined, filter.mended)
  }

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
