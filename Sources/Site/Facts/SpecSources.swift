import Documents

/// A part that weights play in a model, and the keys of a source that name them.
struct WeightPart {
  let id: String
  let quantizations: String
  let revision: String
  /// What stands for the quantization in an id.
  let placeholder: StaticString
  /// The format, where it is not the spec's.
  let format: Text?
  /// What the part is called, where it is not the model itself.
  let note: Text?

  /// The model itself.
  static let main = WeightPart(id: "model_id", quantizations: "quantizations", revision: "model_revision")
  /// The model in llama.cpp's format, beside other weights.
  static let gguf = WeightPart(
    id: "gguf_model_id", quantizations: "gguf_quantizations", format: Text("ggufv2"))
  /// Weights that need fewer steps.
  static let lightning = WeightPart(
    id: "lightning_model_id", quantizations: "lightning_versions", revision: "lightning_model_revision",
    note: Text("lightning"))

  /// The model itself and all that can come with it.
  static let all: [WeightPart] = [
    main, gguf, lightning,
    WeightPart(
      id: "draft_model_id", quantizations: "draft_quantizations", revision: "draft_model_revision",
      placeholder: "{draft_quantization}", note: Text("draft model")),
    WeightPart(
      id: "text_encoder_model_id", revision: "text_encoder_model_revision", note: Text("text encoder")),
    WeightPart(id: "vae_model_id", revision: "vae_model_revision", note: Text("VAE")),
    WeightPart(id: "auxiliary_model_id", revision: "auxiliary_model_revision", note: Text("auxiliary")),
  ]

  /// Whether this is the model itself.
  var isMain: Bool { id == Self.main.id }

  /// Whether a mapping names any part beside the model itself; few do, and looking for each by name costs.
  static func hasCompanions(_ node: Node) -> Bool {
    let document = node.document
    guard node.kind == .object else { return false }
    let ending = Text("_model_id")
    var key = document.firstChild(of: node.id)
    let end = document.end(of: node.id)
    while key < end {
      if document.bytes(of: key).suffix(ending.count) == ending { return true }
      key = document.next(after: document.value(ofKey: key))
    }
    return false
  }

  private init(
    id: String, quantizations: String = "", revision: String = "",
    placeholder: StaticString = "{quantization}",
    format: Text? = nil, note: Text? = nil
  ) {
    self.id = id
    self.quantizations = quantizations
    self.revision = revision
    self.placeholder = placeholder
    self.format = format
    self.note = note
  }
}

/// The sources of one spec, with what they inherit from the spec and the record around them.
struct SpecSources {
  /// One quantization and where it lies; without a name where the spec has no quantizations.
  struct Build {
    let quantization: Text?
    let weights: [SpecTable.Weights]
  }

  private let sources: [(hub: Hub, node: Node)]
  private let outer: [Node]

  init(_ spec: Node, of record: Node) {
    outer = spec.id == record.id ? [spec] : [spec, record]
    if let members = spec["model_src"]?.members {
      sources = members.prefix(16).filter { $0.value.kind == .object }.map { (Hub($0.key.bytes), $0.value) }
    } else {
      let hub = spec["model_hub"].map { $0.bytes.clipped(to: 64) } ?? Text("huggingface")
      sources = [(Hub(hub), spec)]
    }
  }

  /// Whether any source names a part beside the model itself.
  var haveCompanions: Bool { sources.contains { WeightPart.hasCompanions($0.node) } }

  /// The builds of one part in the order of their quantizations; none where no source has the part.
  func builds(of part: WeightPart) -> [Build] {
    let offers = sources.compactMap { source -> Offer? in
      guard let id = text(part.id, of: source.node, inherited: !part.isMain) else { return nil }
      return Offer(
        hub: source.hub, id: id, quantizations: quantizations(of: part, in: source.node),
        revision: text(part.revision, of: source.node, inherited: !part.isMain) ?? [])
    }
    var names = DistinctTexts()
    for offer in offers { for name in offer.quantizations { names.insert(name) } }
    guard !names.texts.isEmpty else {
      return offers.isEmpty ? [] : [build(nil, of: offers, part)]
    }
    return names.texts.map { build($0, of: offers, part) }
  }

  private struct Offer {
    let hub: Hub
    let id: Text
    let quantizations: [Text]
    let revision: Text
  }

  private func build(_ quantization: Text?, of offers: [Offer], _ part: WeightPart) -> Build {
    var weights: [SpecTable.Weights] = []
    for offer in offers {
      if let quantization, !offer.quantizations.contains(quantization) { continue }
      let id = quantization.map { Self.fill(offer.id, part.placeholder, $0) } ?? Array(offer.id)
      let link = SpecTable.Link(hub: offer.hub.key, revision: offer.revision)
      SpecTable.Weights.insert(id, link, into: &weights)
    }
    return Build(quantization: quantization, weights: weights)
  }

  private func text(_ key: String, of source: Node, inherited: Bool) -> Text? {
    guard let node = value(key, of: source, inherited: inherited), node.kind == .string else { return nil }
    return node.bytes.isEmpty ? nil : node.bytes.clipped(to: 512)
  }

  private func quantizations(of part: WeightPart, in source: Node) -> [Text] {
    if let list = value(part.quantizations, of: source, inherited: true), list.kind == .array {
      return list.elements.prefix(128).compactMap { $0.kind == .string ? $0.bytes.clipped(to: 128) : nil }
    }
    // Audio records of 4.x have one quantization each, as a text.
    guard part.isMain, let one = text("quantization", of: source, inherited: true) else { return [] }
    return [one.clipped(to: 128)]
  }

  private func value(_ key: String, of source: Node, inherited: Bool) -> Node? {
    guard !key.isEmpty else { return nil }
    if let value = source[key] { return value }
    return inherited ? outer.lazy.compactMap { $0[key] }.first : nil
  }

  /// Puts a quantization's name into an id, once: no id that occurs asks for it twice.
  private static func fill(_ id: Text, _ placeholder: StaticString, _ name: Text) -> [UInt8] {
    let placeholder = Text(placeholder)
    guard let brace = id.firstIndex(of: UInt8(ascii: "{")),
      id[brace...].starts(with: placeholder)
    else { return Array(id) }
    return Array(id[..<brace] + name + id[(brace + placeholder.count)...])
  }
}
