import Catalog
import Diagnostics

/// A rule that is switched on, with what the hot path needs of its page.
struct RuleSlot {
  let id: String
  let severity: Severity
}

/// The rules of one run by scope, those that are off left out.
struct RuleSet {
  private(set) var files: [(rule: any FileRule, slot: RuleSlot)] = []
  private(set) var entries: [(rule: any EntryRule, slot: RuleSlot)] = []
  private(set) var catalogs: [(rule: any CatalogRule, slot: RuleSlot)] = []
  /// The severity of each rule's findings, `nil` for off: the settings' where they give one, else the page's.
  let severities: [String: Severity?]
  /// Rules that cannot be switched off or allowed.
  let binding: Set<String>

  init(_ rules: [any Rule], _ settings: HubSettings) {
    let pages = rules.map(\.page)
    let binding = Set(pages.filter(\.isBinding).map(\.id))
    var severities = Dictionary(
      pages.map { ($0.id, Optional($0.severity)) }, uniquingKeysWith: { first, _ in first })
    for (rule, severity) in settings.severities where !binding.contains(rule.value) {
      severities.updateValue(severity, forKey: rule.value)
    }
    self.binding = binding
    self.severities = severities
    var schemas: [(rule: any EntryRule, slot: RuleSlot)] = []
    for (rule, page) in zip(rules, pages) {
      guard let severity = severities[page.id] ?? nil else { continue }
      let slot = RuleSlot(id: page.id, severity: severity)
      let scope = rule.scope
      if let rule = scope.file { files.append((rule, slot)) }
      if let rule = scope.entry {
        // What another rule says at the same place counts for more than what a schema says.
        if rule is SchemaConformance || rule is UnknownModelKey {
          schemas.append((rule, slot))
        } else {
          entries.append((rule, slot))
        }
      }
      if let rule = scope.catalog { catalogs.append((rule, slot)) }
    }
    entries += schemas
  }

  /// The finding with the severity that it has here, or `nil` where its rule is off.
  func weighed(_ diagnostic: Diagnostic) -> Diagnostic? {
    guard let changed = severities[diagnostic.rule] else { return diagnostic }
    guard let severity = changed else { return nil }
    var diagnostic = diagnostic
    diagnostic.severity = severity
    return diagnostic
  }
}
