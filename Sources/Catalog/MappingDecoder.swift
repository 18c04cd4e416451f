import Diagnostics
import Documents

/// Reads the members of one mapping into typed values, and says what does not fit.
///
/// Every member that is asked for is known; `finish` reports the rest.
struct MappingDecoder {
  let node: Node
  private(set) var diagnostics: [Diagnostic] = []
  private var known: [String] = []

  /// `what` names the mapping in messages: `hub:`, `hub.yaml`.
  init(_ node: Node, _ what: String) {
    self.node = node
    self.what = what
    if node.kind != .object {
      diagnostics.append(
        Diagnostic("wrong-type", "\(what) must be a mapping, not \(node.kind)", at: node.location))
    }
  }

  private let what: String

  mutating func child(_ key: String) -> Node? {
    known.append(key)
    return node[key].flatMap { $0.kind == .null ? nil : $0 }
  }

  mutating func mapping(_ key: String) -> Node? {
    child(key).flatMap { value in
      value.kind == .object ? value : mismatch(key, value, "a mapping")
    }
  }

  mutating func string(_ key: String) -> Located<String>? {
    child(key).flatMap { value in
      guard let text = value.string else { return mismatch(key, value, "a string") }
      return Located(text, at: value)
    }
  }

  /// The elements of a list.
  mutating func list(_ key: String) -> [Node] {
    guard let list = child(key) else { return [] }
    guard list.kind == .array else { return mismatch(key, list, "a list") ?? [] }
    return Array(list.elements)
  }

  mutating func strings(_ key: String) -> [Located<String>] {
    guard let list = child(key) else { return [] }
    guard list.kind == .array else { return mismatch(key, list, "a list of strings") ?? [] }
    return list.elements.compactMap { element in
      guard let text = element.string else { return mismatch(key, element, "a string in the list") }
      return Located(text, at: element)
    }
  }

  mutating func integer(_ key: String) -> Located<Int>? {
    child(key).flatMap { value in
      guard let number = value.int else { return mismatch(key, value, "a whole number") }
      return Located(number, at: value)
    }
  }

  mutating func date(_ key: String) -> Located<CalendarDate>? {
    guard let text = string(key) else { return nil }
    guard let date = CalendarDate(text.value) else {
      diagnostics.append(
        Diagnostic(
          "bad-value", "‘\(key)’ is no date: ‘\(text.value)’", at: text.node.location,
          help: "Write it as year-month-day, such as 2026-12-01."))
      return nil
    }
    return Located(date, at: text.node)
  }

  mutating func choice<Choice>(_ key: String, _: Choice.Type) -> Located<Choice>?
  where Choice: RawRepresentable & CaseIterable & Sendable, Choice.RawValue == String {
    guard let text = string(key) else { return nil }
    return choice(key, text)
  }

  mutating func choices<Choice>(_ key: String, _: Choice.Type) -> [Located<Choice>]
  where Choice: RawRepresentable & CaseIterable & Sendable, Choice.RawValue == String {
    strings(key).compactMap { choice(key, $0) }
  }

  /// Members whose names are free, such as links; values are strings.
  mutating func stringMembers(_ key: String) -> [(name: Located<String>, value: Located<String>)] {
    guard let mapping = mapping(key) else { return [] }
    return mapping.members.compactMap { member in
      guard let text = member.value.string else { return mismatch(member.name, member.value, "a string") }
      return (Located(member.name, at: member.key), Located(text, at: member.value))
    }
  }

  /// Reports what a nested decoder found.
  mutating func absorb(_ nested: [Diagnostic]) { diagnostics += nested }

  /// All findings, those about members that nobody asked for included.
  func finish() -> [Diagnostic] {
    guard node.kind == .object else { return diagnostics }
    var found = diagnostics
    for member in node.members where !known.contains(member.name) {
      let meant = Spelling.nearest(to: member.name, among: known)
      let help = meant.map { "Did you mean ‘\($0)’?" } ?? "Known keys: \(known.joined(separator: ", "))."
      let fixes = meant.map { [Fix("Rename the key to ‘\($0)’", [TextEdit(member.key.range, $0)])] } ?? []
      found.append(
        Diagnostic(
          "unknown-key", "\(what) has no key ‘\(member.name)’", at: member.key.location, help: help,
          fixes: fixes))
    }
    return found
  }

  private mutating func choice<Choice>(_ key: String, _ text: Located<String>) -> Located<Choice>?
  where Choice: RawRepresentable & CaseIterable & Sendable, Choice.RawValue == String {
    if let choice = Choice(rawValue: text.value) { return Located(choice, at: text.node) }
    let names = Choice.allCases.map(\.rawValue)
    let meant = Spelling.nearest(to: text.value, among: names)
    let help = meant.map { "Did you mean ‘\($0)’?" } ?? "Choose one of: \(names.joined(separator: ", "))."
    diagnostics.append(
      Diagnostic("bad-value", "‘\(key)’ cannot be ‘\(text.value)’", at: text.node.location, help: help))
    return nil
  }

  private mutating func mismatch<Value>(_ key: String, _ value: Node, _ expected: String) -> Value? {
    let found = value.kind == .null ? "nothing" : "\(value.kind)"
    diagnostics.append(
      Diagnostic("wrong-type", "‘\(key)’ must be \(expected), not \(found)", at: value.location))
    return nil
  }
}
