import Changes
import Documents

/// What records say, their clocks left out.
enum RecordContent {
  /// The member by which Xinference's clients tell which record is newer.
  static let clock = "updated_at"

  /// Tells whether two lists of records say the same, whatever the order of members and the clocks.
  static func isSame(_ left: [Node], _ right: [Node]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy(isSame)
  }

  static func isSame(_ left: Node, _ right: Node) -> Bool {
    if left.document === right.document, left.id == right.id { return true }
    let members = left.members.filter { $0.name != clock }
    let others = right.count - (right[clock] == nil ? 0 : 1)
    return members.count == others
      && members.allSatisfy { member in right[member.name].map(member.value.isEquivalent) ?? false }
  }

  /// The fields in which two versions differ, the clocks left out.
  static func changes(from old: [Node], to new: [Node]) -> [FieldChange] {
    FieldDifference(from: old, to: new).changes.filter { change in
      let name = change.field.description
      return name != clock && !name.hasSuffix("].\(clock)")
    }
  }
}
