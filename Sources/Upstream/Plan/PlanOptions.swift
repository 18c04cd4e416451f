public import Catalog

/// What a plan takes into account besides the three trees.
public struct PlanOptions {
  /// Where pull requests go.
  public var target: PlanTarget
  /// Which entries are offered, and how they are grouped: `upstream:` of `hub.yaml`.
  public var settings: UpstreamSettings
  /// The day, by which entries expire.
  public var day: CalendarDate
  /// How changes are grouped; by default as the settings have it.
  public var grouping: PullRequestGrouping
  /// The login whose token acts, where it is a person's own; the registry's default token has none here.
  public var login: String?
  /// Where the branches will lie.
  public var head = HeadRepository.unknown
  /// Only these entries, as `llm/qwen3`.
  public var only: Set<String>?
  /// Who stands behind an entry's change.
  public var credit: (_ type: ModelType, _ name: String) throws -> Credit = { _, _ in Credit() }
  /// When an entry's last change was approved, in seconds since 1970.
  public var approvedAt: (EntryFolder) throws -> Int? = { _ in nil }
  /// Tells whether an entry is without errors; asked only of entries that would be proposed.
  public var isValid: (EntryFolder) throws -> Bool = { _ in true }

  /// Makes options.
  public init(target: PlanTarget, settings: UpstreamSettings, day: CalendarDate) {
    (self.target, self.settings, self.day) = (target, settings, day)
    grouping = settings.grouping
  }
}

extension UpstreamSettings {
  /// Tells whether policy offers an entry upstream at all; a private one never is.
  public func offers(_ entry: Entry) -> Bool {
    let visibility = entry.hub.effectiveVisibility
    return visibility != .private && visibilities.contains(visibility)
      && editions.contains(entry.hub.effectiveEdition)
  }
}
