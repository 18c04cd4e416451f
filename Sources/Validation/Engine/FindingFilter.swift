import Catalog
import Diagnostics

/// What happens to findings before anybody sees them: they get the severity that the registry gives them, and
/// are sorted.
struct FindingFilter {
  private let rules: RuleSet

  init(_ rules: RuleSet, _ options: ValidationOptions) {
    self.rules = rules
  }

  /// The findings that are to be seen, sorted; those that `entry` allows are left out.
  mutating func pass(_ found: [Diagnostic], allowing entry: Entry?) -> [Diagnostic] {
    found.compactMap(rules.weighed).sorted()
  }
}
