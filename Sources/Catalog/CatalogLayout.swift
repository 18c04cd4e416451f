/// How entries lie below `models/`.
public enum CatalogLayout: String, Sendable, CaseIterable {
  /// `models/<type>/<name>/`
  case flat
  /// `models/<type>/<first two letters, lower case>/<name>/`
  case sharded

  /// The folder of a type's entries.
  public static func folder(of type: ModelType) -> String { "models/\(type.rawValue)" }

  /// An entry's folder below the catalog's root.
  public func path(type: ModelType, name: String) -> String {
    switch self {
    case .flat: "models/\(type.rawValue)/\(name)"
    case .sharded: "models/\(type.rawValue)/\(Self.shard(of: name))/\(name)"
    }
  }

  /// The name of the folder that a sharded catalog keeps an entry in.
  public static func shard(of name: String) -> String { ModelName.folded(String(name.prefix(2))) }
}
