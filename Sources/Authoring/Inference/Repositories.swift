import ModelFacts

/// The repositories that a draft is made from, in the order in which a person named them.
struct Repositories {
  let all: [RepositoryFacts]

  /// A repository's sizes: its own, else those of the one that it is a copy of.
  ///
  /// A quantized copy's files do not tell how many parameters were packed into them. It is called like its original,
  /// with more words behind.
  func sizes(of facts: RepositoryFacts) -> (total: ModelSize?, active: ModelSize?) {
    if let size = facts.size?.value { return (size, facts.activeSize?.value) }
    let name = facts.origin.name.lowercased()
    let originals = all.filter { $0.size != nil && name.hasPrefix($0.origin.name.lowercased()) }
    let original =
      originals.max { $0.origin.name.count < $1.origin.name.count }
      ?? all.first { $0.size != nil && $0.origin.id == facts.card?.baseModel?.value }
    return (original?.size?.value, original?.activeSize?.value)
  }

  /// The first repository that tells.
  func first<Value>(_ read: (RepositoryFacts) -> Fact<Value>?) -> Fact<Value>? {
    all.lazy.compactMap(read).first
  }

  /// What all repositories tell, each value once.
  func union<Value: Hashable>(_ read: (RepositoryFacts) -> Fact<[Value]>?) -> Fact<[Value]>? {
    let facts = all.compactMap(read)
    guard let first = facts.first else { return nil }
    var seen: Set<Value> = []
    return Fact(facts.flatMap(\.value).filter { seen.insert($0).inserted }, first.provenance)
  }

  /// What a repository's card files it under, such as `image-text-to-text`.
  var task: Fact<String>? { first { $0.card?.task } }

  var formats: Set<WeightFormat> {
    var formats = Set(all.compactMap { $0.weights?.format.value })
    if all.contains(where: { !$0.gguf.models.isEmpty }) { formats.insert(.ggufv2) }
    return formats
  }
}
