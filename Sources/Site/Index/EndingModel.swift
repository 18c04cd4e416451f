import Catalog

/// A model whose end is in sight, or past.
struct EndingModel: Equatable, Sendable {
  let type: ModelType
  let name: String
  let stage: LifecycleStage
  let deprecated: CalendarDate?
  let expires: CalendarDate?
  let reason: String?
  /// What to use instead; whether readers may hear of it is still to be asked.
  let replacement: String?
}

extension EndingModel {
  /// Nothing of an entry without a lifecycle, or one that lists do not show.
  init?(_ entry: Entry, _ stage: LifecycleStage) {
    guard let lifecycle = entry.hub.lifecycle, stage != .current,
      entry.hub.effectiveVisibility != .unlisted
    else { return nil }
    self.init(
      type: entry.type, name: entry.name, stage: stage, deprecated: lifecycle.deprecated?.value,
      expires: lifecycle.expires?.value, reason: lifecycle.reason?.value,
      replacement: lifecycle.replacedBy?.value)
  }
}
