public import Diagnostics
public import Documents

/// How schemas are compiled.
public struct SchemaOptions: Sendable {
  /// Whether `format` refuses a string that has another form; else it only tells.
  public var assertsFormats: Bool

  /// Makes options; by default formats are told, not asserted, as the standard has it.
  public init(assertsFormats: Bool = false) {
    self.assertsFormats = assertsFormats
  }
}

/// A compiled JSON Schema of draft 2020-12.
///
/// ``` swift
/// var registry = SchemaRegistry()
/// registry.add(schemaDocument, at: "file:///catalog/schema/llm.schema.json")
/// let (schema, faults) = registry.compile("file:///catalog/schema/llm.schema.json")
/// for failure in schema?.failures(in: entry) ?? [] { report(failure.diagnostic()) }
/// ```
public struct Schema: Sendable {
  private let program: Program

  init(_ program: Program) { self.program = program }

  /// Whether a node is valid: the quick way, which stops at the first fault.
  public func accepts(_ node: Node) -> Bool {
    var evaluator = Evaluator(program, node.document)
    return evaluator.accepts(node.id) && !evaluator.gaveUp
  }

  /// All that is wrong with a node, in the order of the document; nothing if it is valid.
  public func failures(in node: Node) -> [SchemaFailure] {
    var evaluator = Evaluator(program, node.document)
    if evaluator.accepts(node.id), !evaluator.gaveUp { return [] }
    evaluator = Evaluator(program, node.document)
    let faults = evaluator.collectFaults(node.id)
    let writer = FailureWriter(program, node)
    var failures = SchemaFailure.joiningMisspeltKeys(faults.map { writer.failure($0) })
    if evaluator.gaveUp || failures.isEmpty { failures.append(writer.exhausted()) }
    return Self.sorted(failures)
  }

  /// In the order of the document, what is said twice of one place said once.
  private static func sorted(_ failures: [SchemaFailure]) -> [SchemaFailure] {
    let sorted = failures.sorted { ($0.range.lowerBound, $0.message) < ($1.range.lowerBound, $1.message) }
    return sorted.enumerated().filter { index, failure in
      guard index > 0 else { return true }
      let before = sorted[index - 1]
      return before.instanceLocation != failure.instanceLocation || before.message != failure.message
    }.map(\.element)
  }
}

extension SchemaRegistry {
  /// Compiles the schema that a reference names: a URI of the registry, with or without a fragment.
  ///
  /// The schema is `nil` exactly if one of the findings is an error: a reference that leads nowhere, a keyword
  /// with the wrong kind of value, a pattern that is no regular expression.
  public func compile(
    _ reference: String, options: SchemaOptions = SchemaOptions()
  ) -> (schema: Schema?, diagnostics: [Diagnostic]) {
    var compiler = SchemaCompiler(self, assertsFormats: options.assertsFormats)
    switch compiler.registry.resolve(reference, against: URIReference("")) {
    case .failure(let fault):
      let location = Location(path: URIReference(reference).resource.description)
      return (nil, [Diagnostic("schema", fault.message, at: location, help: fault.help)])
    case .success(let place):
      let program = compiler.compile(place)
      let used = Set(program.parts.places.map(\.document)).sorted().filter { !isStandard($0) }
      let findings = compiler.diagnostics + used.flatMap { metaschemaFindings(documents[$0]) }
      let isUsable = findings.allSatisfy { $0.severity < .error }
      return (isUsable ? Schema(program) : nil, findings.sorted())
    }
  }

  private static let standardMetaschema = SchemaRegistry().compiledUnchecked(Dialect.standardURI)

  private func compiledUnchecked(_ reference: String) -> Schema? {
    var compiler = SchemaCompiler(self, assertsFormats: false)
    guard case .success(let place) = compiler.registry.resolve(reference, against: URIReference("")) else {
      return nil
    }
    return Schema(compiler.compile(place))
  }

  /// What the meta-schema of a document says about it.
  private func metaschemaFindings(_ document: Document) -> [Diagnostic] {
    let named = document.rootNode["$schema"]?.string ?? Dialect.standardURI
    let isStandard = URIReference(named).resource.description == Dialect.standardURI
    let metaschema = isStandard ? Self.standardMetaschema : compiledUnchecked(named)
    return metaschema?.failures(in: document.rootNode).map { $0.diagnostic() } ?? []
  }
}
