import Documents
import ECMARegex

/// Object checks before their table is made.
struct ObjectDraft {
  var names: [String] = []
  var slots: [String: PropertySlot] = [:]

  mutating func update(_ name: String, _ change: (inout PropertySlot) -> Void) {
    if slots[name] == nil { names.append(name) }
    change(&slots[name, default: PropertySlot()])
  }
}

extension SchemaCompiler {
  mutating func stringChecks(_ source: Source) -> Int32 {
    var checks = StringChecks()
    var isNeeded = false
    if let node = source[.minLength], let length = count(node) { (checks.minimum, isNeeded) = (length, true) }
    if let node = source[.maxLength], let length = count(node) { (checks.maximum, isNeeded) = (length, true) }
    if let node = source[.pattern], node.kind == .string, let number = expression(node) {
      (checks.expression, isNeeded) = (number, true)
    }
    if assertsFormats || source.dialect.assertsFormats, let name = source[.format]?.string,
      let format = Format(rawValue: name)
    {
      (checks.format, isNeeded) = (format, true)
    }
    guard isNeeded else { return -1 }
    parts.strings.append(checks)
    return Int32(parts.strings.count - 1)
  }

  mutating func numberChecks(_ source: Source) -> Int32 {
    var checks = NumberChecks()
    for keyword in [Keyword.minimum, .exclusiveMinimum, .maximum, .exclusiveMaximum] {
      guard let node = source[keyword], node.kind == .number else { continue }
      checks.bounds.append((keyword, Decimal(node.bytes)))
    }
    if let node = source[.multipleOf], node.kind == .number {
      let divisor = Decimal(node.bytes)
      if !divisor.isNegative, (1...500).contains(divisor.digits.count) { checks.divisor = divisor }
    }
    guard !checks.bounds.isEmpty || checks.divisor != nil else { return -1 }
    checks.simple = checks.divisor == nil ? simpleRange(checks.bounds) : nil
    parts.numbers.append(checks)
    return Int32(parts.numbers.count - 1)
  }

  private func simpleRange(_ bounds: [(keyword: Keyword, value: Decimal)]) -> ClosedRange<Int>? {
    var (low, high) = (Int.min, Int.max)
    for bound in bounds {
      guard let value = bound.value.small else { return nil }
      switch bound.keyword {
      case .minimum: low = max(low, value)
      case .exclusiveMinimum: low = max(low, value + 1)
      case .maximum: high = min(high, value)
      default: high = min(high, value - 1)
      }
    }
    return low <= high ? low...high : nil
  }

  mutating func arrayChecks(_ source: Source) -> Int32 {
    let keywords: [Keyword] = [.prefixItems, .items, .contains, .minItems, .maxItems, .uniqueItems]
    guard keywords.contains(where: { source[$0] != nil }) else { return -1 }
    var checks = ArrayChecks()
    if let node = source[.prefixItems] { checks.prefix = list(node, source) }
    if let node = source[.items] { checks.items = child(node, in: source.place) }
    if let node = source[.contains] { checks.contains = child(node, in: source.place) }
    if let node = source[.minContains], let count = count(node) { checks.minimumContains = count }
    if let node = source[.maxContains], let count = count(node) { checks.maximumContains = count }
    if let node = source[.minItems], let count = count(node) { checks.minimum = count }
    if let node = source[.maxItems], let count = count(node) { checks.maximum = count }
    checks.isUnique = source[.uniqueItems]?.bool ?? false
    parts.arrays.append(checks)
    return Int32(parts.arrays.count - 1)
  }

  /// The value of a keyword that counts; larger ones than any document can have are cut.
  private func count(_ node: Node) -> Int32? {
    guard node.kind == .number else { return nil }
    let value = Decimal(node.bytes)
    guard value.isInteger, !value.isNegative else { return nil }
    return value.small.map { Int32(clamping: $0) } ?? .max
  }
}

extension Decimal {
  /// The value if it is a whole number of at most seventeen digits.
  var small: Int? {
    guard exponent >= 0, digits.count + exponent <= 17 else { return nil }
    var value = digits.reduce(0) { $0 * 10 + Int($1) }
    for _ in 0..<exponent { value *= 10 }
    return isNegative ? -value : value
  }
}

// MARK: - Objects

extension SchemaCompiler {
  mutating func objectChecks(_ source: Source) -> Int32 {
    let keywords: [Keyword] = [
      .properties, .patternProperties, .additionalProperties, .propertyNames, .required, .minProperties,
      .maxProperties, .dependentRequired, .dependentSchemas, .dependencies, .unevaluatedProperties,
    ]
    guard keywords.contains(where: { source[$0] != nil }) else { return -1 }
    var draft = ObjectDraft()
    var checks = ObjectChecks(table: parts.tables.add([]), firstSlot: 0)
    for member in source[.properties].map({ Array($0.members) }) ?? [] {
      let child = child(member.value, in: source.place)
      draft.update(member.name) { ($0.child, $0.isEvaluated) = (child, true) }
    }
    let required = source[.required].map { $0.elements.compactMap(\.string) } ?? []
    for (number, name) in required.prefix(64).enumerated() {
      draft.update(name) { $0.required = 1 << UInt64(number) }
      checks.required |= 1 << UInt64(number)
    }
    checks.patterns = patternRules(source)
    if let node = source[.additionalProperties] { checks.additional = child(node, in: source.place) }
    if let node = source[.propertyNames] { checks.names = child(node, in: source.place) }
    if let node = source[.minProperties], let count = count(node) { checks.minimum = count }
    if let node = source[.maxProperties], let count = count(node) { checks.maximum = count }
    checks.dependencies = dependencies(source, unconditional: Array(required.dropFirst(64)))
    parts.objects.append(checks)
    objectDrafts.append(draft)
    return Int32(parts.objects.count - 1)
  }

  private mutating func patternRules(_ source: Source) -> Run {
    var rules: [PatternRule] = []
    for member in source[.patternProperties].map({ Array($0.members) }) ?? [] {
      guard let expression = expression(member.key) else { continue }
      rules.append(PatternRule(expression: expression, child: child(member.value, in: source.place)))
    }
    let start = parts.patterns.count
    parts.patterns += rules
    return Run(start: Int32(start), end: Int32(parts.patterns.count))
  }

  private mutating func dependencies(_ source: Source, unconditional: [String]) -> Run {
    var found: [Dependency] = []
    if !unconditional.isEmpty {
      found.append(Dependency(keyword: .required, trigger: nil, required: unconditional))
    }
    for keyword in [Keyword.dependentRequired, .dependentSchemas, .dependencies] {
      for member in source[keyword].map({ Array($0.members) }) ?? [] {
        if member.value.kind == .array {
          let names = member.value.elements.compactMap(\.string)
          found.append(Dependency(keyword: keyword, trigger: member.name, required: names))
        } else if keyword != .dependentRequired {
          let child = child(member.value, in: source.place)
          found.append(Dependency(keyword: keyword, trigger: member.name, child: child))
        }
      }
    }
    let start = parts.dependencies.count
    parts.dependencies += found
    return Run(start: Int32(start), end: Int32(parts.dependencies.count))
  }

  /// Makes the tables of all objects, the names of which are complete now.
  mutating func finishObjects() {
    for (number, draft) in objectDrafts.enumerated() {
      parts.objects[number].table = parts.tables.add(draft.names)
      parts.objects[number].firstSlot = Int32(parts.slots.count)
      parts.slots += draft.names.map { draft.slots[$0] ?? PropertySlot() }
    }
  }
}
