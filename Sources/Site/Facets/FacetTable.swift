import FileTrees

/// Which entries have which values: filled while entries are indexed, read while pages are written.
///
/// An entry's values are numbers in one array, so that those of a hundred thousand entries stay small.
struct FacetTable: Sendable {
  /// All values, by facet and then in the order in which readers see them.
  private(set) var values: [FacetValue] = []

  private var numbers: [ValueKey: UInt32] = [:]
  /// The values of all entries, one entry after another.
  private var links: [UInt32] = []
  /// Where each entry's values begin in `links`, and where the last one's end.
  private var starts: [UInt32] = [0]
  /// The entries of all values, one value after another; made by ``finish(order:)``.
  private var members: [UInt32] = []
  private var memberStarts: [Int] = []

  /// Takes the next entry's values.
  mutating func add(_ entry: [FacetValues.Value]) {
    for value in entry {
      let key = ValueKey(facet: value.facet, key: value.key)
      if let number = numbers[key] {
        values[Int(number)].take(spelling: value.label)
        links.append(number)
      } else {
        numbers[key] = UInt32(values.count)
        links.append(UInt32(values.count))
        values.append(FacetValue(value))
      }
      values[Int(links[links.count - 1])].countEntry()
    }
    starts.append(UInt32(links.count))
  }

  /// Sorts the values, and the entries: `order` has for each place in the lists the number that the entry
  /// had when it was added.
  mutating func finish(order: [Int]) {
    sortValues()
    sortEntries(order)
    nameFolders()
    collectMembers()
    numbers = [:]
  }

  /// The values of a facet.
  func range(of facet: Facet) -> Range<Int> {
    let start = values.firstPlace { $0.facet.rawValue >= facet.rawValue }
    return start..<values.firstPlace { $0.facet.rawValue > facet.rawValue }
  }

  /// The listed entries that have a value, in the order of the lists.
  func entries(of value: Int) -> ArraySlice<UInt32> { members[memberStarts[value]..<memberStarts[value + 1]] }

  /// The values of the listed entry at a place.
  func values(of entry: Int) -> ArraySlice<UInt32> { links[Int(starts[entry])..<Int(starts[entry + 1])] }

  /// The value of that key, if it is among those of some numbers.
  func value(_ facet: Facet, _ key: [UInt8], among numbers: ArraySlice<UInt32>) -> FacetValue? {
    for number in numbers where values[Int(number)].facet == facet && values[Int(number)].key == key {
      return values[Int(number)]
    }
    return nil
  }

  /// Whether all is the same as in another table, the entries' places included.
  func isSame(as other: FacetTable) -> Bool {
    starts == other.starts && links == other.links
      && values.elementsEqual(other.values, by: { $0.isLike($1) })
  }

  private mutating func sortValues() {
    let order = values.indices.sorted { isBefore(values[$0], values[$1]) }
    var places = [UInt32](repeating: 0, count: order.count)
    for (place, number) in order.enumerated() { places[number] = UInt32(place) }
    values = order.map { values[$0] }
    for index in links.indices { links[index] = places[Int(links[index])] }
  }

  private func isBefore(_ left: FacetValue, _ right: FacetValue) -> Bool {
    if left.facet != right.facet { return left.facet.rawValue < right.facet.rawValue }
    if left.facet.isOrdered, left.rank != right.rank { return left.rank < right.rank }
    if left.count != right.count { return left.count > right.count }
    return left.key.lexicographicallyPrecedes(right.key)
  }

  private mutating func sortEntries(_ order: [Int]) {
    var sorted: [UInt32] = []
    sorted.reserveCapacity(links.count)
    var sortedStarts: [UInt32] = [0]
    sortedStarts.reserveCapacity(starts.count)
    for number in order {
      sorted += links[Int(starts[number])..<Int(starts[number + 1])].sorted()
      sortedStarts.append(UInt32(sorted.count))
    }
    (links, starts) = (sorted, sortedStarts)
  }

  /// Gives each value that has a page a folder of its own.
  ///
  /// Folders are given out in the order of the keys, so that a value keeps its own when counts change.
  private mutating func nameFolders() {
    for facet in Facet.withPages {
      var taken: Set<String> = []
      for number in range(of: facet).sorted(by: { values[$0].key.lexicographicallyPrecedes(values[$1].key) })
      {
        let key = values[number].key
        var slug = Slug.of(key)
        if !taken.insert(slug).inserted {
          slug = Slug.of(key, besides: slug)
          taken.insert(slug)
        }
        values[number].take(slug: slug)
      }
    }
  }

  private mutating func collectMembers() {
    memberStarts = [0]
    memberStarts.reserveCapacity(values.count + 1)
    for value in values { memberStarts.append(memberStarts[memberStarts.count - 1] + value.count) }
    var next = memberStarts
    members = [UInt32](repeating: 0, count: links.count)
    for entry in 0..<starts.count - 1 {
      for value in values(of: entry) {
        members[next[Int(value)]] = UInt32(entry)
        next[Int(value)] += 1
      }
    }
  }
}

// MARK: - Remembered

extension FacetTable {
  /// Writes a table that is finished.
  func write(to writer: inout RecordWriter) {
    writer.add(list: values) { writer, value in
      writer.add(value.facet.rawValue)
      writer.add(value.key)
      writer.add(value.label)
      writer.add(value.rank)
      writer.add(value.slug)
      writer.add(value.count)
    }
    writer.add(list: 0..<starts.count - 1) { writer, entry in
      writer.add(list: values(of: entry)) { $0.add(Int($1)) }
    }
  }

  init(_ reader: inout RecordReader) throws(DamagedRecord) {
    values = try reader.list { reader throws(DamagedRecord) in
      FacetValue(
        facet: try reader.facet(), key: Array(try reader.bytes()), label: Array(try reader.bytes()),
        rank: try reader.number(), slug: try reader.text(), count: try reader.number())
    }
    for _ in 0..<(try reader.count()) {
      for _ in 0..<(try reader.count()) {
        let value = try reader.number()
        guard values.indices.contains(value) else { throw DamagedRecord() }
        links.append(UInt32(value))
      }
      starts.append(UInt32(links.count))
    }
    // The counts of values say where their entries begin.
    var counts = [Int](repeating: 0, count: values.count)
    for value in links { counts[Int(value)] += 1 }
    guard zip(values, counts).allSatisfy({ $0.count == $1 }) else { throw DamagedRecord() }
    collectMembers()
  }
}

/// What tells values apart.
struct ValueKey: Hashable {
  let facet: Facet
  let key: [UInt8]
}
