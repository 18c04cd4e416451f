/// A field as a person names it: `context_length`, `hub.links.paper`, `model[engine=MLX].cache_name`.
///
/// Keys are joined by dots; one that holds a dot or bracket stands in double quotes. An item of a list is named by its
/// number from 0, by what it holds (`[model_format=awq,model_size_in_billions=7]`), by its own text (`[moe]`), or, for a
/// new one after the last, by `[+]`; `[*]` is every item. `hub.` and `model.` in front may be left out where only one of them has the field.
public struct FieldAddress: Hashable, Sendable {
  /// The steps, from the entry's root or from one of its two blocks.
  public let steps: [FieldStep]

  /// Why an address makes no sense, as a sentence.
  public struct Fault: Error, Hashable, Sendable {
    /// The sentence.
    public let sentence: String
  }

  /// Takes an address apart.
  public init(_ text: String) throws(Fault) {
    var steps: [FieldStep] = []
    var rest = text[...]
    while !rest.isEmpty {
      if rest.first == "[" {
        steps.append(try Self.item(&rest))
      } else {
        if !steps.isEmpty {
          guard rest.first == ".", rest.count > 1 else { throw Self.fault(text) }
          rest = rest.dropFirst()
        }
        steps.append(.key(try Self.key(&rest, text)))
      }
    }
    guard case .key? = steps.first else { throw Self.fault(text) }
    self.steps = steps
  }

  private static func key(_ rest: inout Substring, _ text: String) throws(Fault) -> String {
    if rest.first == "\"" {
      let body = rest.dropFirst()
      guard let end = body.firstIndex(of: "\"") else { throw fault(text) }
      rest = body[body.index(after: end)...]
      return String(body[..<end])
    }
    let key = rest.prefix { $0 != "." && $0 != "[" }
    guard !key.isEmpty else { throw fault(text) }
    rest = rest.dropFirst(key.count)
    return String(key)
  }

  private static func item(_ rest: inout Substring) throws(Fault) -> FieldStep {
    guard let end = rest.firstIndex(of: "]") else { throw fault(String(rest)) }
    let inside = rest[rest.index(after: rest.startIndex)..<end]
    rest = rest[rest.index(after: end)...]
    if inside == "+" { return .end }
    if inside == "*" { return .all }
    if let number = Int(inside), number >= 0, number < 1 << 20 { return .index(number) }
    let conditions = inside.split(separator: ",").map { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return halves.count == 2
        ? FieldStep.Condition(key: halves[0], text: halves[1])
        : FieldStep.Condition(key: nil, text: halves[0])
    }
    guard !conditions.isEmpty else {
      throw Fault(sentence: "‘[]’ names no item: write its number, or [key=value].")
    }
    return .match(conditions)
  }

  private static func fault(_ text: String) -> Fault {
    Fault(
      sentence:
        "‘\(text)’ names no field: write keys joined by dots, such as hub.license or model_specs[0].model_format."
    )
  }
}

extension FieldStep: CustomStringConvertible {
  /// The step as it is written in an address.
  public var description: String {
    switch self {
    case .key(let key): key.contains { ".[]\"".contains($0) } ? "\"\(key)\"" : key
    case .index(let index): "[\(index)]"
    case .end: "[+]"
    case .all: "[*]"
    case .match(let conditions):
      "[\(conditions.map { condition in condition.key.map { "\($0)=\(condition.text)" } ?? condition.text }.joined(separator: ","))]"
    }
  }
}

extension [FieldStep] {
  /// The steps as an address: keys joined by dots.
  public var address: String {
    enumerated().map { place, step in
      if case .key = step, place > 0 { ".\(step)" } else { "\(step)" }
    }.joined()
  }
}
