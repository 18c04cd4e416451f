import Catalog

/// The order in which upstream's records have their keys, type by type.
enum KeyOrder {
  static let hub = [
    "visibility", "audience", "edition", "maintainers", "license", "tags", "links", "lifecycle", "aliases",
    "allow",
  ]

  static func record(_ type: ModelType) -> [String] { ["version"] + own(type) + tail }

  private static let tail = ["updated_at", "featured", "virtualenv"]

  private static func own(_ type: ModelType) -> [String] {
    switch type {
    case .llm:
      [
        "context_length", "model_name", "model_lang", "model_ability", "model_description", "model_family",
        "model_specs", "chat_template", "stop_token_ids", "stop", "reasoning_start_tag", "reasoning_end_tag",
        "tool_parser", "architectures", "model_type",
      ]
    case .embedding: ["model_name", "dimensions", "max_tokens", "language", "model_ability", "model_specs"]
    case .rerank: ["model_name", "type", "language", "max_tokens", "model_ability", "model_specs"]
    case .image:
      [
        "model_name", "model_family", "model_description", "model_ability", "default_model_config",
        "default_generate_config", "controlnet", "model_src", "model_specs",
      ]
    case .audio:
      [
        "model_name", "cache_name", "model_family", "model_description", "engine", "model_format",
        "model_ability",
        "multilingual", "language", "model_lang", "default_model_config", "model_src",
      ]
    case .video:
      [
        "model_name", "model_family", "model_description", "engine", "model_format", "cache_name",
        "model_ability",
        "default_model_config", "default_generate_config", "model_src",
      ]
    case .world:
      [
        "model_name", "model_family", "model_description", "model_format", "model_ability",
        "default_model_config",
        "default_generate_config", "source_url", "source_revision", "source_subdir", "model_src",
      ]
    }
  }
}
