import Catalog
import FileTrees
import Timeline

/// A change with what tells it from others of the same entry in the same second, counted from the oldest.
struct NumberedChange: Sendable {
  let change: EntryChange
  let number: Int
}

/// Where in a timeline the changes of each entry are.
///
/// Four bytes a change: a history may tell of every entry of a large catalog.
struct ChangePlaces: Sendable {
  /// The places by entry; of one entry, the newest first, as in the timeline.
  private let places: [UInt32]

  init(_ changes: [EntryChange]) {
    places = changes.indices.map { UInt32($0) }.sorted { left, right in
      let (a, b) = (changes[Int(left)], changes[Int(right)])
      if a.isOfSameEntry(as: b) { return left < right }
      return a.isOfEntry(before: b.type, b.name)
    }
  }

  /// The places of an entry's changes, the newest first.
  func of(_ type: ModelType, _ name: String, in changes: [EntryChange]) -> ArraySlice<UInt32> {
    let start = places.firstPlace { !changes[Int($0)].isOfEntry(before: type, name) }
    return places[start...].prefix { changes[Int($0)].type == type && changes[Int($0)].name == name }
  }

  /// Hands the places of each entry's changes to `body`.
  func forEachEntry(in changes: [EntryChange], _ body: (ArraySlice<UInt32>) -> Void) {
    var rest = places[...]
    while let first = rest.first {
      let own = rest.prefix { changes[Int($0)].isOfSameEntry(as: changes[Int(first)]) }
      body(own)
      rest = rest.dropFirst(own.count)
    }
  }
}

extension EntryChange {
  fileprivate func isOfSameEntry(as other: EntryChange) -> Bool { type == other.type && name == other.name }

  /// Whether its entry comes before another.
  fileprivate func isOfEntry(before type: ModelType, _ name: String) -> Bool {
    self.type == type ? isOrderedByBytes(self.name, name) : self.type < type
  }
}
