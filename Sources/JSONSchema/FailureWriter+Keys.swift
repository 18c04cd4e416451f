import Diagnostics
import Documents

/// The words for keys: missing, unknown, excluding each other.
extension FailureWriter {
  func missingWords(_ fault: Fault, _ subject: Subject) -> Words {
    guard case .missing(let name, let trigger) = fault.detail else {
      return Words(message: "A key is missing")
    }
    let reason = trigger.map { ", which ‘\($0)’ requires" } ?? ""
    return Words(
      message: "‘\(name)’ is missing\(place(subject))\(reason)",
      help: description(ofKey: name, fault) ?? "Add it.")
  }

  /// Where a key is missing.
  func place(_ subject: Subject) -> String {
    if subject.steps.isEmpty { return "" }
    return " in " + (subject.name.hasPrefix("Item") ? "item" + subject.name.dropFirst(4) : subject.name)
  }

  /// What the schemas of a mapping say about one of its keys.
  private func description(ofKey name: String, _ fault: Fault) -> String? {
    for number in schemasInPlace(fault.trail) {
      let schema = program.parts.subschemas[Int(number)]
      guard schema.object >= 0 else { continue }
      let checks = program.parts.objects[Int(schema.object)]
      let slot = program.parts.tables.find(Array(name.utf8).span, in: checks.table)
      guard slot >= 0 else { continue }
      if let text = description(of: program.parts.slots[Int(checks.firstSlot + slot)].child) { return text }
    }
    return nil
  }

  /// Some subschemas and all that apply to the same node with them, in that order.
  private func schemasInPlace(_ first: some Sequence<Int32>) -> [Int32] {
    var found: [Int32] = []
    var pending = Array(first)
    while !pending.isEmpty {
      let fresh = pending.filter { !found.contains($0) }
      found += fresh
      pending = fresh.flatMap { program.parts.inPlace($0) }
    }
    return found
  }

  /// More than one branch of `oneOf` fits; where each asks for one key only, these exclude each other.
  func ambiguousWords(_ numbers: [Int], _ fault: Fault, _ subject: Subject) -> Words {
    let branches = argument(fault).map { Array($0.elements) } ?? []
    let names = numbers.compactMap { number -> String? in
      let branch = branches[number]
      let required = branch["required"]
      return branch.count == 1 && required?.count == 1 ? required?.elements.first { _ in true }?.text : nil
    }
    if names.count == numbers.count {
      let list = names.map { "‘\($0)’" }.joined(separator: " and ")
      return Words(message: "\(list) cannot stand together\(place(subject))", help: "Keep one of them.")
    }
    let list = numbers.map { "\($0 + 1)" }.joined(separator: " and ")
    return Words(message: "\(subject.name) fits more than one of the schema's alternatives: number \(list)")
  }

  /// The words for a key that `propertyNames` refuses.
  func keyWords(_ fault: Fault, _ key: Node) -> Words {
    let name = "The key ‘\(Self.shortened(key.text))’"
    switch fault.keyword {
    case .enum, .const:
      let known = allowed(fault).map(\.text)
      let suggestion = Spelling.nearest(to: key.text, among: known)
      let help =
        suggestion.map { "Did you mean ‘\($0)’?" } ?? "Allowed keys: \(Self.list(known.map { "‘\($0)’" }))."
      return Words(message: "\(name) is not allowed here", help: help, suggestion: suggestion)
    case .pattern: return Words(message: "\(name) does not match \(argument(fault)?.text ?? "its pattern")")
    case .minLength where key.text.isEmpty: return Words(message: "A key must not be empty")
    default: return Words(message: "\(name) does not fit ‘\(fault.keyword.rawValue)’")
    }
  }

  func unknownKeyWords(_ fault: Fault, _ value: Node) -> Words {
    guard let key = fault.key.map({ Node(value.document, $0) }) else {
      return Words(message: "This is not allowed here")
    }
    let present = Set(siblings(of: key))
    let known = knownKeys(fault)
    let suggestion = Spelling.nearest(to: key.text, among: known.filter { !present.contains($0) })
    var help = suggestion.map { "Did you mean ‘\($0)’?" }
    if help == nil, !known.isEmpty { help = "Known keys: \(Self.list(known.sorted().map { "‘\($0)’" }))." }
    return Words(
      message: "‘\(Self.shortened(key.text))’ is not a known key here", help: help, suggestion: suggestion)
  }

  private func siblings(of key: Node) -> [String] {
    var steps = JSONPointer.path(from: key.document.root, to: key.id, in: key.document)
    steps.removeLast()
    let parent = steps.reduce(Optional(key.document.rootNode)) { node, step in
      switch step {
      case .key(let name): node?[name]
      case .index(let index): node.flatMap { Array($0.elements)[index] }
      }
    }
    return parent?.members.map(\.name) ?? []
  }

  /// The keys that a schema and those applied with it declare.
  private func knownKeys(_ fault: Fault) -> [String] {
    let schemas = fault.keyword == .unevaluatedProperties ? schemasInPlace([fault.schema]) : [fault.schema]
    let names = schemas.flatMap { number in
      program.registry.node(program.parts.places[Int(number)])["properties"]?.members.map(\.name) ?? []
    }
    return Set(names).sorted()
  }
}
