import Documents

extension Evaluator {
  mutating func checkArray(_ checks: ArrayChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    var isValid = true
    var item = document.firstChild(of: node)
    let end = document.end(of: node)
    var index = Int(checks.prefix.start)
    while item < end {
      let isPrefix = index < checks.prefix.end
      let child = isPrefix ? program.parts.children[index] : checks.items
      if !child.isAbsent {
        if isTracking { marks.append(item) }
        if !evaluateChild(child, item) {
          isValid = false
          if !isCollecting { return false }
        }
      }
      index += isPrefix ? 1 : 0
      item = document.next(after: item)
    }
    if !checkSize(checks, schema, node) { isValid = false }
    if !checks.contains.isAbsent, isValid || isCollecting, !checkContains(checks, schema, node) {
      isValid = false
    }
    return isValid
  }

  private mutating func checkSize(_ checks: ArrayChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    let count = document.count(of: node)
    var isValid = true
    if count < checks.minimum {
      guard fail(.minItems, schema, node, .count(count)) else { return false }
      isValid = false
    }
    if count > checks.maximum {
      guard fail(.maxItems, schema, node, .count(count)) else { return false }
      isValid = false
    }
    if checks.isUnique, let found = NodeEquality.firstRepetition(in: node, document) {
      guard fail(.uniqueItems, schema, found.item, .repetition(of: found.earlier)) else { return false }
      isValid = false
    }
    return isValid
  }

  private mutating func checkContains(_ checks: ArrayChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    var found = 0
    var item = document.firstChild(of: node)
    let end = document.end(of: node)
    while item < end {
      let wasTracking = isTracking
      isTracking = false
      if tries(checks.contains, item) {
        found += 1
        if wasTracking { marks.append(item) }
      }
      isTracking = wasTracking
      item = document.next(after: item)
    }
    if found < checks.minimumContains {
      let keyword: Keyword = checks.minimumContains == 1 ? .contains : .minContains
      _ = fail(keyword, schema, node, .count(found))
      return false
    }
    if found > checks.maximumContains {
      _ = fail(.maxContains, schema, node, .count(found))
      return false
    }
    return true
  }

  // MARK: Unevaluated

  /// The children of a node that no keyword has looked at.
  mutating func checkUnevaluated(
    _ schema: Subschema, _ number: Int32, _ kind: NodeKind, _ node: NodeID, _ firstMark: Int
  ) -> Bool {
    let child = kind == .object ? schema.unevaluatedProperties : schema.unevaluatedItems
    guard kind == .object || kind == .array, !child.isAbsent else { return true }
    let evaluated = Set(marks[firstMark...])
    var isValid = true
    var current = document.firstChild(of: node)
    let end = document.end(of: node)
    while current < end {
      let value = kind == .object ? document.value(ofKey: current) : current
      if !evaluated.contains(value) {
        let isPassed =
          kind == .object
          ? checkRest(child, .unevaluatedProperties, number, current, value)
          : checkItem(child, number, value)
        if !isPassed {
          isValid = false
          if !isCollecting { return false }
        }
        marks.append(value)
      }
      current = document.next(after: value)
    }
    return isValid
  }

  private mutating func checkItem(_ child: Child, _ number: Int32, _ item: NodeID) -> Bool {
    guard isCollecting, child.number >= 0, program.parts.subschemas[Int(child.number)].types.isEmpty else {
      return evaluateChild(child, item)
    }
    _ = fail(.unevaluatedItems, number, item)
    return false
  }
}
