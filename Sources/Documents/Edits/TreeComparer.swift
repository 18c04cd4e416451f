/// Two trees side by side, and how the containers of one become those of the other.
struct TreeComparer {
  let old: Document
  let new: Document
  private let oldPrints: TreeFingerprints
  private let newPrints: TreeFingerprints
  private let identityKeys: [String]

  init(_ old: Node, _ new: Node, identityKeys: [String]) {
    self.old = old.document
    self.new = new.document
    oldPrints = TreeFingerprints(old)
    newPrints = TreeFingerprints(new)
    self.identityKeys = identityKeys
  }

  func isSame(_ left: NodeID, _ right: NodeID) -> Bool { oldPrints[left] == newPrints[right] }

  /// Tells whether one can become the other item by item.
  func isComparable(_ left: NodeID, _ right: NodeID) -> Bool {
    let kind = old.kind(of: left)
    guard kind == new.kind(of: right), kind == .array || kind == .object else { return false }
    return old.count(of: left) > 0 && new.count(of: right) > 0
  }

  func script(_ left: NodeID, _ right: NodeID) -> ContainerScript {
    old.kind(of: left) == .object ? memberScript(left, right) : elementScript(left, right)
  }

  // MARK: Members

  private func memberScript(_ left: NodeID, _ right: NodeID) -> ContainerScript {
    var places: [ArraySlice<UInt8>: Int] = [:]
    for (index, key) in old.childIDs(of: left).enumerated() where places[old.bytes(of: key)] == nil {
      places[old.bytes(of: key)] = index
    }
    var pairs: [ListAlignment.Pair] = []
    var taken: Set<Int> = []
    for (index, key) in new.childIDs(of: right).enumerated() {
      guard let place = places[new.bytes(of: key)], taken.insert(place).inserted else { continue }
      pairs.append(ListAlignment.Pair(old: place, new: index))
    }
    let staying = Set(longestIncreasing(pairs.map(\.old)))
    var moves: [Int: Int] = [:]
    for (index, pair) in pairs.enumerated() where !staying.contains(index) { moves[pair.new] = pair.old }
    return ContainerScript(
      pairs: pairs.indices.filter(staying.contains).map { pairs[$0] }, moves: moves,
      oldCount: old.count(of: left), newCount: new.count(of: right))
  }

  // MARK: Elements

  private func elementScript(_ left: NodeID, _ right: NodeID) -> ContainerScript {
    let here = items(of: left, in: old, oldPrints)
    let there = items(of: right, in: new, newPrints)
    let pairs = ListAlignment.pairs(here, there)
    return ContainerScript(
      pairs: pairs, moves: moves(here, there, pairs), oldCount: here.count, newCount: there.count)
  }

  /// Containers that stand elsewhere in the new list, just as they were.
  private func moves(
    _ here: [AlignedItem], _ there: [AlignedItem], _ pairs: [ListAlignment.Pair]
  ) -> [Int: Int] {
    let (usedOld, usedNew) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    var free: [UInt64: [Int]] = [:]
    for index in here.indices.reversed() where !usedOld.contains(index) && here[index].isContainer {
      free[here[index].fingerprint, default: []].append(index)
    }
    var moves: [Int: Int] = [:]
    for index in there.indices where !usedNew.contains(index) {
      moves[index] = free[there[index].fingerprint]?.popLast()
    }
    return moves
  }

  private func items(of list: NodeID, in document: Document, _ prints: TreeFingerprints) -> [AlignedItem] {
    document.childIDs(of: list).map { element in
      let kind = document.kind(of: element)
      let children = document.childIDs(of: element)
      let parts =
        kind == .object
        ? children.map { TreeFingerprints.combine(prints[$0], prints[document.value(ofKey: $0)]) }
        : children.map { prints[$0] }
      return AlignedItem(
        fingerprint: prints[element], identity: identity(of: element, in: document, prints),
        parts: parts.sorted(), isContainer: kind == .array || kind == .object)
    }
  }

  private func identity(of element: NodeID, in document: Document, _ prints: TreeFingerprints) -> UInt64? {
    guard document.kind(of: element) == .object else { return nil }
    var identity: UInt64?
    for (index, name) in identityKeys.enumerated() {
      guard let value = document.value(name, in: element) else { continue }
      let part = TreeFingerprints.combine(UInt64(index), prints[value])
      identity = TreeFingerprints.combine(identity ?? 0, part)
    }
    return identity
  }
}

extension Document {
  /// An array's elements, or an object's keys, in order.
  func childIDs(of container: NodeID) -> [NodeID] {
    let kind = kind(of: container)
    guard kind == .array || kind == .object else { return [] }
    var result: [NodeID] = []
    result.reserveCapacity(count(of: container))
    var child = firstChild(of: container)
    let end = end(of: container)
    while child < end {
      result.append(child)
      child = next(after: kind == .object ? value(ofKey: child) : child)
    }
    return result
  }
}
