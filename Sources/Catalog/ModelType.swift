/// The seven kinds of model that Xinference knows.
public enum ModelType: String, Sendable, CaseIterable, Comparable, Hashable {
  /// Language models.
  case llm
  /// Text and picture embeddings.
  case embedding
  /// Rerankers.
  case rerank
  /// Picture generation, editing and reading.
  case image
  /// Speech and sound.
  case audio
  /// Video generation.
  case video
  /// World models.
  case world

  /// Orders the types as they are listed above, which is the order that readers look for.
  public static func < (left: ModelType, right: ModelType) -> Bool { left.order < right.order }

  private var order: Int {
    switch self {
    case .llm: 0
    case .embedding: 1
    case .rerank: 2
    case .image: 3
    case .audio: 4
    case .video: 5
    case .world: 6
    }
  }

  /// What `xinference launch --model-type` takes.
  public var launchName: String { self == .llm ? "LLM" : rawValue }

  /// Where the aggregate layout of Xinference's repository keeps the type; the layout ended before `world` came.
  public var aggregatePath: String? {
    switch self {
    case .llm: "xinference/model/llm/llm_family.json"
    case .world: nil
    default: "xinference/model/\(rawValue)/model_spec.json"
    }
  }

  /// Where the split layout keeps the type: one file a model.
  public var splitFolder: String { "xinference/model/\(rawValue)/models" }
}
