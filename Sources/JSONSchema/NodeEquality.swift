import Documents

/// Equality of JSON values as the standard defines it: `1.0` is `1`, and the order of members does not count.
enum NodeEquality {
  /// Whether two nodes hold the same value.
  static func equal(_ left: NodeID, _ first: Document, _ right: NodeID, _ second: Document) -> Bool {
    let kind = first.kind(of: left)
    guard kind == second.kind(of: right) else { return false }
    switch kind {
    case .null: return true
    case .bool, .string: return first.bytes(of: left) == second.bytes(of: right)
    case .number:
      let (text, other) = (first.bytes(of: left), second.bytes(of: right))
      return text == other || Decimal(text) == Decimal(other)
    case .array:
      guard first.count(of: left) == second.count(of: right) else { return false }
      var (item, other) = (first.firstChild(of: left), second.firstChild(of: right))
      let end = first.end(of: left)
      while item < end {
        guard equal(item, first, other, second) else { return false }
        (item, other) = (first.next(after: item), second.next(after: other))
      }
      return true
    case .object: return equalObjects(left, first, right, second)
    }
  }

  private static func equalObjects(
    _ left: NodeID, _ first: Document, _ right: NodeID, _ second: Document
  ) -> Bool {
    guard first.count(of: left) == second.count(of: right) else { return false }
    return zip(sortedKeys(of: left, first), sortedKeys(of: right, second)).allSatisfy { key, other in
      first.bytes(of: key) == second.bytes(of: other)
        && equal(first.value(ofKey: key), first, second.value(ofKey: other), second)
    }
  }

  private static func sortedKeys(of object: NodeID, _ document: Document) -> [NodeID] {
    var keys: [NodeID] = []
    var key = document.firstChild(of: object)
    let end = document.end(of: object)
    while key < end {
      keys.append(key)
      key = document.next(after: document.value(ofKey: key))
    }
    return keys.sorted { document.bytes(of: $0).lexicographicallyPrecedes(document.bytes(of: $1)) }
  }

  /// A hash that equal values share.
  static func hash(_ node: NodeID, _ document: Document) -> Int {
    var hasher = Hasher()
    let kind = document.kind(of: node)
    hasher.combine(kind)
    switch kind {
    case .null: break
    case .bool, .string: hasher.combine(document.bytes(of: node))
    case .number: hasher.combine(Decimal(document.bytes(of: node)))
    case .array:
      var item = document.firstChild(of: node)
      let end = document.end(of: node)
      while item < end {
        hasher.combine(hash(item, document))
        item = document.next(after: item)
      }
    case .object:
      // A sum, for the members may stand in any order.
      var sum = 0
      var key = document.firstChild(of: node)
      let end = document.end(of: node)
      while key < end {
        let value = document.value(ofKey: key)
        var member = Hasher()
        member.combine(hash(key, document))
        member.combine(hash(value, document))
        sum &+= member.finalize()
        key = document.next(after: value)
      }
      hasher.combine(sum)
    }
    return hasher.finalize()
  }

  /// The first element of an array that repeats an earlier one, with that one.
  static func firstRepetition(in array: NodeID, _ document: Document) -> (item: NodeID, earlier: NodeID)? {
    let count = document.count(of: array)
    if count < 2 { return nil }
    return count <= few
      ? firstRepetitionAmongFew(array, count, document) : firstRepetitionAmongMany(array, count, document)
  }

  private static let few = 32

  /// Compares all pairs, by short hashes first; those may collide at will without doing harm.
  private static func firstRepetitionAmongFew(
    _ array: NodeID, _ count: Int, _ document: Document
  ) -> (item: NodeID, earlier: NodeID)? {
    var hashes = InlineArray<32, UInt64>(repeating: 0)
    var item = document.firstChild(of: array)
    for index in 0..<count {
      let isString = document.kind(of: item) == .string
      hashes[index] = isString ? document.withText(of: item) { KeyTables.hash($0) } : 0
      var earlier = document.firstChild(of: array)
      for other in 0..<index {
        if hashes[other] == hashes[index], equal(earlier, document, item, document) { return (item, earlier) }
        earlier = document.next(after: earlier)
      }
      item = document.next(after: item)
    }
    return nil
  }

  private static func firstRepetitionAmongMany(
    _ array: NodeID, _ count: Int, _ document: Document
  ) -> (item: NodeID, earlier: NodeID)? {
    var byHash: [Int: [NodeID]] = [:]
    var item = document.firstChild(of: array)
    for _ in 0..<count {
      let hash = hash(item, document)
      for earlier in byHash[hash] ?? [] where equal(item, document, earlier, document) {
        return (item, earlier)
      }
      byHash[hash, default: []].append(item)
      item = document.next(after: item)
    }
    return nil
  }
}
