import Catalog
import Documents
import Markdown

/// What is read off an entry's records for its page and for its row in lists.
struct ModelFacts {
  /// The first description that says something; empty where there is none.
  private(set) var description = Text()
  private(set) var family = Text()
  private(set) var dimensions = Text()
  private(set) var context: TokenCount?
  private(set) var abilities = DistinctTexts()
  private(set) var languages = DistinctTexts()
  private(set) var formats = DistinctTexts()
  private(set) var engines = DistinctTexts()
  private(set) var quantizations = DistinctTexts()
  /// The keys of the hubs that have the weights.
  private(set) var hubs = DistinctTexts()
  /// The sizes on offer, the smallest first.
  private(set) var sizes: [ModelSizes] = []
  /// The bytes that the smallest build needs, as far as that can be reckoned.
  private(set) var leastMemory: Int?

  init(_ entry: Entry) {
    for record in entry.records { read(record.node) }
    sizes.sort()
  }

  private mutating func read(_ record: Node) {
    Self.takeText("model_description", of: record, into: &description)
    Self.takeText("model_family", of: record, into: &family)
    if dimensions.isEmpty, let node = record["dimensions"], node.kind == .number {
      dimensions = node.bytes.clipped(to: 20)
    }
    if context == nil, let tokens = record["context_length"]?.int ?? record["max_tokens"]?.int, tokens > 0 {
      context = TokenCount(tokens: tokens)
    }
    Self.insertTexts("model_ability", of: record, into: &abilities)
    Self.insertTexts("model_lang", of: record, into: &languages)
    Self.insertTexts("language", of: record, into: &languages)
    Engines.insert(of: record, into: &engines)
    let dimensions = DimensionsBySize(record)
    takeSpec(record, dimensions)
    guard let specs = record["model_specs"], specs.kind == .array else { return }
    for spec in specs.elements where spec.kind == .object { takeSpec(spec, dimensions) }
  }

  private mutating func takeSpec(_ spec: Node, _ dimensions: DimensionsBySize) {
    if let format = spec["model_format"], format.kind == .string { formats.insert(format.bytes) }
    takeSources(spec)
    guard sizes.count < 256, let size = ModelSizes(spec) else { return }
    takeMemory(of: spec, size.total, dimensions(of: spec, size))
    guard !sizes.contains(size) else { return }
    sizes.append(size)
  }

  private mutating func takeMemory(
    of spec: Node, _ size: ModelSize, _ dimensions: ModelDimensions?
  ) {
    guard let format = spec["model_format"], format.kind == .string, let sources = spec["model_src"] else {
      return
    }
    var least: WeightBits?
    for source in sources.members.prefix(16) where source.value.kind == .object {
      guard let names = source.value["quantizations"] else { continue }
      for name in names.elements.prefix(128) where name.kind == .string {
        guard let bits = WeightBits(format: format.bytes, quantization: name.bytes) else { continue }
        if bits.thousandths < least?.thousandths ?? .max { least = bits }
      }
    }
    guard let least else { return }
    let estimate = MemoryEstimate(size, least, dimensions, contextTokens: context?.tokens)
    leastMemory = min(leastMemory ?? .max, estimate.needed)
  }

  private mutating func takeSources(_ spec: Node) {
    Self.insertTexts("quantization", of: spec, into: &quantizations)
    Self.insertTexts("gguf_quantizations", of: spec, into: &quantizations)
    guard let sources = spec["model_src"] else {
      if spec["model_id"] != nil { hubs.insert(spec["model_hub"]?.bytes ?? Text("huggingface")) }
      return
    }
    for source in sources.members.prefix(16) where source.value.kind == .object {
      hubs.insert(source.key.bytes)
      for key in ["quantizations", "quantization", "gguf_quantizations"] {
        Self.insertTexts(key, of: source.value, into: &quantizations)
      }
    }
  }

  private static func takeText(_ key: String, of record: Node, into text: inout Text) {
    guard text.isEmpty, let node = record[key], node.kind == .string else { return }
    text = node.bytes
  }

  // Not of the facts, which would be copied so that their lists can grow meanwhile.
  private static func insertTexts(_ key: String, of record: Node, into texts: inout DistinctTexts) {
    guard let node = record[key] else { return }
    if node.kind == .string { texts.insert(node.bytes) }
    for element in node.elements where element.kind == .string { texts.insert(element.bytes) }
  }
}

extension ModelFacts {
  /// Takes the README's first paragraph where the records have no description.
  mutating func takeDescription(fromReadme readme: [UInt8]) {
    guard description.isEmpty else { return }
    var options = MarkdownOptions()
    // The paragraph is near the top or nowhere.
    options.limits.source = 3 << 10
    if let paragraph = MarkdownRenderer(options).render(readme).firstParagraph {
      description = Text(paragraph.utf8)
    }
  }
}

extension ModelSizes {
  /// The size of a spec; nothing where it states none.
  init?(_ spec: Node) {
    guard let node = spec["model_size_in_billions"], let total = ModelSize(node.bytes) else { return nil }
    self.total = total
    activated = spec["activated_size_in_billions"].flatMap { ModelSize($0.bytes) }
  }
}

extension ModelFacts {
  /// One sentence for lists: the description's beginning, or what the numbers say.
  var summary: Text {
    if !description.isEmpty { return Self.firstWords(of: description) }
    var sentence: [UInt8] = []
    if !dimensions.isEmpty {
      sentence.append(contentsOf: dimensions)
      sentence.append(" dimensions")
    }
    if let context {
      sentence.append(sentence.isEmpty ? "Up to " : ", up to ")
      sentence.append(grouped: context.tokens)
      sentence.append(" tokens")
    }
    return sentence[...]
  }

  /// The range of sizes, as lists show it: `0.6 – 235B`.
  var sizeRange: Text {
    guard let first = sizes.first?.total, let last = sizes.last?.total else { return [] }
    var text = first.digits
    if first != last {
      text.append(" – ")
      text.append(contentsOf: last.digits)
    }
    text.append("B")
    return text[...]
  }

  /// The beginning of a text, cut between words, with white space folded.
  static func firstWords(of text: Text, limit: Int = 220) -> Text {
    var words: [UInt8] = []
    words.reserveCapacity(limit + 4)
    var lastSpace = 0
    for byte in text.prefix(4 * limit) {
      if byte <= 0x20 {
        if words.isEmpty || words.last == 0x20 { continue }
        lastSpace = words.count
        words.append(0x20)
      } else {
        words.append(byte)
      }
      guard words.count > limit else { continue }
      words = Array(words[...].clipped(to: lastSpace > limit / 2 ? lastSpace : limit))
      words.append("…")
      return words[...]
    }
    if words.last == 0x20 { words.removeLast() }
    return words[...]
  }
}
