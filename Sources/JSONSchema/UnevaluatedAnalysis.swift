/// Finds out which `unevaluatedProperties` need no bookkeeping while a document is evaluated.
///
/// What `properties`, `$ref` and `allOf` evaluate is known beforehand: if one of them fails, so does the whole
/// schema. Only branches that may or may not apply can change it, and as a rule they name no other keys. Then
/// the keyword is a look-up in the table of names that the object needs anyway.
struct UnevaluatedAnalysis {
  private let parts: ProgramParts
  private let drafts: [ObjectDraft]

  /// Keys that a schema evaluates.
  private struct Keys {
    var names: Set<String> = []
    var expressions: Set<Int32> = []
    var isEverything = false
    /// A dynamic reference may lead anywhere.
    var isUnknown = false

    func covers(_ other: Keys) -> Bool {
      isEverything
        || !other.isEverything && !other.isUnknown && other.names.isSubset(of: names)
          && other.expressions.isSubset(of: expressions)
    }

    mutating func formUnion(_ other: Keys) {
      names.formUnion(other.names)
      expressions.formUnion(other.expressions)
      isEverything = isEverything || other.isEverything
      isUnknown = isUnknown || other.isUnknown
    }
  }

  /// Keys evaluated always, and keys evaluated if some branch applies.
  private struct Evaluation {
    var always = Keys()
    var perhaps = Keys()
    var seen: Set<Int32> = []
    var seenPerhaps: Set<Int32> = []
  }

  /// Decides for every schema of a compiler.
  static func run(_ compiler: inout SchemaCompiler) {
    let analysis = UnevaluatedAnalysis(parts: compiler.parts, drafts: compiler.objectDrafts)
    for number in compiler.parts.subschemas.indices {
      let schema = compiler.parts.subschemas[number]
      if !schema.unevaluatedItems.isAbsent { compiler.parts.subschemas[number].tracks = true }
      guard !schema.unevaluatedProperties.isAbsent else { continue }
      var evaluation = Evaluation()
      analysis.collect(Int32(number), isRoot: true, into: &evaluation, perhaps: false)
      guard !evaluation.always.isUnknown, evaluation.always.covers(evaluation.perhaps) else {
        compiler.parts.subschemas[number].tracks = true
        continue
      }
      compiler.parts.subschemas[number].unevaluatedProperties = .absent
      if !evaluation.always.isEverything {
        compiler.close(Int(schema.object), evaluation.always.names, evaluation.always.expressions, schema)
      }
    }
  }

  private func collect(_ number: Int32, isRoot: Bool, into evaluation: inout Evaluation, perhaps: Bool) {
    let isNew =
      perhaps ? evaluation.seenPerhaps.insert(number).inserted : evaluation.seen.insert(number).inserted
    guard isNew else { return }
    let schema = parts.subschemas[Int(number)]
    var keys = Keys()
    if schema.object >= 0 {
      let checks = parts.objects[Int(schema.object)]
      keys.names = Set(drafts[Int(schema.object)].slots.filter(\.value.isEvaluated).keys)
      keys.expressions = Set(parts.patterns[checks.patterns.indices].map(\.expression))
      keys.isEverything = !checks.additional.isAbsent || !isRoot && !schema.unevaluatedProperties.isAbsent
    }
    for child in parts.dependencies(of: schema).map(\.child) {
      collect(child, into: &evaluation, perhaps: true)
    }
    for step in parts.steps[schema.steps.indices] {
      switch step {
      case .reference(let child): collect(child, into: &evaluation, perhaps: perhaps)
      case .dynamicReference: keys.isUnknown = true
      case .allOf(let run):
        for child in parts.children[run.indices] { collect(child, into: &evaluation, perhaps: perhaps) }
      case .anyOf(let run), .oneOf(let run):
        for child in parts.children[run.indices] { collect(child, into: &evaluation, perhaps: true) }
      case .condition(let condition, let then, let otherwise):
        for child in [condition, then, otherwise] { collect(child, into: &evaluation, perhaps: true) }
      case .not, .values: break
      }
    }
    if perhaps { evaluation.perhaps.formUnion(keys) } else { evaluation.always.formUnion(keys) }
  }

  private func collect(_ child: Child, into evaluation: inout Evaluation, perhaps: Bool) {
    if child.number >= 0 { collect(child.number, isRoot: false, into: &evaluation, perhaps: perhaps) }
  }
}

extension ProgramParts {
  /// The dependencies of a schema's object checks.
  func dependencies(of schema: Subschema) -> ArraySlice<Dependency> {
    schema.object < 0 ? [] : dependencies[objects[Int(schema.object)].dependencies.indices]
  }
}

extension SchemaCompiler {
  /// Makes an object's table tell which keys are evaluated by any schema for the same node.
  fileprivate mutating func close(
    _ object: Int, _ names: Set<String>, _ expressions: Set<Int32>, _ schema: Subschema
  ) {
    for name in names.sorted() { objectDrafts[object].update(name) { $0.isEvaluated = true } }
    let start = parts.patterns.count
    parts.patterns += expressions.sorted().map { PatternRule(expression: $0, child: .anything) }
    parts.objects[object].evaluatedPatterns = Run(start: Int32(start), end: Int32(parts.patterns.count))
    parts.objects[object].unevaluated = schema.unevaluatedProperties
  }
}
