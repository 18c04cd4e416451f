import Diagnostics

/// What the rules find, in the order in which they find it.
struct Findings {
  /// The most that one rule says of one file, entry or catalog, lest a hostile file fill the memory.
  static let limit = 100

  private var diagnostics: [Diagnostic] = []
  private var slot = RuleSlot(id: "", severity: .error)
  private var count = 0

  /// Says whose findings come next.
  mutating func begin(_ slot: RuleSlot) {
    finishRule()
    self.slot = slot
    count = 0
  }

  /// Adds a finding of the rule at work.
  mutating func report(
    _ message: String, at location: Location, help: String? = nil, notes: [Note] = [], fixes: [Fix] = []
  ) {
    count += 1
    if count > Self.limit { return }
    diagnostics.append(
      Diagnostic(
        slot.id, message, severity: slot.severity, at: location, help: help, notes: notes, fixes: fixes))
  }

  /// Tells whether something was said of exactly this place, or of the entry lying in the wrong folder, which
  /// makes everything else fail.
  func areAbout(_ location: Location) -> Bool {
    diagnostics.contains { found in
      found.rule == WrongFolder.id
        || (found.location.range == location.range && found.location.source === location.source)
    }
  }

  /// Takes what others found.
  mutating func take(_ found: [Diagnostic]) { diagnostics += found }

  /// Hands over what was found, and starts again.
  mutating func drain() -> [Diagnostic] {
    finishRule()
    count = 0
    defer { diagnostics.removeAll(keepingCapacity: true) }
    return diagnostics
  }

  private mutating func finishRule() {
    guard count > Self.limit, let last = diagnostics.last else { return }
    diagnostics.append(
      Diagnostic(
        slot.id, "\(count - Self.limit) more of this kind are not shown", severity: slot.severity,
        at: last.location))
  }
}
