import Diagnostics
import Documents

/// Puts faults into words.
struct FailureWriter {
  let program: Program
  let root: Node

  init(_ program: Program, _ root: Node) {
    self.program = program
    self.root = root
  }

  /// What is said about one fault.
  struct Words {
    var message: String
    var help: String?
    var suggestion: String?
    var note: Note?
  }

  func failure(_ fault: Fault) -> SchemaFailure {
    let value = Node(root.document, fault.node)
    let subject = Subject(value, in: root)
    let words = fault.key == fault.node ? keyWords(fault, value) : words(fault, value, subject)
    let key = fault.key.map { Node(root.document, $0) }
    return SchemaFailure(
      keyword: fault.keyword.rawValue, schemaLocation: location(fault), node: value, key: key,
      missingKey: fault.missingKey,
      instanceLocation: JSONPointer.text(of: subject.steps), range: key?.range ?? subject.range,
      message: words.message, help: words.help ?? description(fault), suggestion: words.suggestion,
      note: words.note)
  }

  /// The failure of an evaluation that met its limits.
  func exhausted() -> SchemaFailure {
    SchemaFailure(
      keyword: Keyword.ref.rawValue, schemaLocation: program.parts.places.isEmpty ? "#" : location(0),
      node: root,
      key: nil, missingKey: nil, instanceLocation: "", range: Subject(root, in: root).range,
      message: "The schema takes too long for this document, or refers to itself without end",
      help: "Look for a ‘$dynamicRef’ or ‘$ref’ that comes back to its own schema.", suggestion: nil,
      note: nil)
  }

  // MARK: The schema's side

  /// The schema object that has the keyword.
  func schema(_ fault: Fault) -> Node { program.registry.node(program.parts.places[Int(fault.schema)]) }

  /// The keyword's value.
  func argument(_ fault: Fault) -> Node? { schema(fault)[fault.keyword.rawValue] }

  private func location(_ fault: Fault) -> String {
    location(fault.schema) + (schema(fault).kind == .object ? "/" + fault.keyword.rawValue : "")
  }

  private func location(_ number: Int32) -> String {
    let place = program.parts.places[Int(number)]
    let resource = program.registry.resources[Int(program.parts.subschemas[Int(number)].resource)]
    let path = JSONPointer.path(
      from: resource.root.node, to: place.node, in: program.registry.documents[place.document])
    return "\(resource.uri)#\(JSONPointer.text(of: path))"
  }

  /// The schema's own words about the value: those nearest to the key that it stands under.
  private func description(_ fault: Fault) -> String? {
    for number in fault.trail {
      let schema = program.registry.node(program.parts.places[Int(number)])
      if let text = schema["description"]?.string { return Self.sentence(text) }
    }
    return nil
  }

  /// What a subschema, or the one it refers to, says about itself.
  func description(of child: Child) -> String? {
    var child = child
    // References cannot lead in a circle, yet a dynamic one might.
    for _ in 0..<8 where child.number >= 0 {
      let schema = program.registry.node(program.parts.places[Int(child.number)])
      if let text = schema["description"]?.string { return Self.sentence(text) }
      let steps = program.parts.subschemas[Int(child.number)].steps
      guard let first = steps.indices.first, case .reference(let next) = program.parts.steps[first] else {
        return nil
      }
      child = next
    }
    return nil
  }

  static func sentence(_ text: String) -> String {
    guard let last = text.unicodeScalars.last else { return text }
    return ".!?:…。".unicodeScalars.contains(last) ? text : text + "."
  }
}

/// The value at fault as a sentence names it, and where to point.
struct Subject {
  let steps: [PathStep]
  let name: String
  /// The key of the value, if it has one.
  let key: NodeID?
  let range: Range<Int>

  init(_ value: Node, in root: Node) {
    let document = value.document
    steps = JSONPointer.path(from: document.root, to: value.id, in: document)
    key = JSONPointer.key(of: value.id, in: document)
    name = Self.name(steps)
    range = Self.range(value, key.map { Node(document, $0) })
  }

  private static func name(_ steps: [PathStep]) -> String {
    switch steps.last {
    case .key(let name): return "‘\(name)’"
    case .index(let index):
      let owner = steps.dropLast().last.map { step in
        if case .key(let name) = step { return " of ‘\(name)’" }
        return ""
      }
      return "Item \(index + 1)\(owner ?? "")"
    case nil: return "This document"
    }
  }

  /// A scalar's own bytes; of a mapping or list its key, or what it begins with.
  private static func range(_ value: Node, _ key: Node?) -> Range<Int> {
    let range = value.range
    if value.kind != .object, value.kind != .array, !range.isEmpty { return range }
    if let key { return key.range }
    if value.kind == .object, value.count > 0 {
      return value.document.range(of: value.document.firstChild(of: value.id))
    }
    return range.lowerBound..<min(range.upperBound, range.lowerBound + 1)
  }
}
