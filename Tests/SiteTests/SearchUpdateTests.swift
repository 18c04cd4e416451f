import Catalog
import TestSupport
import Testing

@testable import Site

@Suite struct SearchUpdateTests {
  @Test(
    "files and state of updates are those of full builds, whatever is edited", arguments: UInt64(0)..<24)
  func updates(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var catalog = try SearchCatalog(models: Int.random(in: 1...40, using: &generator), &generator)
    var (files, state) = catalog.build()
    var counts = EditCounts()
    for _ in 0..<24 {
      let places = try catalog.edit(&generator)
      let change = try #require(catalog.update(state, places))
      let before = files
      for path in change.gone { #expect(files.removeValue(forKey: path) != nil, "‘\(path)’ was not there") }
      for file in change.files { files[file.path] = file.bytes }
      #expect(Set(change.files.map(\.path)).count == change.files.count)
      let full = catalog.build()
      #expect(Set(files.keys) == Set(full.files.keys))
      for (path, bytes) in full.files where files[path] != bytes {
        Issue.record("‘\(path)’ is \(files[path].map { String(decoding: $0, as: UTF8.self) } ?? "missing")")
      }
      // Told apart from what is expected: states are long.
      let isSameState = change.state == full.state
      #expect(isSameState)
      counts.note(change, before: before, after: files)
      state = full.state
    }
    // With few models there may be one file.
    if catalog.count > 12 { #expect(counts.isComplete, "\(counts)") }
  }

  @Test("a word that is added to one model changes its own file and no other")
  func locality() throws {
    var generator = SeededGenerator(seed: 5)
    var catalog = try SearchCatalog(models: 400, &generator)
    let (files, state) = catalog.build()
    var written = 0
    for word in ["abba", "kekkek", "zzzuzo"] {
      catalog.texts[7] += " " + word
      let change = try #require(catalog.update(state, [7]))
      let touched = change.files.filter { files[$0.path] != $0.bytes && $0.path.contains("/from-") }
      written += touched.count
    }
    #expect(files.count > 40)
    #expect((3...6).contains(written))
  }

  @Test("what did not change changes nothing")
  func nothing() throws {
    var generator = SeededGenerator(seed: 6)
    let catalog = try SearchCatalog(models: 9, &generator)
    let state = catalog.build().state
    for places in [[], [3], Array(0..<9)] {
      let change = try #require(catalog.update(state, places))
      #expect(change.files.isEmpty && change.gone.isEmpty && change.state == state)
    }
  }

  @Test("words are found again among thousands of models, and lost where they are not")
  func blocks() {
    var generator = SeededGenerator(seed: 8)
    for count in [1, 127, 128, 129, 256, 257, 3000] {
      let postings = Set((0..<count).map { _ in Int.random(in: 0..<100_000, using: &generator) }).map {
        SearchPosting(place: UInt32($0), weight: UInt8($0 % 3 + 1))
      }.sorted()
      var bytes: [UInt8] = [1, 2]
      SearchRecord.append(Text("模型".utf8), postings, to: &bytes)
      guard let term = SearchRecord(bytes.span, at: 2, before: bytes.count) else {
        Issue.record("\(count) models are not read")
        continue
      }
      #expect(String(decoding: bytes[term.letters], as: UTF8.self) == "模型")
      let places = Set(postings.map(\.place))
      let sought = (places.shuffled(using: &generator).prefix(40) + (0..<40).map { $0 * 2500 }).sorted()
      var found: [SearchPosting] = []
      term.find(Array(Set(sought)).sorted(), bytes.span, to: &found)
      #expect(found == postings.filter { sought.contains($0.place) })
    }
  }

  @Test("a state with one damaged byte, or cut short, is none")
  func damage() throws {
    var generator = SeededGenerator(seed: 9)
    let catalog = try SearchCatalog(models: 12, &generator)
    let bytes = catalog.build().state.bytes
    func isUsed(_ bytes: [UInt8]) -> Bool {
      guard let state = SearchState(bytes: bytes) else { return false }
      return catalog.update(state, [1, 4]) != nil
    }
    #expect(isUsed(bytes))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
      #expect(!isUsed(damaged), "byte \(index)")
    }
    for count in stride(from: 0, to: bytes.count, by: 7) { #expect(!isUsed(Array(bytes.prefix(count)))) }
    #expect(!isUsed(bytes + [0]))
  }

  @Test("bytes that lie and have the right sums are read without a crash")
  func lies() throws {
    var generator = SeededGenerator(seed: 10)
    let catalog = try SearchCatalog(models: 30, &generator)
    let state = catalog.build().state
    let chunks = try #require(state.chunks).map { Array(state.bytes[$0.range]) }
    var used = 0
    for _ in 0..<3000 {
      var writer = SearchStateWriter()
      var bytes = SearchStateWriter.head(state.mark)
      for chunk in chunks {
        var chunk = chunk
        for _ in 0..<Int.random(in: 0...2, using: &generator) {
          let index = Int.random(in: chunk.indices, using: &generator)
          chunk[index] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &generator) ?? 0
        }
        writer.note(chunk)
        bytes += chunk
      }
      bytes += writer.tail()
      let lying = try #require(SearchState(bytes: bytes))
      if catalog.update(lying, [0, 7, 29]) != nil { used += 1 }
    }
    #expect(used > 0 && used < 3000)
  }

  @Test("a state of other models or other limits is not used")
  func otherCatalogs() throws {
    var generator = SeededGenerator(seed: 12)
    let catalog = try SearchCatalog(models: 8, &generator)
    let other = try SearchCatalog(models: 9, &generator)
    let state = catalog.build().state
    #expect(SearchUpdate(state, catalog.data, catalog.limits) != nil)
    #expect(SearchUpdate(state, other.data, catalog.limits) == nil)
    #expect(SearchUpdate(state, catalog.data) == nil)
  }

  @Test(
    "files are named by what they begin with, in letters that every file system takes",
    arguments: SearchTerms.files)
  func paths(start: String, path: String) {
    #expect(SearchLayout.path(Array(start.utf8)) == "data/\(path)")
  }
}

/// What happened to files over some edits: each of it has to be met, or the edits would test little.
private struct EditCounts: CustomStringConvertible {
  var began = 0
  var gone = 0
  var words = 0
  var kept = 0

