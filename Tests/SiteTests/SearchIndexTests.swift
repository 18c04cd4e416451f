import Catalog
import Documents
import FileTrees
import SourceText
import TestSupport
import Testing

@testable import Site

@Suite struct SearchIndexTests {
  private func terms(_ text: String) -> [String] {
    var words = SearchWords()
    var found: [String] = []
    while words.next(in: text.utf8.span) { found.append(String(decoding: words.term.letters, as: UTF8.self)) }
    return found
  }

  @Test(
    "text is cut into words without case and accents, and ideographs into pairs",
    arguments: SearchTerms.examples)
  func cutting(example: (text: String, terms: [String])) {
    #expect(terms(example.text) == example.terms)
  }

  @Test("bytes that are no text end as separators, and never as a crash")
  func brokenText() {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<40, using: &generator)).map { _ in
        Bool.random(using: &generator)
          ? UInt8.random(in: 0...255, using: &generator) : UInt8.random(in: 0x20...0x7E, using: &generator)
      }
      var words = SearchWords()
      var count = 0
      while words.next(in: bytes.span) { count += 1 }
      #expect(count <= bytes.count)
    }
  }

  @Test("what is set aside comes back in order of the terms' letters, with every model and weight")
  func shares() throws {
    var index = SearchIndex()
    var sink = MemorySite()
    var terms = ModelTerms()
    var expected: [String: [SearchPosting]] = [:]
    var generator = SeededGenerator(seed: 3)
    let entry = try TestSite.entry("llm", "m", #"[{"model_name": "m"}]"#)
    for number in 0..<400 {
      let words = Set((0..<300).map { _ in word(&generator) })
      terms.take(entry, ModelFacts(entry), readmes: [words.sorted().joined(separator: " ")])
      index.add(terms.records(isDeprecated: false), place: number, to: &sink)
      for word in words {
        expected[word, default: []].append(SearchPosting(place: UInt32(number), weight: 1))
      }
    }
    var found: [String] = []
    var postings: [SearchPosting] = []
    for share in 0..<SearchShares.count {
      let table = SearchTable(index.records(of: share, from: &sink), index.places)
      for term in table.order {
        let letters = table.letters(of: term).string
        found.append(letters)
        guard !["m", "language"].contains(letters) else { continue }
        table.take(term, to: &postings)
        #expect(postings == expected[letters], "\(letters)")
      }
    }
    #expect(Set(found) == Set(expected.keys).union(["m", "language"]))
    #expect(zip(found, found.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  private func word(_ generator: inout SeededGenerator) -> String {
    let alphabet: [Character] = Array("abcdefghijklmnopqrstuvwxyz0123456789éж")
    let hiragana: [Character] = Array("あいうえおかきくけこ模型推理語")
    let letters = Int.random(in: 0..<4, using: &generator) == 0 ? hiragana : alphabet
    let count = letters == hiragana ? 2 : Int.random(in: 1..<4, using: &generator)
    let word = String((0..<count).compactMap { _ in letters.randomElement(using: &generator) })
    return word.replacing("é", with: "e")
  }

  @Test(
    "a name is found by its words, their parts, and neighbours as one",
    arguments: [
      ("qwen2.5-VL", ["qwen2.5", "vl", "qwen", "2.5", "qwen2.5vl"]),
      ("whisper", ["whisper"]), ("glm-4bit", ["glm", "4bit", "4", "bit", "glm4bit"]),
    ])
  func names(name: String, found: [String]) throws {
    var terms = ModelTerms()
    let entry = try TestSite.entry("llm", name, #"[{"model_name": "\#(name)"}]"#)
    terms.take(entry, ModelFacts(entry), readmes: ["left over from the model before"])
    terms.take(entry, ModelFacts(entry), readmes: [])
    #expect(Set((0..<terms.count).map { terms.letters(of: $0).string }) == Set(found + ["language"]))
  }

  @Test("the files have every term of every listed model, and nothing of others")
  func files() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let names = try rows(of: site)
    let found = try index(of: site)
    func models(_ term: String) -> Set<String> { Set((found[term] ?? [:]).keys.map { names[$0] }) }
    #expect(models("alpha") == ["alpha-1.5.chat"])
    #expect(models("阿尔") == ["alpha-1.5.chat"])
    #expect(models("moe") == ["alpha-1.5.chat"])
    #expect(models("language") == ["alpha-1.5.chat", "beta"])
    #expect(models("easel") == ["canvas"])
    #expect(models("whispers") == [] && models("hidden").isEmpty == false, "a README speaks of ‘hidden’")
    #expect(found["xinference"] == nil, "code is no prose")
    let name = try #require(found["canvas"]?.values.first)
    let alias = try #require(found["easel"]?.values.first)
    #expect(name > alias)
  }

  @Test(
    "files are cut in alphabetical order, and the manifest tells which has a term",
    .enabled(if: SharedData.has("upstream-split"), "needs ../shared/upstream-split"))
  func cuts() throws {
    let site = try TestSite.build(TestSite.upstream)
    let manifest = try json("data/search/index.json", of: site)
    let starts = try #require(manifest["starts"]?.string).split(separator: " ").map { Array($0.utf8) }
    #expect(starts.count > 3)
    var last: [UInt8] = []
    for start in starts {
      let path = SearchLayout.path(start)
      #expect(try #require(site.files[path]).count <= SearchLimits(models: 0).mostFile + 100)
      let terms = try #require(try json(path, of: site)["terms"]).members.map { Array($0.name.utf8) }
      #expect(last.lexicographicallyPrecedes(start) && terms[0] == start)
      for (left, right) in zip(terms, terms.dropFirst()) { #expect(left.lexicographicallyPrecedes(right)) }
      last = try #require(terms.last)
    }
    #expect(site.paths.count { $0.hasPrefix("data/search/from-") } == starts.count)
  }

  /// The models of each term with their weights.
  private func index(of site: MemorySite) throws -> [String: [Int: Int]] {
    var found: [String: [Int: Int]] = [:]
    let files = site.paths.filter { $0.hasPrefix("data/search/from-") }
    for path in files {
      for term in try #require(try json(path, of: site)["terms"]).members {
        #expect(found[term.name] == nil)
        for group in term.value.elements {
          let parts = Array(group.elements)
          var model = 0
          for gap in parts[1].elements {
            model += try #require(gap.int)
            found[term.name, default: [:]][model] = parts[0].int
          }
        }
      }
    }
    return found
  }

  private func rows(of site: MemorySite) throws -> [String] {
    try #require(try json("data/rows/0.json", of: site)["rows"]).elements.map { Array($0.elements)[0].text }
  }

  private func json(_ path: String, of site: MemorySite) throws -> Node {
    let source = SourceText(path: path, bytes: try #require(site.files[path], "\(path)"))
    return try #require(DocumentReader.read(source, as: .json).0).rootNode
  }
}

/// Texts with the terms that they are cut into, in the index and in questions alike.
enum SearchTerms {
  static let examples: [(text: String, terms: [String])] = [
    ("Qwen2.5-VL 72B_instruct.", ["qwen2.5", "vl", "72b", "instruct"]),
    ("v0.3 a.b 1. 2", ["v0.3", "a", "b", "1", "2"]),
    ("Café naïve Ångström ŁÓDŹ Straße", ["cafe", "naive", "angstrom", "łodz", "straße"]),
    ("e\u{301}te\u{301} ＱＷＥＮ３", ["ete", "qwen3"]),
    ("模型推理", ["模型", "型推", "推理"]), ("模", ["模"]), ("模a型", ["模", "a", "型"]),
    ("用Qwen3推理。很快", ["用", "qwen3", "推理", "很快"]),
    ("ひらがな カナ 한국어", ["ひら", "らが", "がな", "カナ", "한국", "국어"]),
    ("Модель ΟΔΟΣ ЁЛКА", ["модель", "οδοσ", "ёлка"]),
    ("", []), ("--- ...", []),
    ("a" + String(repeating: "b", count: 40), ["a" + String(repeating: "b", count: 23)]),
    ("𠮷野 x𠮷", ["𠮷野", "x", "𠮷"]), ("tiếng Việt", ["tieng", "viet"]),
  ]

  /// Terms with the files that begin with them.
  static let files: [(start: String, path: String)] = [
    ("qwen2.5", "search/from-qwen2.5.json"), ("aux", "search/from-aux.json"),
    ("模型", "search/from-_0kyp_0haj.json"), ("łodz", "search/from-_008yodz.json"),
    ("𠮷", "search/from-_2vg7.json"), ("/../A", "search/from-_001b.._001b_001t.json"),
  ]
}
