import Catalog
import FileTrees
import TestSupport
import Testing

@testable import Site

@Suite struct FacetTests {
  private func fixture(_ name: String) throws -> [String] {
    let entries = try TestSite.entries(CatalogReader(FixtureCatalog.tree))
    let entry = try #require(entries.first { $0.name == name })
    let stage = LifecycleStage(entry.hub.lifecycle, on: TestSite.options.today)
    return FacetValues(entry, ModelFacts(entry), stage).all.map {
      "\($0.facet.name)=\($0.key[...].string)"
    }
  }

  @Test("an entry is found by all that its records and its hub block say")
  func values() throws {
    #expect(
      try fixture("alpha-1.5.chat").joined(separator: " ") == """
        type=llm ability=chat ability=vision ability=tools size=0-1 size=20-40 active=1-4 \
        memory=4 memory=6 memory=8 memory=12 memory=16 memory=24 memory=32 memory=48 memory=64 memory=80 memory=96 \
        memory=128 memory=192 memory=256 memory=384 memory=512 memory=640 memory=1024 context=8192 context=32768 context=131072 format=pytorch format=ggufv2 format=mlx quantization=none \
        quantization=q4_k_m quantization=q8_0 quantization=4bit quantization=8bit engine=vllm \
        engine=llama.cpp language=en language=zh license=mit license=apache-2.0 tag=moe tag=a < b \
        hub=huggingface hub=modelscope lifecycle=current featured=yes
        """)
    #expect(try fixture("canvas").contains("quantization=q4_0"))
    #expect(try fixture("echo").contains("hub=huggingface"))
  }

  @Test(
    "a language is the same however records write it",
    arguments: [
      ("en", "en"), ("EN", "en"), ("English", "en"), ("zh-CN", "zh"), ("ZH_Anhui", "zh"), ("JP", "ja"),
      ("japanese", "ja"), ("89 languages supported", "multilingual"), ("multilingual", "multilingual"),
      ("Cantonese", "yue"), ("beijing_dialect", "beijing_dialect"), ("auto", nil), ("klingon", "klingon"),
    ] as [(String, String?)])
  func languages(written: String, key: String?) {
    #expect(LanguageName.read(Text(written.utf8))?.key.string == key)
  }

  @Test(
    "a size falls into one band",
    arguments: [
      (0, "0-1"), (999, "0-1"), (1000, "1-4"), (3999, "1-4"), (4000, "4-10"), (199_999, "80-200"),
      (200_000, "200-"), (1_000_000, "200-"),
    ])
  func bands(millions: Int, key: String) {
    #expect(SizeBand(millions: millions).key.string == key)
  }

  @Test(
    "an expression's licences are found by name, its operators and exceptions are not",
    arguments: [
      ("MIT", ["MIT"]), ("MIT OR Apache-2.0", ["MIT", "Apache-2.0"]),
      ("(GPL-2.0-only WITH Classpath-exception-2.0) AND BSD-3-Clause", ["GPL-2.0-only", "BSD-3-Clause"]),
      ("", []), ("two words", []), ("MIT OR", ["MIT"]), ("GPL-2.0+", ["GPL-2.0+"]), ("<b>", []),
    ])
  func licenses(expression: String, names: [String]) {
    #expect(Licenses.names(in: expression) == names)
  }

  @Test(
    "a folder's name holds letters and digits of any script and nothing that means something in a path",
    arguments: [
      ("chat", "chat"), ("a < b", "a-b"), ("../../etc", "etc"), ("..", "x-"), ("index.html", "x-"),
      ("推理", "推理"), ("gpt/4", "gpt-4"), ("", "x-"), (" é ", "é"), ("a.b_c", "a.b_c"), (".git", "git"),
    ])
  func slugs(key: String, slug: String) {
    let found = Slug.of(key.utf8)
    #expect(slug == "x-" ? found.hasPrefix(slug) && found.utf8.count > 3 : found == slug)
  }

  @Test("values whose folders would be the same get folders of their own, whatever their counts")
  func slugCollisions() {
    var table = FacetTable()
    var tree = FixtureCatalog.texts
    tree["models/llm/beta/model.yaml"] = "{hub: {tags: ['a b', 'a-b', 'A B']}, model: {model_name: beta}}"
    let entries = (try? TestSite.entries(CatalogReader(MemoryTree(texts: tree)))) ?? []
    for entry in entries { table.add(FacetValues(entry, ModelFacts(entry), .current).all) }
    table.finish(order: Array(entries.indices))
    let slugs = table.range(of: .tag).map { table.values[$0].slug }
    #expect(Set(slugs).count == slugs.count)
    #expect(slugs.contains("a-b") && slugs.contains { $0.hasPrefix("a-b-") })
  }

  @Test(
    "a stage of life depends on the day of the build",
    arguments: [
      ("2026-08-31", LifecycleStage.announced), ("2026-09-01", .deprecated), ("2027-02-28", .deprecated),
      ("2027-03-01", .expired),
    ])
  func stages(day: String, stage: LifecycleStage) throws {
    let entries = try TestSite.entries(CatalogReader(FixtureCatalog.tree))
    let beta = try #require(entries.first { $0.name == "beta" })
    #expect(LifecycleStage(beta.hub.lifecycle, on: try #require(CalendarDate(day))) == stage)
  }

  @Test("the page of a value lists the models that have it, and links back to the facet")
  func pages() throws {
    let site = try TestSite.build(FixtureCatalog.tree)
    let page = try site.text("abilities/vision/index.html")
    #expect(page.contains("<h1>vision</h1>") && page.contains("1 model has this ability."))
    #expect(page.contains("models/detail/alpha-1.5.chat/index.html\""))
    #expect(!page.contains("models/detail/echo/"))
    #expect(try site.text("licenses/index.html").contains("licenses/apache-2.0/index.html"))
    #expect(site.files["tags/a-b/index.html"] != nil)
  }

  @Test("an entry that is over keeps its page and is in no list, facet or download")
  func expired() throws {
    var options = TestSite.options
    options.today = try #require(CalendarDate("2027-03-01"))
    let site = try TestSite.build(FixtureCatalog.tree, options: options)
    #expect(LinkCheck.faults(in: site) == [])
    #expect(try site.text("models/detail/beta/index.html").contains("no longer offered"))
    #expect(site.files["api/models/llm/beta.json"] == nil)
    #expect(!(try site.text("api/models/llm.json").contains("beta")))
    #expect(!(try site.text("models/index.html").contains("detail/beta/")))
    #expect(site.files["abilities/generate/index.html"] == nil)
  }
}
