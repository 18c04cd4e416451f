/// What a GGUF header says of a model, as facts.
struct GGUFFacts {
  private let header: GGUFHeader
  private let place: String
  private let path: String

  init(_ origin: RepositoryOrigin, path: String, _ header: GGUFHeader) {
    self.header = header
    self.path = path
    place = origin.place
  }

  var contextLength: Fact<Int>? {
    guard let family = header["general.architecture"]?.string else { return nil }
    return number("\(family).context_length")
  }

  var chatTemplate: Fact<String>? {
    fact("tokenizer.chat_template") { $0.string.flatMap { $0.isEmpty ? nil : $0 } }
  }

  private static let endKeys = ["tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id"]

  var stopIDs: Fact<[Int]>? {
    var ids: [Int] = []
    for key in Self.endKeys {
      if let id = header[key]?.int, id >= 0, !ids.contains(id) { ids.append(id) }
    }
    return ids.isEmpty ? nil : Fact(ids, provenance(Self.endKeys[0]))
  }

  var stopTexts: Fact<[String]>? {
    guard let ids = stopIDs else { return nil }
    let texts = ids.value.compactMap { header.text(at: $0, of: "tokenizer.ggml.tokens") }
    return texts.isEmpty ? nil : Fact(texts, ids.provenance)
  }

  /// The size by the header's own label, else by counting what it lists, where it lists all.
  var size: Fact<ModelSize>? {
    if let label = header["general.size_label"]?.string, let size = SizeInName(label).total {
      return Fact(size, provenance("general.size_label"))
    }
    if let count = number("general.parameter_count") { return count.map { ModelSize(parameters: $0) } }
    let isPart = (header["split.count"]?.int ?? 1) > 1
    guard !isPart, header.parameterCount > 1_000_000 else { return nil }
    return Fact(ModelSize(parameters: header.parameterCount), provenance("tensors"))
  }

  private func number(_ key: String) -> Fact<Int>? {
    fact(key) { $0.int.flatMap { (1...1 << 50).contains($0) ? $0 : nil } }
  }

  private func fact<Value: Sendable>(_ key: String, _ read: (GGUFValue) -> Value?) -> Fact<Value>? {
    header[key].flatMap(read).map { Fact($0, provenance(key)) }
  }

  private func provenance(_ key: String) -> Provenance { Provenance(place, file: path, key: key) }
}
