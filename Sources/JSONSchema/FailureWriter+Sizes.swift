import Documents

extension FailureWriter {
  /// The words for keywords that compare a size with a number.
  func sizeWords(_ fault: Fault, _ value: Node, _ subject: Subject) -> Words {
    let limit = argument(fault)?.text ?? "its limit"
    var count = 0
    if case .count(let counted) = fault.detail { count = counted }
    let must = "\(subject.name) must"
    switch fault.keyword {
    case .minimum: return Words(message: "\(must) be at least \(limit), found \(found(value))")
    case .maximum: return Words(message: "\(must) be at most \(limit), found \(found(value))")
    case .exclusiveMinimum: return Words(message: "\(must) be more than \(limit), found \(found(value))")
    case .exclusiveMaximum: return Words(message: "\(must) be less than \(limit), found \(found(value))")
    case .multipleOf: return Words(message: "\(must) be a multiple of \(limit), found \(found(value))")
    case .minLength, .minItems, .minProperties:
      if count == 0, limit == "1" { return Words(message: "\(must) not be empty") }
      return Words(message: "\(must) have at least \(things(limit, fault.keyword)), found \(count)")
    case .maxLength, .maxItems, .maxProperties:
      return Words(message: "\(must) have at most \(things(limit, fault.keyword)), found \(count)")
    case .contains: return Words(message: "\(subject.name) lacks an item that the schema asks for")
    case .minContains, .maxContains:
      let bound = fault.keyword == .minContains ? "at least" : "at most"
      return Words(message: "\(must) hold \(bound) \(limit) items of a certain form, found \(count)")
    default: return Words(message: "\(subject.name) does not fit ‘\(fault.keyword.rawValue)’")
    }
  }

  private func things(_ count: String, _ keyword: Keyword) -> String {
    let noun =
      switch keyword {
      case .minLength, .maxLength: "character"
      case .minItems, .maxItems: "item"
      default: "key"
      }
    return count == "1" ? "1 \(noun)" : "\(count) \(noun)s"
  }
}

extension TypeSet {
  /// The types as a sentence names them.
  var names: [String] {
    var names: [String] = []
    if contains(.string) { names.append("a string") }
    if contains(.fraction) {
      names.append("a number")
    } else if contains(.integer) {
      names.append("a whole number")
    }
    if contains(.boolean) { names.append("true or false") }
    if contains(.array) { names.append("a list") }
    if contains(.object) { names.append("a mapping") }
    if contains(.null) { names.append("null") }
    return names
  }
}
