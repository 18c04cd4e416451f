import Catalog
import Diagnostics
import Documents
import SourceText

/// What happens to findings before anybody sees them: they get the severity that the registry gives them, those
/// that their entry allows or that the baseline has are counted and left out, and the rest are sorted.
struct FindingFilter {
  /// An allowance of a rule across entries, which may be needed until the run ends.
  private struct Pending {
    let rule: String
    let location: PendingLocation
    /// Whether it is to be told where no finding needed it.
    let isJudged: Bool
  }

  /// A place without its text, of which a run must not keep thousands.
  struct PendingLocation {
    /// The model file below the catalog's root.
    let path: String
    let range: Range<Int>
  }

  /// Findings left out since their entry allows them.
  private(set) var allowed = 0
  /// Findings left out since the baseline has them.
  private(set) var baselined = 0

  private let rules: RuleSet
  private let today: CalendarDate
  private let prefix: String
  private var baseline: Baseline
  private var pending: [String: [Pending]] = [:]

  init(_ rules: RuleSet, _ options: ValidationOptions, prefix: String) {
    self.rules = rules
    self.prefix = prefix
    today = options.today
    baseline = options.baseline
  }

  /// Findings of the baseline that were not met again.
  var mended: Int { baseline.count }

  /// The findings of files that cannot allow anything.
  mutating func pass(_ found: [Diagnostic]) -> [Diagnostic] {
    let redaction = Redaction(found)
    return found.compactMap { diagnostic in
      let diagnostic = redaction?.redacted(diagnostic) ?? diagnostic
      return isBaselined(diagnostic) ? nil : rules.weighed(diagnostic)
    }.sorted()
  }

  /// The findings of an entry, without those that it allows.
  mutating func pass(_ found: [Diagnostic], of entry: Entry) -> [Diagnostic] {
    let allowances = entry.hub.allow.filter { rules.isInForce($0, today) }
    if allowances.isEmpty { return pass(found) }
    var used = Set<Int>()
    var rest = found.filter { diagnostic in
      guard let index = allowances.firstIndex(where: { $0.rule?.value == diagnostic.rule }) else {
        return true
      }
      used.insert(index)
      allowed += 1
      return false
    }
    for (index, allowance) in allowances.enumerated() where !used.contains(index) {
      guard let rule = allowance.rule else { continue }
      if rules.isAcrossEntries(rule.value) {
        let location = PendingLocation(path: entry.modelPath, range: rule.node.range)
        pending[shown(entry.folder), default: []].append(
          Pending(rule: rule.value, location: location, isJudged: true))
      } else {
        rest.append(UnusedAllowance.finding(rule.value, at: rule.node.location))
      }
    }
    return pass(rest)
  }

  /// Takes note of what an entry allows that is not checked itself.
  mutating func note(allowancesOf entry: Entry) {
    for rule in entry.hub.allow.filter({ rules.isInForce($0, today) }).compactMap(\.rule)
    where rules.isAcrossEntries(rule.value) {
      let location = PendingLocation(path: entry.modelPath, range: rule.node.range)
      pending[shown(entry.folder), default: []].append(
        Pending(rule: rule.value, location: location, isJudged: false))
    }
  }

  /// The findings across entries, without those that the entry they lie in allows; then the allowances that no
  /// finding needed.
  mutating func passLast(_ found: [Diagnostic]) -> (
    findings: [Diagnostic], unused: [(rule: String, PendingLocation)]
  ) {
    var used: [String: Set<String>] = [:]
    let rest = found.filter { diagnostic in
      guard let folder = folder(of: diagnostic.location.path),
        pending[folder]?.contains(where: { $0.rule == diagnostic.rule }) == true
      else { return true }
      used[folder, default: []].insert(diagnostic.rule)
      allowed += 1
      return false
    }
    var unused: [(rule: String, PendingLocation)] = []
    for folder in pending.keys.sorted() {
      for item in pending[folder] ?? [] where item.isJudged && used[folder]?.contains(item.rule) != true {
        unused.append((item.rule, item.location))
      }
    }
    return (pass(rest), unused)
  }

  private func folder(of path: String) -> String? {
    if pending.isEmpty { return nil }
    var path = path[...]
    while true {
      if pending[String(path)] != nil { return String(path) }
      guard let slash = path.lastIndex(of: "/") else { return nil }
      path = path[..<slash]
    }
  }

  private func shown(_ folder: EntryFolder) -> String {
    prefix.isEmpty ? folder.path : "\(prefix)/\(folder.path)"
  }

  private mutating func isBaselined(_ diagnostic: Diagnostic) -> Bool {
    guard !baseline.isEmpty, !rules.binding.contains(diagnostic.rule), baseline.take(diagnostic) else {
      return false
    }
    baselined += 1
    return true
  }
}

extension RuleSet {
  /// Tells whether an allowance has an effect: it names a rule that can be allowed, gives a reason, and has not
  /// run out.
  fileprivate func isInForce(_ allowance: Allowance, _ today: CalendarDate) -> Bool {
    guard let rule = allowance.rule, !binding.contains(rule.value), let reason = allowance.reason else {
      return false
    }
    return !reason.value.isEmpty && allowance.until.map { $0.value >= today } ?? true
  }

  fileprivate func isAcrossEntries(_ rule: String) -> Bool { catalogs.contains { $0.slot.id == rule } }
}
