import Catalog
import Changes
import Documents

/// What is to become of one model upstream, before it is put into files.
struct Proposal {
  let event: ProposedEvent
  let type: ModelType
  let name: String
  /// Upstream's records now; none of a new model.
  let current: [Node]
  /// The records that upstream is to have; none of a model that goes.
  let records: [Node]
  let credit: Credit

  var fields: [FieldChange] {
    event == .changed ? RecordContent.changes(from: current, to: records) : []
  }

  var change: PullRequestPlan.Change {
    PullRequestPlan.Change(event: event, type: type, name: name, fields: fields, credit: credit)
  }
}

/// Sets the clocks of records that are proposed.
struct ProposedClock {
  /// When the catalog's version was approved, in seconds since 1970, where that is known.
  let approvedAt: Int?
  let base: [Node]
  let catalog: [Node]

  /// The records with their clocks: that of upstream where nothing else changes, else one that is newer than it.
  func applied(to records: [Node], over current: [Node]) -> [Node] {
    records.map { record in
      let key = RecordSlots.signature(record)
      let old = current.first { RecordSlots.signature($0) == key } ?? (current.count == 1 ? current[0] : nil)
      if let old, RecordContent.isSame(old, record) { return old }
      let own = catalog.first { RecordSlots.signature($0) == key } ?? record
      let before = base.first { RecordSlots.signature($0) == key }
      return DatedRecord.document(record, updatedAt: clock(own, before, old)).rootNode
    }
  }

  private func clock(_ own: Node, _ before: Node?, _ old: Node?) -> Int {
    let ours = own[RecordContent.clock]?.int
    let isBumped = ours != nil && ours != before?[RecordContent.clock]?.int
    let wanted = (isBumped ? ours : approvedAt ?? ours) ?? 0
    guard let theirs = old?[RecordContent.clock]?.int, theirs < .max else { return max(wanted, 0) }
    return max(wanted, theirs + 1, 0)
  }
}
