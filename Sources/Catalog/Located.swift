public import Diagnostics
public import Documents

/// A decoded value with the node that it was read from.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public let value: Value
  /// Where it stands.
  public let node: Node

  /// Joins a value and its node.
  public init(_ value: Value, at node: Node) {
    self.value = value
    self.node = node
  }
}

extension Node {
  /// The node's place for a finding.
  public var location: Location { Location(source, range) }
}
