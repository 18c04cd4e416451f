/// A value below `model:` that some rule asks about: an ability, a format, a hub.
enum Word: UInt8, CaseIterable, Sendable {
  // Abilities; the first 64 cases fit into a set of bits.
  case chat, tools, vision, audio, omni, reasoning, hybrid, generate, embed
  case embedVision, embedVideo, embedAudio
  case rerankVision, rerankVideo, rerankAudio
  case text2image, image2image, inpainting, ocr, docanalyze
  case text2audio, text2audioZeroShot, text2audioVoiceCloning, text2audioVoiceDesign
  case text2audioEmotionControl, text2music, audio2text, speakerEmbedding
  case text2video, image2video, firstlastframe2video
  case image2world, text2world
  // Formats.
  case pytorch, gptq, awq, fp4, fp8, bnb, mlx, ggufv2
  // Hubs.
  case huggingface, modelscope, openmindHub, csghub
  // A quantization that is none.
  case none

  /// The word as files have it.
  var text: String { String(describing: self).inSnakeCase }

  static let table = KeyTable<Word>(\.text)
}

/// Words as bits.
struct WordSet: Sendable {
  private var bits: UInt64 = 0

  init() {}

  init(_ words: [Word]) {
    for word in words { insert(word) }
  }

  var isEmpty: Bool { bits == 0 }

  mutating func insert(_ word: Word) { bits |= 1 << UInt64(word.rawValue) }

  func contains(_ word: Word) -> Bool { bits & 1 << UInt64(word.rawValue) != 0 }

  func isDisjoint(with other: WordSet) -> Bool { bits & other.bits == 0 }

  func isSubset(of other: WordSet) -> Bool { bits & ~other.bits == 0 }
}
