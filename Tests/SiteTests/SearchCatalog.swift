import Catalog
import TestSupport
import Testing

@testable import Site

/// Some models with texts of few words, so that small limits are met and left again and again.
struct SearchCatalog {
  struct Model {
    var entry: Entry
    var text: String
    var isDeprecated = false

    /// What it is found by.
    var terms: [UInt8] {
      var terms = ModelTerms()
      terms.take(entry, ModelFacts(entry), readmes: [text])
      return terms.records(isDeprecated: isDeprecated)
    }
  }

  var models: [Model] = []
  private(set) var data: BrowseData
  /// The models' places in the lists.
  private(set) var places: [Int] = []

  var count: Int { models.count }

  /// Small limits; as with real ones, one of them follows from the number of models.
  var limits: SearchLimits {
    var limits = SearchLimits(models: count)
    limits.readmes = 2 + min(count, 24) / 8
    limits.models = 7
    (limits.leastFile, limits.usualRest, limits.mostFile) = (100, 100, 300)
    return limits
  }

  init(models count: Int, _ generator: inout SeededGenerator) throws {
    for number in 0..<count {
      models.append(Model(entry: try Self.entry("m\(number)", &generator), text: Self.text(&generator)))
    }
    data = BrowseData(SiteIndex(TestSite.options), [])
    try number()
  }

  /// Changes some models, and gives their numbers.
  mutating func edit(_ generator: inout SeededGenerator) throws -> [Int] {
    var numbers: Set<Int> = []
    for _ in 0..<Int.random(in: 1...4, using: &generator) where count > 0 {
      let number = Int.random(in: 0..<count, using: &generator)
      numbers.insert(number)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: models[number].text = ""
      case 1: models[number].text = Self.text(&generator)
      case 2: models[number].isDeprecated.toggle()
      case 3: models[number].entry = try Self.entry(models[number].entry.name, &generator)
      default: models[number].text += " " + Self.word(&generator)
      }
    }
    return numbers.shuffled(using: &generator)
  }

  /// Lets some models go and others come, changes some, and gives the numbers of those that are not as they were.
  mutating func turnOver(_ generator: inout SeededGenerator) throws -> [Int] {
    for _ in 0..<Int.random(in: 0...3, using: &generator) where count > 0 {
      models.remove(at: Int.random(in: 0..<count, using: &generator))
    }
    var numbers = Int.random(in: 0...2, using: &generator) == 0 ? try edit(&generator) : []
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      let name = "m\(Int.random(in: 0..<1000, using: &generator))"
      if models.contains(where: { $0.entry.name == name }) { continue }
      numbers.append(count)
      models.append(Model(entry: try Self.entry(name, &generator), text: Self.text(&generator)))
    }
    try number()
    return numbers
  }

  /// A full build.
  func build() -> (files: [String: [UInt8]], state: SearchState) {
    var search = SearchIndex()
    var sink = MemorySite()
    for (model, place) in zip(models, places) {
      search.add(model.terms, place: place, to: &sink)
    }
    var files = SearchFiles(search, data, limits)
    var bytes: [UInt8] = []
    files.write(to: &sink) { bytes += $0 }
    guard let state = SearchState(bytes: bytes) else { preconditionFailure("a build keeps a state") }
    return (sink.files, state)
  }

  /// An update by the models of these numbers.
  func update(_ state: SearchState, _ numbers: [Int]) -> SearchChange? {
    var update = SearchUpdate(state, data, limits)
    for number in numbers { update?.replace(models[number].terms, of: places[number]) }
    return update?.finish()
  }

  /// An update from a catalog of other models, by the models of these numbers.
  func renumber(_ state: SearchState, from former: SearchCatalog, _ numbers: [Int]) -> SearchChange? {
    var renumbering = SearchRenumbering(
      state, of: former.data, to: data, places: places(of: former), (former.limits, limits))
    for number in numbers { renumbering?.replace(models[number].terms, of: places[number]) }
    return renumbering?.finish()
  }

  /// The places here of another catalog's models, by the places that they have there.
  func places(of other: SearchCatalog) -> [Int?] {
    var result = [Int?](repeating: nil, count: other.count)
    for (model, place) in zip(other.models, other.places) {
      result[place] = data.index.place(of: model.entry.type, model.entry.name)
    }
    return result
  }

  private mutating func number() throws {
    var index = SiteIndex(TestSite.options)
    for model in models { index.add(IndexSheet(model.entry, TestSite.options)) }
    index.finish()
    data = BrowseData(index, try TestSite.languages)
    places = try models.map { try #require(index.place(of: $0.entry.type, $0.entry.name)) }
  }

  private static func entry(_ name: String, _ generator: inout SeededGenerator) throws -> Entry {
    let about = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in word(&generator) }
    let tags = (0..<Int.random(in: 0..<3, using: &generator)).map { _ in "\"t-\(word(&generator))\"" }
    return try TestSite.entry(
      "llm", name,
      """
      [{"model_name": "\(name)", "model_description": "\(about.joined(separator: " "))", \
      "model_family": "\(word(&generator))", "hub": {"tags": [\(tags.joined(separator: ","))]}}]
      """)
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0..<20, using: &generator)).map { _ in word(&generator) }.joined(separator: " ")
  }

  /// A word of one to four syllables; short ones are met in many models.
  private static func word(_ generator: inout SeededGenerator) -> String {
    let count = [1, 1, 1, 2, 2, 3, 4].randomElement(using: &generator) ?? 1
    return (0..<count).map { _ in syllables.randomElement(using: &generator) ?? "" }.joined()
  }

  private static let syllables = ["a", "ba", "ke", "zu", "zo", "3", "qwen", "模", "ж"]
}

extension SearchState {
  /// States of the same mark with right sums, whose records lie in up to two bytes of each chunk.
  func lying(_ count: Int, _ generator: inout SeededGenerator) throws -> [SearchState] {
    let chunks = try #require(chunks).map { Array(bytes[$0.range]) }
    return try (0..<count).map { _ in
      var writer = SearchStateWriter()
      var bytes = SearchStateWriter.head(mark)
      for chunk in chunks {
        var chunk = chunk
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
          let index = Int.random(in: chunk.indices, using: &generator)
          chunk[index] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        }
        writer.note(chunk)
        bytes += chunk
      }
      return try #require(SearchState(bytes: bytes + writer.tail()))
    }
  }
}

extension SearchCatalog {
  /// Expects bytes to be used as they are, and not with one byte damaged, cut short, or longer.
  static func expectDamageNoticed(
    in bytes: [UInt8], _ generator: inout SeededGenerator, by isUsed: ([UInt8]) -> Bool
  ) {
    #expect(isUsed(bytes))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
      #expect(!isUsed(damaged), "byte \(index)")
    }
    for count in stride(from: 0, to: bytes.count, by: 7) { #expect(!isUsed(Array(bytes.prefix(count)))) }
    #expect(!isUsed(bytes + [0]))
  }
}
