import Catalog

/// Where an entry stands in its life on the day of the build.
enum LifecycleStage: String, Sendable, CaseIterable {
  case current
  /// Discouraged from a day that is still to come, or to leave on one.
  case announced
  case deprecated
  /// No longer offered.
  case expired

  init(_ lifecycle: Lifecycle?, on today: CalendarDate) {
    guard let lifecycle else {
      self = .current
      return
    }
    if lifecycle.isExpired(on: today) {
      self = .expired
    } else if lifecycle.isDeprecated(on: today) {
      self = .deprecated
    } else {
      self = lifecycle.deprecated != nil || lifecycle.expires != nil ? .announced : .current
    }
  }

  var rank: Int {
    switch self {
    case .current: 0
    case .announced: 1
    case .deprecated: 2
    case .expired: 3
    }
  }

  var label: String {
    switch self {
    case .current: "current"
    case .announced: "on its way out"
    case .deprecated: "deprecated"
    case .expired: "expired"
    }
  }
}
