import Catalog

/// What an entry is found by: its value or values of every facet.
struct FacetValues {
  /// One of them.
  struct Value: Equatable {
    let facet: Facet
    let key: [UInt8]
    let label: Text
    var rank = 0
  }

  private(set) var all: [Value] = []

  init(_ entry: Entry, _ facts: ModelFacts, _ stage: LifecycleStage) {
    all.reserveCapacity(40)
    add(.type, Text(entry.type.rawValue.utf8), Text(Labels.short(entry.type).utf8), rank: entry.type.rank)
    for ability in facts.abilities.texts { add(.ability, ability, Labels.ability(ability)) }
    addSizes(facts.sizes)
    if let least = facts.leastMemory { addMemory(least) }
    if let context = facts.context { addContext(context) }
    for format in facts.formats.texts { add(.format, format) }
    for quantization in facts.quantizations.texts { add(.quantization, quantization) }
    for engine in facts.engines.texts { add(.engine, engine) }
    for language in facts.languages.texts { addLanguage(language) }
    for license in Licenses.names(in: entry.hub.license?.value ?? "") { add(.license, Text(license.utf8)) }
    for tag in entry.hub.tags.prefix(64) { add(.tag, Text(tag.value.utf8)) }
    for hub in facts.hubs.texts { add(.hub, hub, Hub(hub).label) }
    add(.lifecycle, Text(stage.rawValue.utf8), Text(stage.label.utf8), rank: stage.rank)
    if entry.isFeatured { add(.featured, Text("yes"), Text("featured")) }
  }

  /// The values of one facet.
  func of(_ facet: Facet) -> [Value] {
    var values: [Value] = []
    for index in all.indices where all[index].facet == facet { values.append(all[index]) }
    return values
  }

  private mutating func add(_ facet: Facet, _ key: Text, _ label: Text? = nil, rank: Int = 0) {
    let key = key.clipped(to: 64).folded
    if key.isEmpty { return }
    // By place: to hand each value to a closure would count references on two arrays.
    for index in all.indices where all[index].facet == facet && all[index].key == key { return }
    all.append(Value(facet: facet, key: key, label: (label ?? key[...]).clipped(to: 64), rank: rank))
  }

  private mutating func add(_ facet: Facet, _ spelling: Text) { add(facet, spelling, spelling) }

  private mutating func addSizes(_ sizes: [ModelSizes]) {
    for size in sizes {
      let band = SizeBand(millions: size.total.millions)
      add(.size, band.key, band.label, rank: band.rank)
      guard let activated = size.activated else { continue }
      let activeBand = SizeBand(millions: activated.millions)
      add(.active, activeBand.key, activeBand.label, rank: activeBand.rank)
    }
  }

  /// All the memories that the smallest build fits in: who has more can run what needs less.
  private mutating func addMemory(_ least: Int) {
    for (rank, memory) in Self.memories.enumerated() where least <= memory.gigabytes * 1_000_000_000 {
      add(.memory, memory.key, memory.label, rank: rank)
    }
  }

  private static let memories: [(gigabytes: Int, key: Text, label: Text)] = MemorySizes.all.map {
    ($0, decimal($0), decimal($0) + Text(" GB"))
  }

  private mutating func addContext(_ context: TokenCount) {
    for (rank, length) in Self.contexts.enumerated() where context.tokens >= length.tokens {
      add(.context, length.key, length.label, rank: rank)
    }
  }

  /// The lengths of input that people ask for.
  private static let contexts: [(tokens: Int, key: Text, label: Text)] = [
    8 << 10, 32 << 10, 128 << 10, 256 << 10, 1 << 20,
  ].map { ($0, decimal($0), TokenCount(tokens: $0).short + Text(" or more")) }

  private mutating func addLanguage(_ written: Text) {
    guard let language = LanguageName.read(written) else { return }
    add(.language, language.key, language.label)
  }
}

extension ModelType {
  /// The type's place in the order that readers look for.
  var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The licences that an SPDX expression names.
enum Licenses {
  /// The names, without exceptions; none of a text that is no expression.
  static func names(in expression: String) -> [String] {
    var names: [String] = []
    var wantsName = true
    var isException = false
    for word in expression.split(whereSeparator: { " ()".contains($0) }).prefix(32) {
      switch word {
      case "AND", "OR", "WITH", "and", "or", "with":
        isException = word.first == "W" || word.first == "w"
        if wantsName { return [] }
        wantsName = true
      default:
        guard wantsName, ModelName.isValid(String(word.filter { $0 != "+" })) else { return [] }
        if !isException { names.append(String(word)) }
        wantsName = false
      }
    }
    return names
  }
}
