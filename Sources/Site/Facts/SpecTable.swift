import Catalog
import Documents

/// All that can be downloaded of a model: every quantization of every spec on every hub.
///
/// Builds that have the same repository everywhere share a row, since that is how people look for them.
struct SpecTable {
  /// The builds of one size; all of them where the entry states no sizes.
  struct Group {
    let sizes: ModelSizes?
    fileprivate(set) var blocks: [Block] = []
    /// What is known of the inside of a model of that size.
    fileprivate(set) var dimensions: ModelDimensions?

    /// The bytes of the largest build's weights, as far as they can be reckoned.
    fileprivate(set) var mostMemory = 0
  }

  /// A quantization with what it takes in memory, where that can be reckoned.
  struct Quantization {
    let name: Text
    let memory: MemoryEstimate?
  }

  /// The builds of one format.
  struct Block {
    let format: Text
    /// What tells the block apart where the format does not: an engine, or the part that the weights play.
    let note: Text
    /// The part that the weights play, by the key of its id.
    let part: String
    fileprivate(set) var rows: [Row] = []

    /// Whether these are not the model's own weights but come with them.
    var isCompanion: Bool { part != WeightPart.main.id }
  }

  /// Quantizations with one and the same place on every hub.
  struct Row {
    fileprivate(set) var quantizations: [Quantization]
    let weights: [Weights]
  }

  /// A repository's id with the hubs that have it.
  struct Weights: Equatable {
    let id: [UInt8]
    fileprivate(set) var links: [Link] = []
  }

  /// A hub that has a repository, and the commit that is asked for there.
  struct Link: Equatable {
    let hub: Text
    let revision: Text
  }

  /// More than this is a file that no reader wants as a table.
  static let mostBuilds = 4096

  private(set) var groups: [Group] = []
  private(set) var builds = 0
  private(set) var hubs = DistinctTexts()
  /// Whether builds were left out because there are too many.
  private(set) var isCut = false

  init(_ entry: Entry) {
    for record in entry.records { add(record.node) }
    groups.sort { left, right in
      switch (left.sizes, right.sizes) {
      case (.some(let left), .some(let right)): left < right
      case (.some, nil): true
      default: false
      }
    }
  }

  private mutating func add(_ record: Node) {
    let engine = record["engine"] ?? record["model_engine"]
    let note = engine.map { $0.bytes.clipped(to: 64) } ?? []
    let hasCompanions = WeightPart.hasCompanions(record)
    if let specs = record["model_specs"], specs.kind == .array {
      let dimensions = DimensionsBySize(record)
      for spec in specs.elements where spec.kind == .object {
        add(spec, of: record, note: note, hasCompanions, dimensions)
      }
    } else {
      add(record, of: record, note: note, hasCompanions)
    }
    guard let networks = record["controlnet"], networks.kind == .array else { return }
    for network in networks.elements.prefix(64) where network.kind == .object {
      var note = Array("ControlNet ".utf8)
      if let name = network["model_name"] { note.append(contentsOf: name.bytes.clipped(to: 64)) }
      add(network, of: network, note: note[...], false)
    }
  }

  private mutating func add(
    _ spec: Node, of record: Node, note: Text, _ hasCompanions: Bool, _ known: DimensionsBySize? = nil
  ) {
    let sources = SpecSources(spec, of: record)
    let isPlain = !hasCompanions && !sources.haveCompanions && !WeightPart.hasCompanions(spec)
    let parts = isPlain ? [WeightPart.main] : WeightPart.all
    let sizes = ModelSizes(spec)
    let format = (spec["model_format"] ?? record["model_format"])?.bytes.clipped(to: 64) ?? []
    let dimensions = sizes.flatMap { known?(of: spec, $0) ?? ModelDimensions(of: spec) }
    let context = record["context_length"]?.int
    for part in parts {
      let builds = sources.builds(of: part)
      guard !builds.isEmpty else { continue }
      let index = block(sizes, part, part.format ?? format, part.note ?? note)
      if part.isMain, groups[index.0].dimensions == nil { groups[index.0].dimensions = dimensions }
      for build in builds {
        add(build, to: index) { name in
          guard part.isMain, let sizes, let bits = WeightBits(format: format, quantization: name) else {
            return nil
          }
          return MemoryEstimate(sizes.total, bits, dimensions, contextTokens: context)
        }
      }
    }
  }

  private mutating func block(
    _ sizes: ModelSizes?, _ part: WeightPart, _ format: Text, _ note: Text
  ) -> (Int, Int) {
    let group = groups.lastIndex { $0.sizes == sizes } ?? groups.count
    if group == groups.count { groups.append(Group(sizes: sizes)) }
    let blocks = groups[group].blocks
    let block =
      blocks.firstIndex { $0.part == part.id && $0.format == format && $0.note == note }
      ?? blocks.count
    if block == blocks.count {
      groups[group].blocks.append(Block(format: format, note: note, part: part.id))
    }
    return (group, block)
  }

  private mutating func add(
    _ build: SpecSources.Build, to index: (group: Int, block: Int), memory: (Text) -> MemoryEstimate?
  ) {
    guard builds < Self.mostBuilds else {
      isCut = true
      return
    }
    builds += 1
    for weights in build.weights { for link in weights.links { hubs.insert(link.hub) } }
    let quantizations = build.quantization.map { [Quantization(name: $0, memory: memory($0))] } ?? []
    let most = groups[index.group].mostMemory
    groups[index.group].mostMemory = max(most, quantizations.first?.memory?.weights ?? 0)
    let last = groups[index.group].blocks[index.block].rows.count - 1
    if last >= 0, groups[index.group].blocks[index.block].rows[last].weights == build.weights,
      !quantizations.isEmpty
    {
      groups[index.group].blocks[index.block].rows[last].quantizations += quantizations
    } else {
      let row = Row(quantizations: quantizations, weights: build.weights)
      groups[index.group].blocks[index.block].rows.append(row)
    }
  }
}

extension SpecTable.Weights {
  /// Adds a hub to the repository of that id, or a repository to the list.
  static func insert(_ id: [UInt8], _ link: SpecTable.Link, into list: inout [SpecTable.Weights]) {
    if let index = list.firstIndex(where: { $0.id == id }) {
      list[index].links.append(link)
    } else {
      list.append(SpecTable.Weights(id: id, links: [link]))
    }
  }
}
