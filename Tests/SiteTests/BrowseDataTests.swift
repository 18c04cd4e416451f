import Catalog
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Site

/// The files that the lists' script reads, against what a plain look at the entries says.
@Suite struct BrowseDataTests {
  private static let subjects = WholeSiteTests.Subject.there

  private struct Data {
    let site: MemorySite
    let manifest: Node
    let index: SiteIndex

    func file(_ path: String) throws -> Node {
      let source = SourceText(path: path, bytes: try #require(site.files["data/\(path)"], "\(path)"))
      let (document, faults) = DocumentReader.read(source, as: .json)
      #expect(faults.isEmpty)
      return try #require(document).rootNode
    }
  }

  private func data(_ subject: WholeSiteTests.Subject) throws -> Data {
    let reader = CatalogReader(subject.tree)
    var index = SiteIndex(TestSite.options)
    for entry in try TestSite.entries(reader) { index.add(IndexSheet(entry, TestSite.options)) }
    index.finish()
    var site = MemorySite()
    try BrowseData(index, TestSite.languages).write(to: &site)
    let source = SourceText(path: "facets.json", bytes: try #require(site.files["data/facets.json"]))
    let manifest = try #require(DocumentReader.read(source, as: .json).0).rootNode
    return Data(site: site, manifest: manifest, index: index)
  }

  @Test("each set has exactly the models with the value, by their places in the lists", arguments: subjects)
  func sets(subject: WholeSiteTests.Subject) throws {
    let data = try data(subject)
    var expected: [String: Set<Int>] = [:]
    for entry in try TestSite.entries(CatalogReader(subject.tree)) where data.index.options.lists(entry) {
      let place = try #require(data.index.place(of: entry.type, entry.name))
      for value in FacetValues(entry, ModelFacts(entry), data.index.options.stage(of: entry)).all {
        expected["\(value.facet.name)=\(value.key[...].string)", default: []].insert(place)
      }
    }
    var found = 0
    for group in try #require(data.manifest["groups"]).elements {
      let id = try #require(group["id"]?.string)
      for (place, value) in try #require(group["values"]).elements.enumerated() {
        let fields = Array(value.elements)
        let file = try data.file("sets/\(id)-\(try #require(fields[3].int)).json")
        let runs = try #require(file["sets"]?["\(place)"]).elements.compactMap(\.int)
        let set = numbers(ofRuns: runs)
        #expect(set == expected["\(id)=\(fields[0].text)"], "\(id)=\(fields[0].text)")
        #expect(set.count == fields[2].int)
        #expect(file["mark"]?.string == data.manifest["mark"]?.string)
        found += 1
      }
    }
    #expect(found == expected.keys.count { !$0.hasPrefix("type=") })
  }

  private func numbers(ofRuns runs: [Int]) -> Set<Int> {
    var numbers: Set<Int> = []
    var next = 0
    for (turn, length) in runs.enumerated() {
      if !turn.isMultiple(of: 2) { numbers.formUnion(next..<next + length) }
      next += length
    }
    return numbers
  }

  @Test(
    "rows stand in the order of the lists, and every order has those that tell, once", arguments: subjects)
  func rows(subject: WholeSiteTests.Subject) throws {
    let data = try data(subject)
    let models = try #require(data.manifest["models"]?.int)
    let perFile = try #require(data.manifest["rowsInFile"]?.int)
    var names: [String] = []
    for number in 0..<(models + perFile - 1) / perFile {
      for row in try #require(try data.file("rows/\(number).json")["rows"]).elements {
        names.append(Array(row.elements)[0].text)
      }
    }
    #expect(names == data.index.listed.map { data.index.text($0.name).string })
    for order in ListOrder.allCases {
      var numbers: [Int] = []
      let count = try #require(data.manifest["orders"]?[order.name]?.int)
      for file in 0..<(count + BrowseData.numbersInFile - 1) / BrowseData.numbersInFile {
        numbers += try #require(try data.file("order/\(order.name)-\(file).json")["numbers"]).elements
          .compactMap(\.int)
      }
      #expect(numbers.count == count && Set(numbers).count == count, "\(order)")
      let keys = numbers.map { key(order, data.index.listed[$0]) }
      #expect(order == .name || keys == keys.sorted(), "\(order)")
    }
  }

  private func key(_ order: ListOrder, _ summary: EntrySummary) -> Int {
    switch order {
    case .name: 0
    case .updated: -(summary.updatedAt ?? 0)
    case .smallest: Int(summary.smallest)
    case .largest: -Int(summary.largest)
    case .context: -Int(summary.contextTokens)
    }
  }

  @Test("the mark changes with the numbering and with nothing else")
  func mark() throws {
    func mark(_ texts: [String: String]) throws -> String {
      var index = SiteIndex(TestSite.options)
      for entry in try TestSite.entries(CatalogReader(MemoryTree(texts: texts))) {
        index.add(IndexSheet(entry, TestSite.options))
      }
      index.finish()
      return try BrowseData(index, TestSite.languages).mark
    }
    var texts = FixtureCatalog.texts
    let first = try mark(texts)
    texts["models/llm/beta/model.yaml"] = "model: {model_name: beta, model_ability: [chat]}"
    #expect(try mark(texts) == first)
    texts["models/llm/gamma/model.yaml"] = "model: {model_name: gamma}"
    #expect(try mark(texts) != first)
  }
}
