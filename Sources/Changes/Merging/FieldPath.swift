/// The way from a document's root to one of its values: `model[qwen3].model_specs[pytorch/7].model_id`.
///
/// Elements of lists go by what they are known by rather than by their number, because numbers differ
/// between versions of a file.
public struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  /// The path as people write it; empty for the root.
  public let description: String

  /// The whole document.
  public static let root = FieldPath(description: "")

  /// A path as it was written.
  public init(description: String) {
    self.description = description
  }

  /// The path of a member of the mapping that is here.
  public func member(_ key: String) -> FieldPath {
    let isWord = !key.isEmpty && key.utf8.allSatisfy { !Array(".[]\"\n ".utf8).contains($0) }
    let name = isWord ? key : "\"\(key)\""
    return FieldPath(description: description.isEmpty ? name : "\(description).\(name)")
  }

  /// The path of an element of the list that is here.
  public func element(_ label: String) -> FieldPath { FieldPath(description: "\(description)[\(label)]") }
}
