extension Node {
  /// Tells whether two trees say the same: kinds, texts, order of members and elements.
  ///
  /// Numbers are compared by their text, so `1.0` differs from `1`: a file's spelling is part of its content.
  public func isIdentical(to other: Node) -> Bool {
    guard kind == other.kind else { return false }
    switch kind {
    case .array, .object:
      guard count == other.count else { return false }
      var left = document.firstChild(of: id)
      var right = other.document.firstChild(of: other.id)
      let end = document.end(of: id)
      while left < end {
        guard Node(document, left).isIdentical(to: Node(other.document, right)) else { return false }
        left = document.next(after: left)
        right = other.document.next(after: right)
      }
      return true
    default: return bytes == other.bytes
    }
  }

  /// Tells whether two trees say the same whatever the order of members; numbers by their text.
  public func isEquivalent(to other: Node) -> Bool {
    guard kind == other.kind, count == other.count else { return false }
    switch kind {
    case .array: return zip(elements, other.elements).allSatisfy { $0.isEquivalent(to: $1) }
    case .object:
      return members.allSatisfy { member in
        other[member.name].map { member.value.isEquivalent(to: $0) } ?? false
      }
    default: return bytes == other.bytes
    }
  }
}
