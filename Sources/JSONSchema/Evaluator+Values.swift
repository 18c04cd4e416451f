import Documents

extension Evaluator {
  mutating func checkString(_ checks: StringChecks, _ schema: Int32, _ node: NodeID) -> Bool {
    var isValid = true
    if checks.minimum > 0 || checks.maximum < .max {
      let length = document.withText(of: node) { Self.scalars(in: $0) }
      if length < checks.minimum {
        guard fail(.minLength, schema, node, .count(length)) else { return false }
        isValid = false
      }
      if length > checks.maximum {
        guard fail(.maxLength, schema, node, .count(length)) else { return false }
        isValid = false
      }
    }
    if checks.expression >= 0, !matches(checks.expression, node) {
      guard fail(.pattern, schema, node) else { return false }
      isValid = false
    }
    if let format = checks.format, !document.withText(of: node, { format.accepts($0) }) {
      guard fail(.format, schema, node) else { return false }
      isValid = false
    }
    return isValid
  }

  private static func scalars(in text: Span<UInt8>) -> Int {
    var count = 0
    for index in 0..<text.count where text[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  mutating func checkNumber(_ number: Int, _ schema: Int32, _ node: NodeID) -> Bool {
    if let simple = program.parts.numbers[number].simple, let value = smallInteger(node),
      simple.contains(value)
    {
      return true
    }
    let checks = program.parts.numbers[number]
    let value = Decimal(document.bytes(of: node))
    var isValid = true
    for bound in checks.bounds {
      let isInside =
        switch bound.keyword {
        case .minimum: value >= bound.value
        case .exclusiveMinimum: value > bound.value
        case .maximum: value <= bound.value
        default: value < bound.value
        }
      if !isInside {
        guard fail(bound.keyword, schema, node) else { return false }
        isValid = false
      }
    }
    if let divisor = checks.divisor, !value.isMultiple(of: divisor) {
      guard fail(.multipleOf, schema, node) else { return false }
      isValid = false
    }
    return isValid
  }

  /// The value of a number that is written as at most eighteen digits.
  private func smallInteger(_ node: NodeID) -> Int? {
    document.withText(of: node) { text in
      guard text.count <= 18 else { return nil }
      let isNegative = text[0] == UInt8(ascii: "-")
      var value = 0
      for index in (isNegative ? 1 : 0)..<text.count {
        let digit = text[index] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      }
      return isNegative ? -value : value
    }
  }
}
