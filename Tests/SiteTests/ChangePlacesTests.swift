import Catalog
import Timeline
import Testing

@testable import Site

@Suite("Where the changes of entries are in a history") struct ChangePlacesTests {
  private static let changes = [
    EntryChange(type: .llm, name: "b", kind: .removed, seconds: 30),
    EntryChange(type: .llm, name: "a", kind: .changed, seconds: 20),
    EntryChange(type: .llm, name: "b", kind: .changed, seconds: 20),
    EntryChange(type: .image, name: "a", kind: .added, seconds: 20),
    EntryChange(type: .llm, name: "b", kind: .changed, seconds: 20),
    EntryChange(type: .llm, name: "b", kind: .added, seconds: 10),
  ]

  @Test("an entry's are found by type and name, the newest first; one without any has none")
  func found() {
    let places = ChangePlaces(Self.changes)
    #expect(Array(places.of(.llm, "b", in: Self.changes)) == [0, 2, 4, 5])
    #expect(Array(places.of(.llm, "a", in: Self.changes)) == [1])
    #expect(Array(places.of(.image, "a", in: Self.changes)) == [3])
    for absent in ["", "aa", "c"] { #expect(places.of(.llm, absent, in: Self.changes).isEmpty) }
    var groups: [[UInt32]] = []
    places.forEachEntry(in: Self.changes) { groups.append(Array($0)) }
    #expect(Set(groups) == [[0, 2, 4, 5], [1], [3]] && groups.count == 3)
  }

  @Test("those of one second are numbered from the oldest on, however few are asked for")
  func numbers() {
    var material = SiteMaterial()
    material.timeline = Timeline(Self.changes)
    let index = MaterialIndex(material, SiteIndex(TestSite.options))
    #expect(index.numbered(.llm, "b", most: 9).map(\.number) == [1, 2, 1, 1])
    #expect(index.numbered(.llm, "b", most: 2).map(\.number) == [1, 2])
    #expect(index.numbered([1, 2, 3]).map(\.number) == [1, 2, 1])
  }
}
