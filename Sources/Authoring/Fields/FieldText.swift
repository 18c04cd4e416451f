import Diagnostics
import Documents
import SourceText

/// Turns what a person typed into a value of the kind that a field has.
public enum FieldText {
  /// Why a text cannot be a field's value, as a sentence.
  public struct Misfit: Error, Hashable, Sendable {
    /// The sentence.
    public let sentence: String
  }

  /// The value that a text stands for.
  ///
  /// Lists may be written with commas, `en, zh`, or as YAML, `[en, zh]`; mappings as YAML. Without a shape the text is
  /// read as YAML reads a plain word: `7` is a number, `no` a text.
  public static func value(_ text: String, _ shape: FieldShape?) throws(Misfit) -> Literal {
    guard let shape, !(shape.kinds.isEmpty && shape.choices.isEmpty) else { return try yaml(text) }
    if shape.kinds.contains(.list), !isBracketed(text, "[") {
      var items: [Literal] = []
      for item in text.split(separator: ",") {
        items.append(try scalar(trimmed(item), shape.itemKinds, shape.itemChoices))
      }
      return .list(items)
    }
    if shape.kinds.contains(.list) || (shape.kinds.contains(.mapping) && isBracketed(text, "{")) {
      let value = try yaml(text)
      if case .list(let items) = value, !shape.itemChoices.isEmpty {
        for item in items where !shape.itemChoices.contains(item) {
          throw unlisted("\(item)", shape.itemChoices)
        }
      }
      return value
    }
    if shape.kinds == [.mapping] {
      throw Misfit(sentence: "‘\(text)’ is no mapping: write {key: value, …}.")
    }
    return try scalar(text, shape.kinds, shape.choices)
  }

  private static func scalar(
    _ text: String, _ kinds: Set<FieldShape.Kind>, _ choices: [Literal]
  ) throws(Misfit) -> Literal {
    if !choices.isEmpty {
      guard let choice = choices.first(where: { "\($0)" == text }) else { throw unlisted(text, choices) }
      return choice
    }
    if kinds.contains(.integer) || kinds.contains(.number),
      isNumber(text, wholeOnly: !kinds.contains(.number))
    {
      return .number(text)
    }
    if kinds.contains(.flag), let flag = flags[text.lowercased()] { return .bool(flag) }
    if kinds.contains(.null), text == "null" { return .null }
    if kinds.isEmpty || kinds.contains(.text) { return .string(text) }
    let wanted =
      kinds.contains(.flag) ? "true or false" : kinds.contains(.integer) ? "a whole number" : "a number"
    throw Misfit(sentence: "‘\(text)’ is not \(wanted).")
  }

  private static func unlisted(_ text: String, _ choices: [Literal]) -> Misfit {
    let names = choices.map { "\($0)" }
    let meant = Spelling.nearest(to: text, among: names).map { " Did you mean ‘\($0)’?" } ?? ""
    return Misfit(sentence: "‘\(text)’ is none of \(names.joined(separator: ", ")).\(meant)")
  }

  private static let flags = ["true": true, "yes": true, "y": true, "false": false, "no": false, "n": false]

  /// A number as JSON writes it: no sign `+`, no leading zero.
  private static func isNumber(_ text: String, wholeOnly: Bool) -> Bool {
    var rest = text[...]
    if rest.first == "-" { rest = rest.dropFirst() }
    let whole = rest.prefix { ("0"..."9").contains($0) }
    guard !whole.isEmpty, whole.count == 1 || whole.first != "0", whole.count <= 18 else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.isEmpty { return true }
    guard !wholeOnly, Double(text) != nil else { return false }
    return rest.first != "." || ("0"..."9").contains(rest.dropFirst().first ?? " ")
  }

  private static func yaml(_ text: String) throws(Misfit) -> Literal {
    let source = SourceText(path: "value", text)
    let (document, faults) = DocumentReader.read(source, as: .yaml)
    guard let document, faults.isEmpty else {
      throw Misfit(sentence: "‘\(text)’ cannot be read: \(faults.first.map { $0.message } ?? "it is empty").")
    }
    return Literal(document.rootNode)
  }

  private static func isBracketed(_ text: String, _ mark: Character) -> Bool {
    text.first { !$0.isWhitespace } == mark
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0.isWhitespace }
    while text.last?.isWhitespace ?? false { text.removeLast() }
    return String(text)
  }
}
