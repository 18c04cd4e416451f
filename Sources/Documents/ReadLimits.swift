/// How large and how deep a file may be before it is refused.
public struct ReadLimits: Sendable {
  /// The largest file, in bytes.
  public var bytes: Int
  /// The deepest nesting of containers.
  public var depth: Int

  /// Makes limits; the defaults are those of the catalog format: 4 MiB and 64 levels.
  public init(bytes: Int = 4 << 20, depth: Int = 64) {
    self.bytes = bytes
    self.depth = depth
  }

  /// What the catalog format allows.
  public static let catalog = ReadLimits()
  /// For whole aggregates, which may hold a registry's every record.
  public static let aggregate = ReadLimits(bytes: 1 << 30)
}
