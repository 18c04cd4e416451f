import ModelFacts

/// A field of a draft: its key, its value, and where the value came from.
public struct DraftField: Sendable {
  /// The key.
  public let key: String
  /// The value.
  public let value: Literal
  /// Where it came from.
  public let source: ValueSource
}

/// A mapping of a draft: the `hub:` block, or a record.
public struct BlockDraft: Sendable {
  /// The fields in the order in which they will stand.
  public private(set) var fields: [DraftField] = []

  /// Starts with nothing.
  public init() {}

  /// The value of a key.
  public subscript(key: String) -> Literal? { fields.first { $0.key == key }?.value }

  /// Whether a key has a value.
  public func has(_ key: String) -> Bool { self[key] != nil }

  /// Puts a value, in the place of an older one where there is one.
  public mutating func set(_ key: String, _ value: Literal, _ source: ValueSource) {
    let field = DraftField(key: key, value: value, source: source)
    if let place = fields.firstIndex(where: { $0.key == key }) {
      fields[place] = field
    } else {
      fields.append(field)
    }
  }

  /// Puts a value that was read from a file; nothing happens where there is none.
  mutating func set<Value>(_ key: String, _ fact: Fact<Value>?, _ literal: (Value) -> Literal) {
    if let fact { set(key, literal(fact.value), .found([fact.provenance])) }
  }

  /// Brings the fields into an order; a key that the order does not name goes last.
  mutating func sort(by order: [String]) {
    func rank(_ key: String) -> Int { order.firstIndex(of: key) ?? order.count }
    let ranked = fields.enumerated().sorted {
      (rank($0.element.key), $0.offset) < (rank($1.element.key), $1.offset)
    }
    fields = ranked.map(\.element)
  }

  /// The block as a value.
  public var literal: Literal { .mapping(fields.map { Literal.Member($0.key, $0.value) }) }
}