  mutating func note(_ change: SearchChange, before: [String: [UInt8]], after: [String: [UInt8]]) {
    gone += change.gone.count
    began += change.files.count { before[$0.path] == nil }
    words += change.files.count { $0.path.contains("words-") }
    kept += after.count - change.files.count
  }

  var isComplete: Bool { began > 0 && gone > 0 && words > 0 && kept > 0 }
  var description: String { "\(began) began, \(gone) gone, \(words) of words, \(kept) kept" }
}

/// Some models with texts of few words, so that small limits are met and left again and again.
private struct SearchCatalog {
  let data: BrowseData
  let limits: SearchLimits
  var texts: [String]
  private var entries: [Entry]
  private var deprecated: Set<Int> = []
  private let places: [Int]

  var count: Int { entries.count }

  init(models count: Int, _ generator: inout SeededGenerator) throws {
    texts = []
    entries = []
    for number in 0..<count {
      entries.append(try Self.entry(number, &generator))
      texts.append(Self.text(&generator))
    }
    var index = SiteIndex(TestSite.options)
    for entry in entries { index.add(IndexSheet(entry, TestSite.options)) }
    index.finish()
    data = BrowseData(index, try TestSite.languages)
    places = try entries.map { try #require(index.place(of: $0.type, $0.name)) }
    var limits = SearchLimits(models: 0)
    limits.readmes = 5
    limits.models = 7
    (limits.leastFile, limits.usualRest, limits.mostFile) = (100, 100, 300)
    self.limits = limits
  }

  /// Changes some models, and gives their numbers.
  mutating func edit(_ generator: inout SeededGenerator) throws -> [Int] {
    var numbers: Set<Int> = []
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      let number = Int.random(in: 0..<count, using: &generator)
      numbers.insert(number)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: texts[number] = ""
      case 1: texts[number] = Self.text(&generator)
      case 2: deprecated.formSymmetricDifference([number])
      case 3: entries[number] = try Self.entry(number, &generator)
      default: texts[number] += " " + Self.word(&generator)
      }
    }
    return numbers.shuffled(using: &generator)
  }

  /// A full build.
  func build() -> (files: [String: [UInt8]], state: SearchState) {
    var search = SearchIndex()
    var sink = MemorySite()
    for (number, entry) in entries.enumerated() {
      search.add(
        entry, ModelFacts(entry), deprecated.contains(number) ? .deprecated : .current,
        readmes: [texts[number]], place: places[number], to: &sink)
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
    var terms = ModelTerms()
    for number in numbers {
      terms.take(entries[number], ModelFacts(entries[number]), readmes: [texts[number]])
      update?.replace(terms, isDeprecated: deprecated.contains(number), of: places[number])
    }
    return update?.finish()
  }

  private static func entry(_ number: Int, _ generator: inout SeededGenerator) throws -> Entry {
    let about = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in word(&generator) }
    let tags = (0..<Int.random(in: 0..<3, using: &generator)).map { _ in "\"t-\(word(&generator))\"" }
    return try TestSite.entry(
      "llm", "m\(number)",
      """
      [{"model_name": "m\(number)", "model_description": "\(about.joined(separator: " "))", \
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
