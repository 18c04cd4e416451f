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
      catalog.models[7].text += " " + word
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
    SearchCatalog.expectDamageNoticed(in: bytes, &generator, by: isUsed)
  }

  @Test("bytes that lie and have the right sums are read without a crash")
  func lies() throws {
    var generator = SeededGenerator(seed: 10)
    let catalog = try SearchCatalog(models: 30, &generator)
    let lying = try catalog.build().state.lying(3000, &generator)
    let used = lying.count { catalog.update($0, [0, 7, 29]) != nil }
    #expect(used > 0 && used < lying.count)
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
