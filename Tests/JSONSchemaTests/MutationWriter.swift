import Documents
import TestSupport

/// Copies documents with one thing changed that a hand might get wrong.
struct MutationWriter {
  var random: SeededGenerator

  private enum Change: CaseIterable {
    case removeMember, renameKey, addKey, replaceValue, emptyValue, repeatItem, addItem
  }

  /// A copy with one change at a random node, and what was done.
  mutating func mutant(of document: Document) -> (Document, String) {
    let target = Int.random(in: 0..<document.nodeCount, using: &random)
    let change = Change.allCases[Int.random(in: 0..<Change.allCases.count, using: &random)]
    var builder = DocumentBuilder()
    var note = "nothing"
    copy(document.rootNode, to: &builder, at: target, change, &note)
    return (builder.document(path: "mutant"), note)
  }

  private mutating func copy(
    _ node: Node, to builder: inout DocumentBuilder, at target: Int, _ change: Change, _ note: inout String
  ) {
    let isTarget = Int(node.id.index) == target
    if isTarget, change == .replaceValue || change == .emptyValue {
      note = "\(change) of \(node.kind) ‘\(node.text.prefix(30))’"
      return replace(node, in: &builder, isEmpty: change == .emptyValue)
    }
    switch node.kind {
    case .object:
      builder.beginObject()
      for member in node.members { copy(member, to: &builder, at: target, change, &note) }
      if isTarget, change == .addKey || change == .addItem {
        note = "unknown key added"
        builder.key("surprise")
        builder.number(1)
      }
      builder.end()
    case .array:
      builder.beginArray()
      for element in node.elements {
        copy(element, to: &builder, at: target, change, &note)
        if Int(element.id.index) == target, change == .repeatItem {
          note = "repeated \(element.kind) ‘\(element.text.prefix(30))’"
          builder.copy(element)
        }
      }
      if isTarget, change == .addItem {
        note = "item added"
        builder.string("")
      }
      builder.end()
    default: builder.copy(node)
    }
  }

  private mutating func copy(
    _ member: Member, to builder: inout DocumentBuilder, at target: Int, _ change: Change,
    _ note: inout String
  ) {
    let isTarget = Int(member.key.id.index) == target || Int(member.value.id.index) == target
    if isTarget, change == .removeMember {
      note = "removed \(member.name)"
      return
    }
    if isTarget, change == .renameKey {
      note = "renamed \(member.name)"
      builder.key(member.name + "x")
    } else {
      builder.copy(member.key)
    }
    copy(member.value, to: &builder, at: target, change, &note)
  }

  private mutating func replace(_ node: Node, in builder: inout DocumentBuilder, isEmpty: Bool) {
    if isEmpty, node.kind == .object || node.kind == .array {
      node.kind == .object ? builder.beginObject() : builder.beginArray()
      return builder.end()
    }
    if isEmpty, node.kind == .string { return builder.string("") }
    switch Int.random(in: 0..<9, using: &random) {
    case 0: builder.null()
    case 1: builder.bool(true)
    case 2: builder.number(0)
    case 3: builder.number(-1)
    case 4: builder.number(text: "1.5")
    case 5: builder.number(text: "2.0")
    case 6: builder.string("a b")
    case 7: builder.string("7")
    default:
      builder.beginArray()
      builder.string("x")
      builder.end()
    }
  }
}
