import Documents

extension Evaluator {
  /// Performs one keyword that applies to the node itself.
  mutating func perform(_ step: Step, _ schema: Int32, _ node: NodeID) -> Bool {
    switch step {
    case .reference(let child): return evaluate(child, node)
    case .dynamicReference(let number): return evaluate(target(of: Int(number)), node)
    case .values(let number): return checkValues(Int(number), schema, node)
    case .allOf(let run):
      var isValid = true
      for index in run.indices where !evaluate(program.parts.children[index], node) {
        isValid = false
        if !isCollecting { return false }
      }
      return isValid
    case .anyOf(let run): return checkAnyOf(run, schema, node)
    case .oneOf(let run): return checkOneOf(run, schema, node)
    case .not(let child): return checkNot(child, schema, node)
    case .condition(let condition, let then, let otherwise):
      return evaluate(tries(condition, node) ? then : otherwise, node)
    }
  }

  /// The outermost resource in the dynamic scope that has the anchor decides.
  private func target(of number: Int) -> Child {
    let reference = program.parts.dynamicReferences[number]
    for resource in scope {
      if let candidate = reference.candidates[resource] { return candidate }
    }
    return reference.child
  }

  private mutating func checkNot(_ child: Child, _ schema: Int32, _ node: NodeID) -> Bool {
    let firstMark = marks.count
    let isValid = !tries(child, node)
    // What was evaluated by a schema that must fail counts for nothing.
    marks.removeLast(marks.count - firstMark)
    return isValid || fail(.not, schema, node) && false
  }

  private mutating func checkAnyOf(_ run: Run, _ schema: Int32, _ node: NodeID) -> Bool {
    var isValid = false
    for index in run.indices where tries(program.parts.children[index], node) {
      isValid = true
      // Further branches matter only for what they evaluate.
      if !isTracking { break }
    }
    if !isValid, isCollecting { explain(run, .anyOf, schema, node) }
    return isValid
  }

  private mutating func checkOneOf(_ run: Run, _ schema: Int32, _ node: NodeID) -> Bool {
    var matches: [Int] = []
    for index in run.indices where tries(program.parts.children[index], node) {
      matches.append(index - Int(run.start))
      if matches.count > 1, !isCollecting { break }
    }
    if matches.count == 1 { return true }
    if isCollecting {
      if matches.isEmpty {
        explain(run, .oneOf, schema, node)
      } else {
        _ = fail(.oneOf, schema, node, .matches(matches))
      }
    }
    return false
  }

  private mutating func checkValues(_ number: Int, _ schema: Int32, _ node: NodeID) -> Bool {
    let values = program.parts.values[number]
    if document.kind(of: node) == .string {
      if document.withText(of: node, { program.parts.tables.find($0, in: values.strings) }) >= 0 {
        return true
      }
    } else {
      for place in values.others {
        let document = program.registry.documents[place.document]
        if NodeEquality.equal(node, self.document, place.node, document) { return true }
      }
    }
    return fail(values.keyword, schema, node) && false
  }

  /// Collects the faults of each branch and keeps those that say most.
  private mutating func explain(_ run: Run, _ keyword: Keyword, _ schema: Int32, _ node: NodeID) {
    let branches = program.parts.children[run.indices].map { faults(of: $0, node) }
    let chosen = BranchChoice(branches: branches, depth: documentDepth).faults(
      keyword, schema, node, program.parts)
    append(chosen)
  }
}
