import Documents

/// Puts together what all schemas of one value say of it.
struct ShapeReader {
  private let fields: SchemaFields

  init(_ fields: SchemaFields) {
    self.fields = fields
  }

  func shape(_ places: [SchemaFields.Place]) -> FieldShape {
    var shape = FieldShape()
    for place in fields.expanded(places) {
      guard let node = fields.node(place) else { continue }
      shape.kinds.formUnion(Self.kinds(node))
      if shape.choices.isEmpty { shape.choices = Self.choices(node) }
      if shape.purpose == nil { shape.purpose = node["description"]?.string }
      if shape.examples.isEmpty { shape.examples = node["examples"]?.elements.map { Literal($0) } ?? [] }
      if node["deprecated"]?.bool == true { shape.isDeprecated = true }
      for member in node["properties"]?.members.map({ $0.name }) ?? [] where !shape.keys.contains(member) {
        shape.keys.append(member)
      }
      if let items = fields.child(place, "items") {
        for item in fields.expanded([items]) {
          guard let node = fields.node(item) else { continue }
          shape.itemKinds.formUnion(Self.kinds(node))
          if shape.itemChoices.isEmpty { shape.itemChoices = Self.choices(node) }
        }
      }
    }
    shape.required = required(places)
    if shape.kinds.isEmpty { shape.kinds = Set(shape.choices.map(Self.kind)) }
    if shape.itemKinds.isEmpty { shape.itemKinds = Set(shape.itemChoices.map(Self.kind)) }
    return shape
  }

  /// Keys that are required whatever the others are; alternatives that only require are a group.
  private func required(_ places: [SchemaFields.Place]) -> [[String]] {
    var groups: [[String]] = []
    for place in fields.expanded(places, alternatives: false) {
      guard let node = fields.node(place) else { continue }
      groups += Self.texts(node["required"]).map { [$0] }
      for key in ["anyOf", "oneOf"] {
        let branches = node[key]?.elements.map { Self.texts($0["required"]) } ?? []
        if !branches.isEmpty, branches.allSatisfy({ $0.count == 1 }) {
          groups.append(branches.flatMap { $0 })
        }
      }
    }
    var seen: Set<[String]> = []
    return groups.filter { seen.insert($0).inserted }
  }

  private static func kinds(_ node: Node) -> Set<FieldShape.Kind> {
    let names = node["type"]?.string.map { [$0] } ?? texts(node["type"])
    return Set(names.compactMap(FieldShape.Kind.init))
  }

  private static func choices(_ node: Node) -> [Literal] {
    if let only = node["const"] { return [Literal(only)] }
    return node["enum"]?.elements.map { Literal($0) } ?? []
  }

  private static func kind(_ literal: Literal) -> FieldShape.Kind {
    switch literal {
    case .null: .null
    case .bool: .flag
    case .number(let text): text.contains(where: { ".eE".contains($0) }) ? .number : .integer
    case .string: .text
    case .list: .list
    case .mapping: .mapping
    }
  }

  private static func texts(_ node: Node?) -> [String] { node?.elements.compactMap(\.string) ?? [] }
}
