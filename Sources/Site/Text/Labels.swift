import Catalog

/// The words that pages use for what catalogs name by keys.
enum Labels {
  /// What a type is called beside its icon.
  static func short(_ type: ModelType) -> String {
    switch type {
    case .llm: "Language"
    case .embedding: "Embedding"
    case .rerank: "Rerank"
    case .image: "Image"
    case .audio: "Audio"
    case .video: "Video"
    case .world: "World"
    }
  }

  /// What an ability is called.
  static func ability(_ key: Text) -> Text {
    for (known, label) in abilities where key.is(known) { return Text(label) }
    return Text(key.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 })
  }

  private static let abilities: [(StaticString, StaticString)] = [
    ("text2image", "text to image"), ("image2image", "image to image"), ("ocr", "OCR"),
    ("docanalyze", "document analysis"),
    ("embed_vision", "image input"), ("embed_video", "video input"), ("embed_audio", "audio input"),
    ("rerank_vision", "image input"), ("rerank_video", "video input"), ("rerank_audio", "audio input"),
    ("audio2text", "speech to text"), ("text2audio", "text to speech"), ("text2music", "text to music"),
    ("text2audio_zero_shot", "zero-shot voice"), ("text2audio_voice_cloning", "voice cloning"),
    ("text2audio_voice_design", "voice design"), ("text2audio_emotion_control", "emotion control"),
    ("text2video", "text to video"), ("image2video", "image to video"),
    ("firstlastframe2video", "between two frames"),
    ("text2world", "text to world"), ("image2world", "image to world"),
  ]

  /// What a language is called in that language, for the few that READMEs are written in most.
  static func language(_ tag: String) -> String {
    switch tag.lowercased() {
    case "en": "English"
    case "zh", "zh-cn", "zh-hans": "简体中文"
    case "zh-tw", "zh-hk", "zh-hant": "繁體中文"
    case "ja": "日本語"
    case "ko": "한국어"
    case "de": "Deutsch"
    case "fr": "Français"
    case "es": "Español"
    case "ru": "Русский"
    default: tag
    }
  }

  /// The page of a licence; nothing for an expression of several, or for one that SPDX does not list.
  static func address(ofLicense expression: String) -> String? {
    // Of SPDX's identifiers, only `+` is more than a model may be called.
    let isOne = ModelName.isValid(String(expression.filter { $0 != "+" }))
    guard isOne, !expression.hasPrefix("LicenseRef-"), expression != "other" else { return nil }
    return "https://spdx.org/licenses/\(expression).html"
  }
}
