import Catalog
import Documents

/// Puts the records of a name where a file has that name's records.
enum RecordSlots {
  /// Gives each record a place: that of its counterpart, or the last one before it.
  static func place(_ records: [Node], at places: [Node]) -> [(place: Node, records: [Node])] {
    if places.isEmpty { return [] }
    var held = places.map { (place: $0, records: [Node]()) }
    var (next, last) = (0, 0)
    for record in records {
      let signature = signature(record)
      if let found = places[next...].firstIndex(where: { self.signature($0) == signature }) {
        (next, last) = (found + 1, found)
      }
      held[last].records.append(record)
    }
    return held
  }

  /// A list of records with other records of some names; what the list lacks goes last, in the order given.
  static func replace(
    in list: Node, of type: ModelType, by records: [(name: String, records: [Node])]
  ) -> [Node] {
    var slots: [String: [Node]] = [:]
    let wanted = Set(records.map(\.name))
    for record in list.elements {
      guard let name = ModelRecord(record).listedName(in: type)?.text, wanted.contains(name) else { continue }
      slots[name, default: []].append(record)
    }
    var placed: [NodeID: [Node]] = [:]
    for item in records {
      for held in place(item.records, at: slots[item.name] ?? []) { placed[held.place.id] = held.records }
    }
    var result: [Node] = []
    for record in list.elements {
      let name = ModelRecord(record).listedName(in: type)?.text
      result += name.map(wanted.contains) == true ? placed[record.id] ?? [] : [record]
    }
    for item in records where slots[item.name] == nil { result += item.records }
    return result
  }

  static func signature(_ record: Node) -> [String] {
    RecordIdentity.keys.map { record[$0]?.text ?? "" }
  }
}
