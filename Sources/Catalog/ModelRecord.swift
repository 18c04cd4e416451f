public import Documents

/// One record under `model:`, as Xinference reads it; fields are looked up when asked for.
public struct ModelRecord: Sendable {
  /// The record's mapping.
  public let node: Node

  /// Looks at a mapping as a record.
  public init(_ node: Node) {
    self.node = node
  }

  /// The name that tells records apart: `model_name`, else the family (world models may lack a name).
  public var nameNode: Node? { node["model_name"] ?? node["model_family"] }
  /// The name's text.
  public var name: String? { nameNode?.string }
  /// One sentence about the model.
  public var description: String? { node["model_description"]?.string }
  /// What it can do, such as `chat` or `text2image`.
  public var abilities: [String] { Self.strings(node["model_ability"]) }
  /// Languages, under whichever of the three keys the type uses.
  public var languages: [String] {
    let value = node["model_lang"] ?? node["language"]
    return value?.string.map { [$0] } ?? Self.strings(value)
  }
  /// The longest input in tokens.
  public var contextLength: Int? { node["context_length"]?.int ?? node["max_tokens"]?.int }
  /// Seconds since 1970 of the last change.
  public var updatedAt: Int? { node["updated_at"]?.int }
  /// Whether it is to be shown first.
  public var isFeatured: Bool { node["featured"]?.bool ?? false }
  /// The engine that an audio or video record is for.
  public var engine: String? { node["engine"]?.string ?? node["model_engine"]?.string }
  /// The record's `model_specs`, or the record itself as its only spec.
  public var specs: [ModelSpec] {
    guard let list = node["model_specs"], list.kind == .array else { return [ModelSpec(node)] }
    return list.elements.map(ModelSpec.init)
  }

  static func strings(_ node: Node?) -> [String] { node?.elements.compactMap(\.string) ?? [] }
}

/// One form in which a model can be had: a format and a size, from one or more sources.
public struct ModelSpec: Sendable {
  /// The spec's mapping; of a record without `model_specs` the record's own.
  public let node: Node

  /// Looks at a mapping as a spec.
  public init(_ node: Node) {
    self.node = node
  }

  /// The weights' format, such as `pytorch` or `ggufv2`.
  public var format: String? { node["model_format"]?.string }
  /// The size in billions of parameters as written: `7`, `0_6`.
  public var size: String? { Self.size(node["model_size_in_billions"]) }
  /// The active size in billions of parameters of a mixture of experts, as written.
  public var activatedSize: String? { Self.size(node["activated_size_in_billions"]) }
  /// Where the weights are, in order.
  public var sources: [ModelSource] {
    node["model_src"]?.members.map { ModelSource(hub: $0.key, node: $0.value) } ?? []
  }

  private static func size(_ node: Node?) -> String? {
    guard let node, node.kind == .number || node.kind == .string else { return nil }
    return node.text
  }
}

/// A repository of weights on a hub.
public struct ModelSource: Sendable {
  /// The hub's key, such as `huggingface`.
  public let hub: Node
  /// The source's mapping.
  public let node: Node

  /// The hub's name.
  public var hubName: String { hub.text }
  /// The repository's id, which may hold `{quantization}`.
  public var id: String? { node["model_id"]?.string }
  /// The commit, tag or branch.
  public var revision: String? { node["model_revision"]?.string }
  /// The quantizations on offer, in order.
  public var quantizations: [String] { ModelRecord.strings(node["quantizations"]) }
}

extension ModelRecord {
  /// The number of parameters in billions that a written size stands for: `0_6` is 0.6.
  public static func billions(_ size: String) -> Double? {
    Double(String(size.map { $0 == "_" ? "." : $0 }))
  }
}
