/// What one page may cost, so that a hostile template or runaway recursion ends with a problem.
public struct TemplateLimits: Hashable, Sendable {
  /// How deep sections, partials and blocks may run inside each other; at most 256.
  public var depth = 128
  /// How many bytes one page may have.
  public var bytes = 64 << 20
  /// How many operations may run for one page; those that are allowed here take some tenths of a second.
  public var steps = 100_000_000

  /// The depth that is kept to: 256 take less than 256 KB of stack, and less than 1 MB in a debug build.
  var deepest: Int { min(depth, 256) }

  /// The limits that suit a site's pages.
  public init() {}
}
