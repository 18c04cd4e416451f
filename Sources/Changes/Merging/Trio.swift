import Documents

/// The three versions of something: where both sides started, what is published, and what is proposed.
public struct Trio<Value> {
  /// Where both sides started.
  public var base: Value?
  /// What is published.
  public var ours: Value?
  /// What is proposed.
  public var theirs: Value?

  /// Joins three versions, of which any may be absent.
  public init(base: Value? = nil, ours: Value? = nil, theirs: Value? = nil) {
    (self.base, self.ours, self.theirs) = (base, ours, theirs)
  }

  /// Turns each version that is there into something else.
  public func map<Other>(_ transform: (Value) -> Other?) -> Trio<Other> {
    Trio<Other>(
      base: base.flatMap(transform), ours: ours.flatMap(transform), theirs: theirs.flatMap(transform))
  }

  /// The versions that are there.
  public var present: [Value] { [base, ours, theirs].compactMap(\.self) }
}

/// What a three-way merge makes of a value before it looks inside.
public enum Precedence<Value> {
  /// One side left it alone, or both did the same: this counts, which may be its absence.
  case taken(Value?)
  /// Both sides changed it, each in its way.
  case disputed
}

extension Trio {
  /// What counts without looking inside.
  public func precedence(_ isSame: (Value, Value) -> Bool) -> Precedence<Value> {
    func agree(_ left: Value?, _ right: Value?) -> Bool {
      guard let left, let right else { return left == nil && right == nil }
      return isSame(left, right)
    }
    if agree(ours, theirs) || agree(base, theirs) { return .taken(ours) }
    return agree(base, ours) ? .taken(theirs) : .disputed
  }
}

extension Trio where Value == Node {
  var precedence: Precedence<Node> { precedence { $0.isIdentical(to: $1) } }

  /// Whether both sides have the value, of one kind.
  func isOnBothSides(_ kind: NodeKind) -> Bool { ours?.kind == kind && theirs?.kind == kind }
}
