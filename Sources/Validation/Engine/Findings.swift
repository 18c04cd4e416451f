import Diagnostics

/// What the rules find, in the order in which they find it.
struct Findings {
  private(set) var diagnostics: [Diagnostic] = []
  private var rule = ""
  private var severity = Severity.error

  /// Says whose findings come next.
  mutating func begin(_ slot: RuleSlot) {
    rule = slot.id
    severity = slot.severity
  }

  /// Adds a finding of the rule at work.
  mutating func report(
    _ message: String, at location: Location, help: String? = nil, notes: [Note] = [], fixes: [Fix] = []
  ) {
    diagnostics.append(
      Diagnostic(
        rule, message, severity: severity, at: location, help: help, notes: notes, fixes: fixes))
  }

  /// Takes what others found.
  mutating func take(_ found: [Diagnostic]) { diagnostics += found }

  /// Hands over what was found, and starts again.
  mutating func drain() -> [Diagnostic] {
    defer { diagnostics.removeAll(keepingCapacity: true) }
    return diagnostics
  }
}
