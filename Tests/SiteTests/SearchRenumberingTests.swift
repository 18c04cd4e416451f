import TestSupport
import Testing

@testable import Site

@Suite struct SearchRenumberingTests {
  @Test(
    "files and state are those of full builds, whatever comes, goes, and changes at once",
    arguments: UInt64(0)..<24)
  func turnOver(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    // Some catalogs are emptied on the way, and some have words in more models than a block has.
    let count = seed == 0 ? 400 : Int.random(in: 0...40, using: &generator)
    var catalog = try SearchCatalog(models: count, &generator)
    var (files, state) = catalog.build()
    var (began, gone) = (0, 0)
    for _ in 0..<16 {
      let former = catalog
      let numbers = try catalog.turnOver(&generator)
      let change = try #require(catalog.renumber(state, from: former, numbers))
      began += change.files.count { files[$0.path] == nil }
      gone += change.gone.count
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
      state = full.state
    }
    if count > 12 { #expect(began > 0 && gone > 0) }
  }

  @Test("a catalog comes from nothing, and goes to nothing")
  func emptiness() throws {
    var generator = SeededGenerator(seed: 1)
    let none = try SearchCatalog(models: 0, &generator)
    let some = try SearchCatalog(models: 30, &generator)
    for (former, now, numbers) in [(none, some, Array(0..<30)), (some, none, []), (none, none, [])] {
      let (files, state) = former.build()
      let full = now.build()
      let change = try #require(now.renumber(state, from: former, numbers))
      #expect(Dictionary(uniqueKeysWithValues: change.files.map { ($0.path, $0.bytes) }) == full.files)
      #expect(Set(change.gone) == Set(files.keys).subtracting(full.files.keys))
      let isSameState = change.state == full.state
      #expect(isSameState)
    }
  }

  @Test("a state with one damaged byte, or cut short, is none")
  func damage() throws {
    var generator = SeededGenerator(seed: 2)
    let former = try SearchCatalog(models: 12, &generator)
    var catalog = former
    let numbers = try catalog.turnOver(&generator)
    let bytes = former.build().state.bytes
    func isUsed(_ bytes: [UInt8]) -> Bool {
      guard let state = SearchState(bytes: bytes) else { return false }
      return catalog.renumber(state, from: former, numbers) != nil
    }
    SearchCatalog.expectDamageNoticed(in: bytes, &generator, by: isUsed)
  }

  @Test("bytes that lie and have the right sums are read without a crash")
  func lies() throws {
    var generator = SeededGenerator(seed: 3)
    let former = try SearchCatalog(models: 30, &generator)
    var catalog = former
    let numbers = try catalog.turnOver(&generator)
    let lying = try former.build().state.lying(2000, &generator)
    let used = lying.count { catalog.renumber($0, from: former, numbers) != nil }
    #expect(used > 0 && used < lying.count)
  }

  @Test("a state is used with the catalog alone that it is of, and with places that can be")
  func otherCatalogs() throws {
    var generator = SeededGenerator(seed: 4)
    let former = try SearchCatalog(models: 8, &generator)
    let now = try SearchCatalog(models: 9, &generator)
    let state = former.build().state
    func isTaken(_ places: [Int?], of data: BrowseData? = nil, _ limits: SearchLimits? = nil) -> Bool {
      SearchRenumbering(
        state, of: data ?? former.data, to: now.data, places: places, (limits ?? former.limits, now.limits))
        != nil
    }
    let places = now.places(of: former)
    #expect(isTaken(places))
    #expect(isTaken([nil] + places.dropFirst()))
    #expect(!isTaken(places, of: now.data))
    #expect(!isTaken(places + [8], of: now.data))
    #expect(!isTaken(places, SearchLimits(models: 8)))
    #expect(!isTaken(places.dropLast()))
    #expect(!isTaken(places + [8]))
    #expect(!isTaken([9] + places.dropFirst()))
    #expect(!isTaken([-1] + places.dropFirst()))
    #expect(!isTaken([1] + places.dropFirst()))
  }

  @Test("nothing is made while a new model's terms are not known")
  func missingModel() throws {
    var generator = SeededGenerator(seed: 5)
    let former = try SearchCatalog(models: 8, &generator)
    let now = try SearchCatalog(models: 10, &generator)
    let state = former.build().state
    let changed = Array(0..<8)
    #expect(now.renumber(state, from: former, changed + [8]) == nil)
    #expect(now.renumber(state, from: former, changed + [8, 9]) != nil)
  }
}
