/// One `{{…}}` of a template.
struct Tag: Sendable {
  enum Kind: Sendable {
    case value, rawValue, section, inverted, close, partial, parent, block, comment, delimiters
    /// Reported as a problem, and without any effect.
    case invalid
  }

  let kind: Kind
  /// The whole tag, delimiters included.
  let range: Range<Int>
  /// What stands in it after its mark, without the space around.
  let name: Range<Int>
}

/// A piece of a template.
enum Token {
  case text(Range<Int>)
  case tag(Tag)
}
