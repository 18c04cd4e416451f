public import Catalog
public import Documents

/// All records of one name in an upstream tree.
public struct UpstreamModel: Sendable {
  /// The model's type.
  public let type: ModelType
  /// The name that its records share.
  public let name: String
  /// The records in the order of the file; in an aggregate they may stand apart there.
  public let records: [Node]
  /// The file, as a path in the tree.
  public let path: String

  /// How commands name the entry: `llm/qwen3`.
  public var id: String { "\(type.rawValue)/\(name)" }
}

extension ModelRecord {
  /// The name under which Xinference lists a record of a type: of a world model the family, where it has no name.
  func listedName(in type: ModelType) -> Node? {
    let name = node["model_name"] ?? (type == .world ? node["model_family"] : nil)
    return name.flatMap { $0.kind == .string ? $0 : nil }
  }
}

/// The members that tell records and specs of a list apart, as Xinference does.
public enum RecordIdentity {
  /// The members' names.
  public static let keys = [
    "model_name", "engine", "model_engine", "model_format", "model_size_in_billions", "cache_name",
  ]
}
