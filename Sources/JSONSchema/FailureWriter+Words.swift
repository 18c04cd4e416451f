import Diagnostics
import Documents

extension FailureWriter {
  func words(_ fault: Fault, _ value: Node, _ subject: Subject) -> Words {
    switch fault.keyword {
    case .type: return typeWords(program.parts.subschemas[Int(fault.schema)].types, value, subject)
    case .enum, .const: return choiceWords(allowed(fault), value, subject)
    case .required, .dependentRequired, .dependencies: return missingWords(fault, subject)
    case .additionalProperties, .unevaluatedProperties: return unknownKeyWords(fault, value)
    case .unevaluatedItems: return Words(message: "\(subject.name) is not expected here")
    case .anyOf, .oneOf: return branchWords(fault, value, subject)
    case .not: return Words(message: "\(subject.name) has a value that the schema rules out")
    case .uniqueItems: return repetitionWords(fault, value, subject)
    case .format:
      return Words(
        message: "\(subject.name) must be a valid \(argument(fault)?.text ?? "format"), found \(found(value))"
      )
    case .pattern:
      return Words(
        message:
          "\(subject.name) does not match \(argument(fault)?.text ?? "its pattern"), found \(found(value))")
    default: return sizeWords(fault, value, subject)
    }
  }

  // MARK: Kinds and values

  private func typeWords(_ types: TypeSet, _ value: Node, _ subject: Subject) -> Words {
    guard !types.isEmpty else { return Words(message: "\(subject.name) is not allowed here") }
    let message = "\(subject.name) must be \(types.names.joined(separator: " or ")), found \(found(value))"
    var help: String?
    if value.kind == .string, !types.isDisjoint(with: .number), isNumber(value.text) {
      help = "Write the number without quotes."
    } else if types.contains(.string), value.kind == .number || value.kind == .bool || value.kind == .null {
      help =
        value.kind == .null && value.range.isEmpty
        ? "Give it a value." : "Put it in quotes: \"\(value.text)\"."
    } else if types.contains(.array), value.kind != .array, value.kind != .null {
      help = "Write a list, even if it has one item only."
    } else if types.contains(.boolean), value.kind == .string,
      ["yes", "no", "on", "off"].contains(value.text.lowercased())
    {
      help = "Write true or false."
    }
    return Words(message: message, help: help)
  }

  private func isNumber(_ text: String) -> Bool {
    Double(text) != nil && text.utf8.allSatisfy { $0 <= UInt8(ascii: "9") }
  }

  /// A value as a sentence tells it.
  func found(_ value: Node) -> String {
    switch value.kind {
    case .string: value.text.isEmpty ? "an empty string" : "the string ‘\(Self.shortened(value.text))’"
    case .number, .bool: Self.shortened(value.text)
    case .null: value.range.isEmpty ? "nothing" : "null"
    case .array, .object:
      value.count == 0 ? "an empty \(value.kind == .array ? "list" : "mapping")" : "\(value.kind)"
    }
  }

  /// A text on one line, cut if it is long.
  static func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    let isWhole = line.endIndex == text.endIndex && line.count <= 60
    return isWhole ? text : line.prefix(60) + "…"
  }

  /// The values of an `enum` or `const`.
  func allowed(_ fault: Fault) -> [Node] {
    guard let argument = argument(fault) else { return [] }
    return fault.keyword == .enum ? Array(argument.elements) : [argument]
  }

  private func choiceWords(_ allowed: [Node], _ value: Node, _ subject: Subject) -> Words {
    if allowed.count == 1 {
      return Words(message: "\(subject.name) must be \(told(allowed[0])), found \(found(value))")
    }
    let words = allowed.filter { $0.kind == .string }.map(\.text)
    let suggestion = value.string.flatMap { Spelling.nearest(to: $0, among: words) }
    let list = Self.list(allowed.map(told))
    let help = (suggestion.map { "Did you mean ‘\($0)’? " } ?? "") + "Allowed: \(list)."
    return Words(message: "\(subject.name) cannot be \(found(value))", help: help, suggestion: suggestion)
  }

  private func told(_ value: Node) -> String {
    value.kind == .string
      ? "‘\(value.text)’" : value.kind == .array || value.kind == .object ? "\(value.kind)" : value.text
  }

  /// At most fifteen words with commas.
  static func list(_ words: [String]) -> String {
    words.prefix(15).joined(separator: ", ") + (words.count > 15 ? " and \(words.count - 15) more" : "")
  }

  private func branchWords(_ fault: Fault, _ value: Node, _ subject: Subject) -> Words {
    switch fault.detail {
    case .types(let types): return typeWords(types, value, subject)
    case .choices(let schemas):
      let allowed = schemas.flatMap { number -> [Node] in
        let schema = program.registry.node(program.parts.places[Int(number)])
        return schema["const"].map { [$0] } ?? schema["enum"].map { Array($0.elements) } ?? []
      }
      return choiceWords(allowed, value, subject)
    case .matches(let numbers): return ambiguousWords(numbers, fault, subject)
    case .missingOne(let names):
      let list = names.map { "‘\($0)’" }.joined(separator: " or ")
      return Words(message: "\(list) is missing\(place(subject))")
    default: return Words(message: "\(subject.name) fits none of the schema's alternatives")
    }
  }

  private func repetitionWords(_ fault: Fault, _ value: Node, _ subject: Subject) -> Words {
    guard case .repetition(let earlier) = fault.detail else {
      return Words(message: "\(subject.name) is repeated")
    }
    let first = Node(value.document, earlier)
    return Words(
      message: "\(subject.name) repeats an earlier one: \(found(value))", help: "Remove one of the two.",
      note: Note("The first one is here", at: Location(first.source, first.range)))
  }
}
