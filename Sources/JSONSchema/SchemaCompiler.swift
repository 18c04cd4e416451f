import Diagnostics
import Documents
import ECMARegex

/// Turns schemas into a program: those that can be reached from one reference.
struct SchemaCompiler {
  typealias Place = SchemaRegistry.Place

  var registry: SchemaRegistry
  let assertsFormats: Bool
  var parts = ProgramParts()
  var diagnostics: [Diagnostic] = []
  private var numbers: [Place: Int32] = [:]
  private var pending: [Int32] = []
  private var dialects: [Int: Dialect] = [:]
  private var expressionNumbers: [String: Int32] = [:]
  private var dynamicNames: [(reference: Int, name: String)] = []
  /// The drafts of object checks, whose tables are made when all names are known.
  var objectDrafts: [ObjectDraft] = []

  init(_ registry: SchemaRegistry, assertsFormats: Bool) {
    self.registry = registry
    self.assertsFormats = assertsFormats
  }

  /// The program for the schema that a place holds, with what is wrong with it.
  mutating func compile(_ place: Place) -> Program {
    let root = child(at: place)
    compilePending()
    UnevaluatedAnalysis.run(&self)
    finishObjects()
    reportCycles()
    return Program(parts, registry, root: root)
  }

  private mutating func compilePending() {
    repeat {
      while let number = pending.popLast() { compile(number) }
      addDynamicCandidates()
    } while !pending.isEmpty
  }

  /// Has the anchors compiled that a dynamic reference may meet in resources that can be entered.
  private mutating func addDynamicCandidates() {
    for resource in Set(parts.subschemas.map(\.resource)).sorted() {
      for (reference, name) in dynamicNames {
        guard parts.dynamicReferences[reference].candidates[resource] == nil,
          let node = registry.resources[Int(resource)].dynamicAnchors[name]
        else { continue }
        let document = registry.resources[Int(resource)].root.document
        parts.dynamicReferences[reference].candidates[resource] = child(
          at: Place(document: document, node: node))
      }
    }
  }

  // MARK: Numbering

  /// The subschema for a node; it is compiled later.
  mutating func child(at place: Place) -> Child {
    let node = registry.node(place)
    if node.bool == true || node.kind == .object && node.count == 0 { return .anything }
    if let number = numbers[place] { return Child(number: number) }
    let number = Int32(parts.subschemas.count)
    let resource = registry.owner(of: place) ?? 0
    parts.subschemas.append(Subschema(resource: Int32(resource)))
    parts.places.append(place)
    numbers[place] = number
    pending.append(number)
    return Child(number: number)
  }

  mutating func child(_ node: Node, in place: Place) -> Child {
    child(at: Place(document: place.document, node: node.id))
  }

  mutating func expression(_ pattern: Node) -> Int32? {
    if let number = expressionNumbers[pattern.text] { return number }
    do throws(PatternError) {
      parts.expressions.append(try RegularExpression(pattern.text))
    } catch {
      report("The pattern ‘\(pattern.text)’ is no regular expression", pattern, help: "\(error.message)")
      return nil
    }
    let number = Int32(parts.expressions.count - 1)
    expressionNumbers[pattern.text] = number
    return number
  }

  mutating func report(_ message: String, _ node: Node, help: String? = nil) {
    diagnostics.append(Diagnostic("schema", message, at: Location(node.source, node.range), help: help))
  }
}

// MARK: - One schema

extension SchemaCompiler {
  /// A schema object with the keywords that its dialect knows.
  struct Source {
    let place: Place
    let resource: Int
    let dialect: Dialect
    let keywords: [Keyword: Node]

    subscript(keyword: Keyword) -> Node? { keywords[keyword] }
  }

  private mutating func compile(_ number: Int32) {
    let place = parts.places[Int(number)]
    let node = registry.node(place)
    guard node.kind == .object else {
      parts.subschemas[Int(number)].types = node.bool == false ? [] : .any
      return
    }
    let resource = Int(parts.subschemas[Int(number)].resource)
    let dialect = dialect(of: resource)
    var keywords: [Keyword: Node] = [:]
    for member in node.members {
      guard let keyword = Keyword(rawValue: member.name), keywords[keyword] == nil else { continue }
      if dialect.knows(keyword) || keyword == .format { keywords[keyword] = member.value }
    }
    let source = Source(place: place, resource: resource, dialect: dialect, keywords: keywords)
    var schema = parts.subschemas[Int(number)]
    if let type = source[.type] { schema.types = types(type) }
    schema.steps = steps(source)
    schema.string = stringChecks(source)
    schema.number = numberChecks(source)
    schema.array = arrayChecks(source)
    schema.object = objectChecks(source)
    if let node = source[.unevaluatedItems] { schema.unevaluatedItems = child(node, in: place) }
    if let node = source[.unevaluatedProperties] { schema.unevaluatedProperties = child(node, in: place) }
    parts.subschemas[Int(number)] = schema
  }

