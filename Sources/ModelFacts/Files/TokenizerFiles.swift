import Documents

/// What the tokenizer's and the generation's files say: the chat template, and where to stop.
struct TokenizerFiles {
  let tokenizer: FactFile?
  let generation: FactFile?
  let config: ModelConfig?
  private let template: Fact<String>?

  init(tokenizer: FactFile?, generation: FactFile?, config: ModelConfig?, template: Fact<String>?) {
    self.tokenizer = tokenizer
    self.generation = generation
    self.config = config
    self.template = template
  }

  /// The chat template; a file of its own goes before the tokenizer's config, as transformers has it.
  var chatTemplate: Fact<String>? {
    template ?? tokenizer?.fact(["chat_template"], Self.template)
  }

  /// A template, or of several the one named `default`.
  static func template(_ node: Node) -> String? {
    if let text = node.filledText { return text }
    let named = node.elements.filter { $0["template"]?.filledText != nil }
    let chosen = named.first { $0["name"]?.string == "default" } ?? named.first
    return chosen?["template"]?.string
  }

  /// The ids of the tokens that end an answer.
  var stopIDs: Fact<[Int]>? {
    let read: (Node) -> [Int]? = { node in node.numbers.map { $0.filter { $0 >= 0 } } }
    if let ids = generation?.fact(["eos_token_id"], read) { return ids }
    guard let config else { return nil }
    return config.file.fact(["eos_token_id", config.textScope + "eos_token_id"], read)
  }

  /// The texts of these tokens, and of the tokenizer's own end; `nil` where no file tells a text.
  var stopTexts: Fact<[String]>? {
    guard let tokenizer else { return nil }
    var texts: [String] = []
    for id in stopIDs?.value ?? [] {
      guard let text = tokenizer["added_tokens_decoder.\(id).content"]?.string else { continue }
      if !texts.contains(text) { texts.append(text) }
    }
    let end = tokenizer["eos_token"].flatMap { $0.string ?? $0["content"]?.string }
    if let end, !texts.contains(end) { texts.append(end) }
    guard !texts.isEmpty else { return nil }
    return Fact(texts, tokenizer.provenance(end == nil ? "added_tokens_decoder" : "eos_token"))
  }

  /// The longest input that the tokenizer lets through; transformers writes a huge number for none.
  var inputLimit: Fact<Int>? {
    tokenizer?.fact(["model_max_length"]) { node in node.count.flatMap { $0 <= 1 << 30 ? $0 : nil } }
  }
}
