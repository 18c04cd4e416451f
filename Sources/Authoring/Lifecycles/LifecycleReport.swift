public import Catalog

/// Where the entries of a catalog stand in their lives on a day.
public struct LifecycleReport: Sendable {
  /// A stage of an entry's life that calls for attention.
  public enum Stage: String, Sendable, CaseIterable, Comparable {
    /// It is over, and still in the catalog.
    case expired
    /// It will be over within the days that were asked for.
    case expiring
    /// Its use is discouraged.
    case deprecated
    /// Its use will be discouraged within these days.
    case deprecating

    /// Orders by urgency.
    public static func < (left: Stage, right: Stage) -> Bool { left.order < right.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  }

  /// An entry that calls for attention.
  public struct Row: Sendable {
    /// The entry.
    public let folder: EntryFolder
    /// What it calls for.
    public let stage: Stage
    /// The day that the stage is about.
    public let day: CalendarDate
    /// Days from the report's day to that one; negative where it is past.
    public let days: Int
    /// What the entry says besides.
    public let lifecycle: Lifecycle
    /// Logins of those who look after it.
    public let maintainers: [String]
  }

  /// The day of the report.
  public let day: CalendarDate
  /// The entries, the most urgent first.
  public private(set) var rows: [Row] = []
  private let horizon: Int

  /// Starts a report for a day that looks some days ahead.
  public init(asOf day: CalendarDate, within days: Int) {
    self.day = day
    horizon = days
  }

  /// Takes an entry in.
  public mutating func add(_ entry: Entry) {
    guard let lifecycle = entry.hub.lifecycle, let (stage, on) = stage(lifecycle) else { return }
    rows.append(
      Row(
        folder: entry.folder, stage: stage, day: on, days: on.daysSince1970 - day.daysSince1970,
        lifecycle: lifecycle, maintainers: entry.hub.maintainers.map(\.value)))
    rows.sort { ($0.stage, $0.day, $0.folder.id) < ($1.stage, $1.day, $1.folder.id) }
  }

  private func stage(_ lifecycle: Lifecycle) -> (Stage, CalendarDate)? {
    func isNear(_ other: CalendarDate) -> Bool { other.daysSince1970 - day.daysSince1970 <= horizon }
    if let expires = lifecycle.expires?.value {
      if expires <= day { return (.expired, expires) }
      if isNear(expires) { return (.expiring, expires) }
    }
    guard let deprecated = lifecycle.deprecated?.value else { return nil }
    if deprecated <= day { return (.deprecated, deprecated) }
    return isNear(deprecated) ? (.deprecating, deprecated) : nil
  }
}
