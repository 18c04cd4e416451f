import Catalog
import Changes
import Documents

/// A model's records in the catalog, upstream, and in the state that both come from.
struct ThreeVersions {
  let type: ModelType
  let name: String
  /// Upstream's records at the commit of the lock.
  var base: [Node]?
  /// Upstream's records now.
  var upstream: [Node]?
  /// The catalog's records.
  var catalog: [Node]?
  /// Whether there is a base to compare with at all.
  var hasBase: Bool

  /// How the three stand to each other.
  func drift(removedHere: Bool = false) -> ModelDrift {
    var drift = ModelDrift(type: type, name: name, state: .same)
    switch (catalog, upstream) {
    case (let ours?, let theirs?): compare(ours, theirs, &drift)
    case (let ours?, nil):
      // Upstream never had it, or has it no longer.
      let isUntouched = base.map { RecordContent.isSame($0, ours) }
      drift.there = base == nil ? .none : .removed
      drift.here = isUntouched == nil ? .added : isUntouched == true ? .none : .changed
      drift.state = isUntouched == nil ? .ahead : isUntouched == true ? .behind : .diverged
      if let base, drift.here == .changed { drift.ours = RecordContent.changes(from: base, to: ours) }
    case (nil, let theirs?):
      let isUntouched = base.map { RecordContent.isSame($0, theirs) } ?? false
      drift.there = isUntouched || !hasBase ? .none : base == nil ? .added : .changed
      if removedHere {
        drift.here = .removed
        drift.state = isUntouched ? .ahead : hasBase ? .diverged : .unknown
      } else {
        drift.state = drift.there == .added ? .behind : .absent
      }
    case (nil, nil): break
    }
    return drift
  }

  private func compare(_ ours: [Node], _ theirs: [Node], _ drift: inout ModelDrift) {
    if RecordContent.isSame(ours, theirs) { return }
    guard hasBase else {
      drift.state = .unknown
      drift.ours = RecordContent.changes(from: theirs, to: ours)
      return
    }
    drift.ours = RecordContent.changes(from: base ?? [], to: ours)
    drift.theirs = RecordContent.changes(from: base ?? [], to: theirs)
    let isOursSame = base.map { RecordContent.isSame($0, ours) } ?? false
    let isTheirsSame = base.map { RecordContent.isSame($0, theirs) } ?? false
    drift.here = base == nil ? .added : isOursSame ? .none : .changed
    drift.there = base == nil ? .added : isTheirsSame ? .none : .changed
    drift.state = isTheirsSame ? .ahead : isOursSame ? .behind : .diverged
    if drift.state == .diverged { drift.conflicts = merge(clock: nil).conflicts }
  }

  /// Upstream's records with what the catalog changed, or the other way round; both must be there.
  ///
  /// `onto` names the side whose order and text count where nobody changed them.
  func merge(
    clock: Int?, onto side: MergeBase = .upstream, settled: (FieldPath) -> MergeSide? = { _ in nil }
  ) -> FieldMerge {
    let (ours, theirs) = side == .upstream ? (upstream, catalog) : (catalog, upstream)
    return FieldMerge(
      base: base.map { RecordList.document($0).rootNode },
      ours: RecordList.document(ours ?? []).rootNode, theirs: RecordList.document(theirs ?? []).rootNode,
      clock: clock, settled: settled)
  }

  /// Which side a merge starts from.
  enum MergeBase {
    case upstream
    case catalog
  }
}
