/// What a node is, in JSON's terms.
public enum NodeKind: UInt8, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool
  /// A decimal number; its text is kept as it was written.
  case number
  /// A string; keys are strings too.
  case string
  /// A sequence of nodes.
  case array
  /// An ordered sequence of keys and values; no key twice.
  case object

  /// Tells whether it holds no other nodes.
  var isScalar: Bool { self != .array && self != .object }
}

extension NodeKind: CustomStringConvertible {
  /// The kind as a sentence names it: `a string`, `an object`.
  public var description: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "a mapping"
    }
  }
}

/// How a node is written in its file.
public enum NodeStyle: UInt8, Sendable {
  /// A JSON literal, a YAML plain scalar.
  case plain
  /// `'…'`
  case singleQuoted
  /// `"…"`
  case doubleQuoted
  /// `|`
  case literal
  /// `>`
  case folded
  /// `[…]` or `{…}`
  case flow
  /// An indented YAML collection.
  case block
}

/// A node's place in its document: the index into the tape, in pre-order.
public struct NodeID: Hashable, Comparable, Sendable {
  /// The index; 0 is the root.
  public let index: UInt32

  @usableFromInline
  init(_ index: UInt32) {
    self.index = index
  }

  /// Orders nodes as they stand in the document.
  public static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}

/// One node of the tape, 28 bytes; a container is followed by its children.
@usableFromInline
struct NodeRecord: Sendable {
  @usableFromInline var kind: NodeKind
  @usableFromInline var style: NodeStyle
  /// Where a scalar's text lies: in the pool rather than in the source.
  @usableFromInline var isPooled: Bool
  /// Byte range in the source.
  @usableFromInline var start: UInt32
  @usableFromInline var end: UInt32
  /// A scalar's text; of a container, `textStart` is the number of its elements or members.
  @usableFromInline var textStart: UInt32
  @usableFromInline var textEnd: UInt32
  /// The index of the first node after this one and all that it holds.
  @usableFromInline var next: UInt32
}
