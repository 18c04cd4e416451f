/// The order of the members of a container that two sides changed.
struct MergedOrder {
  /// Every label of either side, once.
  let labels: [String]
  /// Whether both sides changed the order of what they have in common, each in its way.
  let isDisputed: Bool

  /// Orders labels, each of which stands in a list at most once.
  ///
  /// The side that changed the order decides it, ours where both or neither did; what only the other side has
  /// follows what it follows there.
  init(_ lists: Trio<[String]>, preferring side: MergeSide? = nil) {
    let (base, ours, theirs) = (lists.base ?? [], lists.ours ?? [], lists.theirs ?? [])
    let oursMoved = Self.isReordered(base, ours)
    let theirsMoved = Self.isReordered(base, theirs)
    isDisputed = side == nil && oursMoved && theirsMoved && Self.isReordered(ours, theirs)
    let oursLeads = side.map { $0 == .ours } ?? (oursMoved || !theirsMoved)
    labels = oursLeads ? Self.weave(theirs, into: ours) : Self.weave(ours, into: theirs)
  }

  /// Whether what two lists have in common stands in different orders.
  private static func isReordered(_ left: [String], _ right: [String]) -> Bool {
    let (inLeft, inRight) = (Set(left), Set(right))
    return left.filter(inRight.contains) != right.filter(inLeft.contains)
  }

  private static func weave(_ other: [String], into leading: [String]) -> [String] {
    let (known, common) = (Set(leading), Set(other))
    // What only the other side has, by the label before it that both have.
    var followers: [String?: [String]] = [:]
    var anchor: String?
    for label in other {
      if known.contains(label) { anchor = label } else { followers[anchor, default: []].append(label) }
    }
    var woven: [String] = []
    var last: String?
    for label in leading {
      if common.contains(label) {
        woven += followers[last] ?? []
        last = label
      }
      woven.append(label)
    }
    return woven + (followers[last] ?? [])
  }
}