  private func types(_ node: Node) -> TypeSet {
    let names = node.kind == .array ? node.elements.compactMap(\.string) : [node.text]
    return names.reduce(into: TypeSet()) { $0.formUnion(TypeSet(name: $1) ?? []) }
  }

  private mutating func steps(_ source: Source) -> Run {
    var steps: [Step] = []
    if let node = source[.ref], let target = reference(node, source) { steps.append(.reference(target)) }
    if let node = source[.dynamicRef], let step = dynamicReference(node, source) { steps.append(step) }
    if let node = source[.const] { steps.append(values([node], .const, source)) }
    if let node = source[.enum] { steps.append(values(Array(node.elements), .enum, source)) }
    if let node = source[.allOf] { steps.append(.allOf(list(node, source))) }
    if let node = source[.anyOf] { steps.append(.anyOf(list(node, source))) }
    if let node = source[.oneOf] { steps.append(.oneOf(list(node, source))) }
    if let node = source[.not] { steps.append(.not(child(node, in: source.place))) }
    if let condition = source[.if] {
      let then = source[.then].map { child($0, in: source.place) } ?? .absent
      let otherwise = source[.else].map { child($0, in: source.place) } ?? .absent
      steps.append(.condition(child(condition, in: source.place), then: then, else: otherwise))
    }
    let start = parts.steps.count
    parts.steps += steps
    return Run(start: Int32(start), end: Int32(parts.steps.count))
  }

  mutating func list(_ node: Node, _ source: Source) -> Run {
    let children = node.elements.map { child($0, in: source.place) }
    let start = parts.children.count
    parts.children += children
    return Run(start: Int32(start), end: Int32(parts.children.count))
  }

  private mutating func values(_ nodes: [Node], _ keyword: Keyword, _ source: Source) -> Step {
    let strings = nodes.filter { $0.kind == .string }.map(\.text)
    let others = nodes.filter { $0.kind != .string }
    parts.values.append(
      ValueSet(
        keyword: keyword, strings: parts.tables.add(strings),
        others: others.map { Place(document: source.place.document, node: $0.id) }))
    return .values(Int32(parts.values.count - 1))
  }
}

// MARK: - References and dialects

extension SchemaCompiler {
  private mutating func reference(_ node: Node, _ source: Source) -> Child? {
    guard let text = node.string else { return nil }
    return resolve(text, in: source.resource, at: node).map { child(at: $0) }
  }

  private mutating func dynamicReference(_ node: Node, _ source: Source) -> Step? {
    guard let target = reference(node, source), let text = node.string else { return nil }
    let uri = URIReference(text).resolved(against: registry.resources[source.resource].uri)
    // Only if the anchor it names is a dynamic one does the dynamic scope matter.
    guard let name = uri.fragment, let resource = registry.resource(at: uri),
      registry.resources[resource].dynamicAnchors[name] != nil
    else { return .reference(target) }
    parts.dynamicReferences.append(DynamicReference(child: target))
    dynamicNames.append((parts.dynamicReferences.count - 1, name))
    return .dynamicReference(Int32(parts.dynamicReferences.count - 1))
  }

  /// The schema that a reference names; nil after a report.
  mutating func resolve(_ text: String, in resource: Int, at node: Node) -> Place? {
    switch registry.resolve(text, against: registry.resources[resource].uri) {
    case .success(let place): return place
    case .failure(let fault):
      report(fault.message, node, help: fault.help)
      return nil
    }
  }

  mutating func dialect(of resource: Int) -> Dialect {
    if let dialect = dialects[resource] { return dialect }
    let root = registry.node(registry.resources[resource].root)
    let dialect: Dialect
    if let named = root["$schema"], named.kind == .string {
      dialect = self.dialect(named)
    } else if let parent = registry.resources[resource].parent {
      dialect = self.dialect(of: parent)
    } else {
      dialect = .standard
    }
    dialects[resource] = dialect
    return dialect
  }

  private mutating func dialect(_ named: Node) -> Dialect {
    let uri = URIReference(named.text)
    guard uri.resource.description != Dialect.standardURI else { return .standard }
    guard let resource = registry.resource(at: uri) else {
      report(
        "The meta-schema ‘\(named.text)’ is not known", named,
        help: "Write ‘\(Dialect.standardURI)’, or give the meta-schema as a file.")
      return .standard
    }
    let declared = registry.node(registry.resources[resource].root)["$vocabulary"]
    guard let declared, declared.kind == .object else { return .standard }
    var vocabularies: Set<Vocabulary> = [.core]
    for member in declared.members {
      if let vocabulary = Vocabulary(uri: member.name) {
        vocabularies.insert(vocabulary)
      } else if member.value.bool == true {
        report("The meta-schema ‘\(named.text)’ requires the unknown vocabulary ‘\(member.name)’", named)
      }
    }
    return Dialect(vocabularies: vocabularies)
  }
}
