import Documents
import ECMARegex

extension Evaluator {
  mutating func checkObject(_ checks: ObjectChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    var isValid = true
    var seen: UInt64 = 0
    var key = document.firstChild(of: node)
    let end = document.end(of: node)
    while key < end {
      let value = document.value(ofKey: key)
      if !checkMember(checks, schema, key, value, &seen) {
        isValid = false
        if !isCollecting { return false }
      }
      key = document.next(after: value)
    }
    if seen & checks.required != checks.required {
      guard failRequired(checks, schema, node, seen) else { return false }
      isValid = false
    }
    return checkCounts(checks, schema, node) && checkDependencies(checks, schema, node) && isValid
  }

  @inline(__always)
  private mutating func checkMember(
    _ checks: ObjectChecks, _ schema: Int32, _ key: NodeID, _ value: NodeID, _ seen: inout UInt64
  ) -> Bool {
    var isValid = true
    var isOwn = false
    var isEvaluated = false
    let number = document.withText(of: key) { program.parts.tables.find($0, in: checks.table) }
    if number >= 0 {
      let slot = program.parts.slots[Int(checks.firstSlot + number)]
      seen |= slot.required
      isOwn = !slot.child.isAbsent
      isEvaluated = slot.isEvaluated
      if !evaluateChild(slot.child, value) { isValid = false }
    }
    if !checks.patterns.isEmpty, !checkPatterns(checks, key, value, &isOwn) { isValid = false }
    if !isOwn, !checks.additional.isAbsent {
      isOwn = true
      if !checkRest(checks.additional, .additionalProperties, schema, key, value) { isValid = false }
    }
    if !checks.unevaluated.isAbsent, !isEvaluated, !isOwn, !matchesAny(checks.evaluatedPatterns, key) {
      isOwn = true
      if !checkRest(checks.unevaluated, .unevaluatedProperties, schema, key, value) { isValid = false }
    }
    if isTracking, isOwn { marks.append(value) }
    if !checks.names.isAbsent, !checkName(checks.names, schema, key) { isValid = false }
    return isValid
  }

  private mutating func checkPatterns(
    _ checks: ObjectChecks, _ key: NodeID, _ value: NodeID, _ isOwn: inout Bool
  ) -> Bool {
    var isValid = true
    for index in checks.patterns.indices {
      let rule = program.parts.patterns[index]
      guard matches(rule.expression, key) else { continue }
      isOwn = true
      if !evaluateChild(rule.child, value) { isValid = false }
    }
    return isValid
  }

  private func matchesAny(_ rules: Run, _ key: NodeID) -> Bool {
    rules.indices.contains { matches(program.parts.patterns[$0].expression, key) }
  }

  func matches(_ expression: Int32, _ node: NodeID) -> Bool {
    document.withText(of: node) { program.parts.expressions[Int(expression)].search($0) } == .found
  }

  /// A value that no other keyword looked at; where nothing is allowed, its key is the fault.
  mutating func checkRest(
    _ child: Child, _ keyword: Keyword, _ schema: Int32, _ key: NodeID, _ value: NodeID
  ) -> Bool {
    guard isCollecting, child.number >= 0, program.parts.subschemas[Int(child.number)].types.isEmpty else {
      return evaluateChild(child, value)
    }
    documentDepth += 1
    defer { documentDepth -= 1 }
    _ = fail(keyword, schema, value, key: key)
    return false
  }

  /// `propertyNames`: the key takes the place of the value.
  private mutating func checkName(_ child: Child, _ schema: Int32, _ key: NodeID) -> Bool {
    let noted = faults.count
    let isValid = evaluateChild(child, key)
    if isCollecting { point(faultsFrom: noted, at: key) }
    return isValid
  }

  private mutating func failRequired(
    _ checks: ObjectChecks, _ schema: Int32, _ node: NodeID, _ seen: UInt64
  ) -> Bool {
    guard isCollecting else { return false }
    for number in 0..<checks.table.count {
      let slot = program.parts.slots[Int(checks.firstSlot + number)]
      guard slot.required & ~seen != 0 else { continue }
      let name = program.parts.tables.name(Int(number), in: checks.table)
      _ = fail(.required, schema, node, .missing(name, because: nil))
    }
    return true
  }

  private mutating func checkCounts(_ checks: ObjectChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    let count = document.count(of: node)
    var isValid = true
    if count < checks.minimum {
      guard fail(.minProperties, schema, node, .count(count)) else { return false }
      isValid = false
    }
    if count > checks.maximum {
      guard fail(.maxProperties, schema, node, .count(count)) else { return false }
      isValid = false
    }
    return isValid
  }

  private mutating func checkDependencies(_ checks: ObjectChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    var isValid = true
    for index in checks.dependencies.indices {
      let dependency = program.parts.dependencies[index]
      if let trigger = dependency.trigger, document.key(trigger, in: node) == nil { continue }
      for name in dependency.required where document.key(name, in: node) == nil {
        let detail = Fault.Detail.missing(name, because: dependency.trigger)
        guard fail(dependency.keyword, schema, node, detail) else { return false }
        isValid = false
      }
      if !evaluate(dependency.child, node) {
        isValid = false
        if !isCollecting { return false }
      }
    }
    return isValid
  }
}
