import Documents
import SourceText

/// A value on one line, as YAML in brackets; scalars as their author spelt them.
enum FlowText {
  /// The text; `nil` where a scalar in it takes several lines.
  static func of(_ node: Node) -> String? {
    switch node.kind {
    case .array:
      let items = node.elements.map { of($0) }
      return items.contains { $0 == nil } ? nil : "[\(items.compactMap { $0 }.joined(separator: ", "))]"
    case .object:
      let members = node.members.map { member -> String? in
        guard let key = of(member.key), let value = of(member.value) else { return nil }
        return value.isEmpty ? "\(key):" : "\(key): \(value)"
      }
      return members.contains { $0 == nil } ? nil : "{\(members.compactMap { $0 }.joined(separator: ", "))}"
    default: return scalar(node)
    }
  }

  /// A scalar as it is spelt; `nil` where that takes several lines, or an indentation of its own.
  static func scalar(_ node: Node) -> String? {
    guard node.style != .literal, node.style != .folded else { return nil }
    let text = node.source.text(in: node.range)
    return text.contains { $0.isNewline } ? nil : text
  }
}
