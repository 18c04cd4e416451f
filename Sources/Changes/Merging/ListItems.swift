import Documents

/// The elements of a list in its three versions, matched by what they are known by.
struct ListItems {
  /// The labels of each version's elements, in order.
  let labels: Trio<[String]>
  /// What the elements are.
  let elementRole: FieldRole

  private let elements: Trio<[String: Node]>

  /// Matches the elements; nil where they have nothing, or not enough, to be known by.
  init?(_ lists: Trio<Node>, _ role: FieldRole) {
    elementRole = role.isRecordList ? .record : .other
    let nodes = lists.map { list -> [Node]? in list.kind == .array ? Array(list.elements) : nil }
    if role.isRecordList, nodes.present.allSatisfy({ $0.count == 1 }) {
      // A single record stays the same one under another name.
      let names = nodes.map { Self.label(of: $0[0], role) }
      let label = names.base ?? names.present.min { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? "0"
      labels = nodes.map { _ in [label] }
      elements = nodes.map { [label: $0[0]] }
      return
    }
    var isComplete = true
    labels = nodes.map { nodes in
      let labels = nodes.compactMap { Self.label(of: $0, role) }
      if labels.count < nodes.count || Set(labels).count < nodes.count { isComplete = false }
      return labels
    }
    guard isComplete else { return nil }
    elements = nodes.map { nodes in
      Dictionary(nodes.compactMap { node in Self.label(of: node, role).map { ($0, node) } }) { first, _ in
        first
      }
    }
  }

  func versions(_ label: String) -> Trio<Node> { elements.map { $0[label] } }

  private static func label(of element: Node, _ role: FieldRole) -> String? {
    switch element.kind {
    case .array: return nil
    case .object:
      let words = role.identity.compactMap { names in
        names.lazy.compactMap { element[$0] }.first.flatMap { $0.count == 0 ? $0.text : nil }
      }
      return words.isEmpty ? nil : words.joined(separator: "/")
    case .null, .bool, .number: return "\(element.kind) \(element.text)"
    case .string: return element.text
    }
  }
}

extension FieldRole {
  fileprivate var isRecordList: Bool {
    switch self {
    case .document, .list(key: "model"): true
    case .list, .record, .other: false
    }
  }

  /// The fields that tell elements of a list apart; of alternatives the first that is there counts.
  fileprivate var identity: [[String]] {
    switch self {
    case .document, .list(key: "model"):
      [["model_name", "model_family"], ["engine", "model_engine"], ["model_format"], ["cache_name"]]
    case .list(key: "model_specs"):
      [["model_format"], ["model_size_in_billions"], ["activated_size_in_billions"]]
    default: [["key", "name", "id", "model_id", "path"]]
    }
  }
}
