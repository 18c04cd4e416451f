public import Documents

/// A value of a document that is being written: what a draft holds, and what an edit puts in.
public indirect enum Literal: Hashable, Sendable {
  /// A key with its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public let key: String
    /// The value.
    public let value: Literal

    /// Joins a key and a value.
    public init(_ key: String, _ value: Literal) {
      self.key = key
      self.value = value
    }
  }

  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A number, as JSON writes it.
  case number(String)
  /// A text.
  case string(String)
  /// A list.
  case list([Literal])
  /// Keys and values, in order.
  case mapping([Member])

  /// A whole number.
  public static func number(_ value: Int) -> Literal { .number(String(value)) }
  /// A list of texts.
  public static func strings(_ texts: [String]) -> Literal { .list(texts.map(Literal.string)) }

  /// Takes the value of a node.
  public init(_ node: Node) {
    switch node.kind {
    case .null: self = .null
    case .bool: self = .bool(node.bool ?? false)
    case .number: self = .number(node.text)
    case .string: self = .string(node.text)
    case .array: self = .list(node.elements.map { Literal($0) })
    case .object: self = .mapping(node.members.map { Member($0.name, Literal($0.value)) })
    }
  }

  /// The value of a key; `nil` where this is no mapping that has it.
  public subscript(key: String) -> Literal? {
    guard case .mapping(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text, or `nil`.
  public var text: String? { if case .string(let text) = self { text } else { nil } }
  /// The texts of a list of texts; of anything else none.
  public var texts: [String] { items.compactMap(\.text) }
  /// The items of a list; of anything else none.
  public var items: [Literal] { if case .list(let items) = self { items } else { [] } }
  /// The members of a mapping; of anything else none.
  public var members: [Member] { if case .mapping(let members) = self { members } else { [] } }

  /// The value as a document.
  public func document(path: String = "") -> Document {
    var builder = DocumentBuilder()
    append(to: &builder)
    return builder.document(path: path)
  }

  /// Adds the value to a document that is being built.
  public func append(to builder: inout DocumentBuilder) {
    switch self {
    case .null: builder.null()
    case .bool(let value): builder.bool(value)
    case .number(let text): builder.number(text: text)
    case .string(let text): builder.string(text)
    case .list(let items):
      builder.beginArray()
      for item in items { item.append(to: &builder) }
      builder.end()
    case .mapping(let members):
      builder.beginObject()
      for member in members {
        builder.key(member.key)
        member.value.append(to: &builder)
      }
      builder.end()
    }
  }
}

extension Literal: CustomStringConvertible {
  /// The value on one line, as compact JSON; a text stands alone without quotes.
  public var description: String {
    if case .string(let text) = self { return text }
    var bytes: [UInt8] = []
    JSONWriter.appendCompact(document().rootNode, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
