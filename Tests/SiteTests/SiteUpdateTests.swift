import Catalog
import FileTrees
import TestSupport
import Testing
import Timeline

@testable import Site

/// A catalog in memory to which somebody does this and that.
private struct EditedCatalog {
  struct Model {
    let type: ModelType
    let name: String
    var description = "It answers."
    var updatedAt: Int?
    var abilities = ["chat"]
    var sizes = [7]
    var context = 8192
    var format = "pytorch"
    var isFeatured = false
    var hub: [String: String] = ["tags": "[one, Two]"]
    var readme = "# It\n\nIt reads and writes.\n"
    var chinese: String?
    var asset: String?

    var folder: String { "models/\(type.rawValue)/\(name)" }

    var files: [String: String] {
      var files = ["model.yaml": model, "README.md": readme]
      files["README.zh-CN.md"] = chinese
      files["assets/picture.svg"] = asset
      return files
    }

    private var model: String {
      var text = "hub:\n"
      for (key, value) in hub.sorted(by: { $0.key < $1.key }) { text += "  \(key): \(value)\n" }
      text += "model:\n- version: 2\n  model_name: \(name)\n  model_description: \(description)\n"
      text += "  context_length: \(context)\n  model_ability: [\(abilities.joined(separator: ", "))]\n"
      text += "  model_lang: [en, zh]\n"
      if isFeatured { text += "  featured: true\n" }
      if let updatedAt { text += "  updated_at: \(updatedAt)\n" }
      text += "  model_specs:\n"
      for size in sizes {
        text += "  - model_format: \(format)\n    model_size_in_billions: \(size)\n    model_src:\n"
        text += "      huggingface: {model_id: a/b, quantizations: [none]}\n"
      }
      return text
    }
  }

  var models: [Model]
  var changes: [EntryChange] = []
  var rounds = 0

  init() {
    let names = [
      "alpha-1", "alpha-2", "alpha-3", "alpha-4", "Alpha-5", "beta", "gamma-1", "gamma-2", "delta", "omega",
    ]
    models = names.enumerated().map { number, name in
      Model(type: number < 7 ? .llm : .image, name: name, updatedAt: 1_780_000_000 + number)
    }
    models[5].hub["visibility"] = "private"
    models[5].hub["audience"] = "[staff]"
    models[6].hub["visibility"] = "unlisted"
    models[8].hub["aliases"] = "[dell]"
  }

  var tree: MemoryTree {
    var texts = [
      "hub.yaml": "registry: {title: Ours, languages: [en, zh-CN], base_url: 'https://hub.example.org/'}\n",
      "people/ada.yaml": "name: Ada\n", "people/lin.yaml": "name: Lin\n",
    ]
    for model in models {
      for (path, text) in model.files { texts["\(model.folder)/\(path)"] = text }
    }
    return MemoryTree(texts: texts)
  }

  /// One deed, of those that people do.
  mutating func edit(_ random: inout SeededGenerator) {
    rounds += 1
    let place = Int.random(in: models.indices, using: &random)
    let round = rounds
    func pick<Value>(_ values: [Value]) -> Value { values.randomElement(using: &random) ?? values[0] }
    switch Int.random(in: 0..<23, using: &random) {
    case 0, 1, 2: models[place].readme += "\nMore in round \(round) about \(pick(["zebras", "lions"])).\n"
    case 3: models[place].readme = "# It\n\nSee [that](../../llm/\(pick(models).name)/README.md).\n"
    case 4: models[place].description = pick(["It answers.", "It answers well.", "It is \(round)."])
    case 5: models[place].updatedAt = pick([nil, 1_780_000_000 + round * 86_400])
    case 6: models[place].sizes = pick([[7], [7, 70], [1], [235]])
    case 7: models[place].context = pick([8192, 32768, 1_048_576])
    case 8: models[place].abilities = pick([["chat"], ["chat", "vision"], ["generate"]])
    case 9: models[place].hub["tags"] = pick(["[one, Two]", "[ONE]", "[one, two, three-\(round)]", "[]"])
    case 10: models[place].hub["lifecycle"] = pick(["{}", "{deprecated: 2026-01-01, replaced_by: beta}"])
    case 11: models[place].hub["lifecycle"] = "{deprecated: 2026-01-01, replaced_by: \(pick(models).name)}"
    case 12: models[place].hub["license"] = pick(["MIT", "Apache-2.0", "mit"])
    case 13: models[place].isFeatured.toggle()
    case 14: models[place].asset = pick([nil, "<svg>\(round)</svg>", "<svg/>"])
    case 15: models[place].chinese = pick([nil, "# 它\n\n它会读书。\(round)\n"])
    case 17:
      models.insert(
        Model(type: pick(ModelType.allCases), name: "\(pick(["alpha", "beta", "nu"]))-new-\(round)"),
        at: place)
    case 18:
      if models.count > 6, models[place].name != "beta" { models.remove(at: place) }
    case 19: models[place].hub["visibility"] = pick(["public", "unlisted", "private"])
    case 20: models[place].hub["lifecycle"] = pick(["{}", "{deprecated: 2026-01-01, expires: 2026-02-02}"])
    case 21: models[place].hub["aliases"] = "[old-\(round), older-\(round)]"
    case 16: models[place].format = pick(["pytorch", "gptq", "awq"])
    default: models[place].hub["maintainers"] = pick(["[ada]", "[ada, lin]", "[]"])
    }
  }

  /// An entry's change as the next commit tells it.
  mutating func commit(_ random: inout SeededGenerator) {
    let model = models[Int.random(in: models.indices, using: &random)]
    guard model.name != "beta" else { return }
    changes.insert(
      EntryChange(
        type: model.type, name: model.name, kind: .changed, seconds: 1_790_000_000 + rounds, author: "ada",
        fields: [.init(path: "context_length", kind: "changed", before: "1", after: "\(rounds)")]), at: 0)
  }
}

/// A site in memory over which another is written.
private struct OverwrittenSite: PageSink {
  private(set) var files: [String: [UInt8]]
  /// What was written, whether it differs from what was there or not.
  private(set) var produced: Set<String> = []
  private var pieces: [String: [UInt8]] = [:]

  init(_ files: [String: [UInt8]]) { self.files = files }

  mutating func write(_ bytes: [UInt8], to path: String) {
    files[path] = bytes
    produced.insert(path)
  }

  mutating func append(_ bytes: ArraySlice<UInt8>, to path: String) { pieces[path, default: []] += bytes }

  mutating func finish(_ path: String) { write(pieces.removeValue(forKey: path) ?? [], to: path) }

  mutating func setAside(_ bytes: [UInt8], as number: Int) {}

  mutating func takeBack(_ number: Int) -> [UInt8] { [] }

  func read(_ path: String) -> [UInt8]? { files[path] }

  func size(of path: String) -> Int? { files[path]?.count }

  func read(_ path: String, _ range: Range<Int>) -> [UInt8] { Array(files[path, default: []][range]) }

  mutating func remove(_ path: String) { files[path] = nil }

  /// Removes what was not written, but for some files and what is in some folders.
  mutating func sweep(keeping kept: Set<String>) {
    files = files.filter { path, _ in
      let ends = path.indices.filter { path[$0] == "/" } + [path.endIndex]
      return produced.contains(path) || ends.contains { kept.contains(String(path[..<$0])) }
    }
  }
}

@Suite("A site that is brought up to date") struct SiteUpdateTests {
  /// With lists of several pages.
  private static let options: SiteOptions = {
    var options = TestSite.options
    options.pageSize = 3
    return options
  }()

  /// A whole build with what it remembers.
  private static func build(_ catalog: EditedCatalog) throws -> (files: [String: [UInt8]], memory: SiteMemory)
  {
    var parts: [SiteMemory.Part: [UInt8]] = [:]
    let site = try TestSite.build(
      catalog.tree, options: options,
      telling: {
        $0.timeline = Timeline(catalog.changes)
        $0.rules = [SiteRule(id: "name", severity: "error", title: "A name", markdown: "# It has one\n")]
        $0.documents = [
          SiteDocument(part: "Start", path: "tutorial", markdown: Array("# Start\n\nHere.\n".utf8))
        ]
      }, remember: { parts[$0, default: []] += $1 })
    return (site.files, SiteMemory(site: parts[.site], sheets: parts[.sheets], search: parts[.search]))
  }

  private static func update(
    _ files: inout [String: [UInt8]], _ memory: inout SiteMemory, from old: EditedCatalog,
    to new: EditedCatalog
  ) throws -> SiteUpdate.Extent? {
    var produced: Set<String> = []
    return try update(&files, &memory, from: old, to: new, &produced)
  }

  /// Brings a site up to date; `produced` are the files that this writes, whether they differ or not.
  private static func update(
    _ files: inout [String: [UInt8]], _ memory: inout SiteMemory, from old: EditedCatalog,
    to new: EditedCatalog, _ produced: inout Set<String>
  ) throws -> SiteUpdate.Extent? {
    let (reader, before) = (CatalogReader(new.tree), old.tree.files)
    let entries = try TestSite.entries(reader)
    let templates = try #require(SiteTemplates.compile(TestSite.templates).0)
    var update = try #require(
      SiteUpdate(
        of: memory, options, try reader.settings().0.registry, templates,
        people: try reader.people().0))
    for entry in entries {
      let folder = entry.folder.path + "/"
      let (was, now) = (
        before.filter { $0.key.hasPrefix(folder) }, new.tree.files.filter { $0.key.hasPrefix(folder) }
      )
      guard was != now else { continue }
      let readme = options.needsReadme(entry) ? now[folder + "README.md"] : nil
      guard update.take(entry, readme: readme) else { return nil }
    }
    let names = Set(new.models.map(\.name))
    for model in old.models where !names.contains(model.name) { update.drop(model.type, model.name) }
    guard update.takeIndex() else { return nil }
    let isNews = update.extent == .all || old.changes.count != new.changes.count
    var material = SiteMaterial()
    let newer = new.changes.count - old.changes.count
    material.timeline = Timeline(new.changes, newer: update.timeline == nil ? nil : newer)
    guard update.takeMaterial(isNews ? material : nil, hasSamePast: newer == 0) else { return nil }
    var sink = OverwrittenSite(files)
    for id in update.entries {
      let entry = try #require(entries.first { $0.type == id.type && $0.name == id.name })
      update.write(entry, try TestSite.files(of: entry, reader), to: &sink)
    }
    let finished = update.finish(to: &sink)
    guard let kept = finished else { return nil }
    memory = SiteMemory(
      site: kept.site ?? memory.site, sheets: kept.sheets ?? memory.sheets,
      search: kept.search ?? memory.search)
    if update.extent == .all, !update.leavesAllNames { sink.sweep(keeping: update.keptPaths) }
    files = sink.files
    produced = sink.produced
    return update.extent
  }

  @Test("is what a build from nothing makes it, and remembers the same", arguments: 0..<6)
  func edits(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var catalog = EditedCatalog()
    var (files, memory) = try Self.build(catalog)
    var steps: [SiteUpdate.Extent?] = []
    for round in 0..<16 {
      let old = catalog
      for _ in 0..<Int.random(in: 1...3, using: &random) { catalog.edit(&random) }
      if round % 4 == 3 { catalog.commit(&random) }
      let step = try Self.update(&files, &memory, from: old, to: catalog)
      steps.append(step)
      let fresh = try Self.build(catalog)
      guard step != nil else {
        (files, memory) = fresh
        continue
      }
      let differing = Set(files.keys).union(fresh.files.keys).filter { files[$0] != fresh.files[$0] }
      #expect(differing.sorted() == [], "round \(round)")
      #expect(memory.site == fresh.memory.site && memory.sheets == fresh.memory.sheets, "round \(round)")
      #expect(memory.search == fresh.memory.search, "round \(round)")
      if !differing.isEmpty { return }
    }
    #expect(steps.contains(.entries) && steps.contains(.all) && steps.count { $0 == nil } <= 4, "\(steps)")
  }

  @Test("writes an entry's page and what searches need, and nothing else, where only its README changed")
  func readme() throws {
    let old = EditedCatalog()
    var new = old
    new.models[1].readme += "\nA word that nobody used: quokka.\n"
    var (files, memory) = try Self.build(old)
    let before = files
    #expect(try Self.update(&files, &memory, from: old, to: new) == .entries)
    let changed = files.filter { before[$0.key] != $0.value }.keys.sorted()
    #expect(changed.allSatisfy { $0.contains("models/detail/alpha-2/") || $0.hasPrefix("data/search/") })
    #expect(changed.contains("models/detail/alpha-2/index.html"))
  }

  @Test("renders of what entries share only those pages that tell of one whose row changed")
  func rows() throws {
    var old = EditedCatalog()
    for number in 0..<30 {
      old.models.append(.init(type: .llm, name: "x-\(number)", updatedAt: 1_700_000_000 + number))
    }
    old.changes = [EntryChange(type: .llm, name: "x-7", kind: .added, seconds: 1_790_000_000)]
    var new = old
    let place = try #require(old.models.firstIndex { $0.name == "x-20" })
    new.models[place].description = "It is another."
    var (files, memory) = try Self.build(old)
    let before = files
    var produced: Set<String> = []
    #expect(try Self.update(&files, &memory, from: old, to: new, &produced) == .all)
    #expect(files == (try Self.build(new).files))
    let pages = produced.filter { $0.contains("/page/") }
    // One page of the list of all and of its type's, and one for each of its facets' values, in two languages.
    #expect(pages.allSatisfy { before[$0] != files[$0] }, "\(pages.sorted())")
    #expect(!pages.isEmpty && pages.count < before.keys.count { $0.contains("/page/") } / 4)
    #expect(produced.filter { $0.hasPrefix("data/") && before[$0] == files[$0] } == [])
    for path in ["changes/index.html", "rules/index.html", "feed.xml", "sitemap.xml", "stats/index.html"] {
      #expect(before[path] != nil && !produced.contains(path), "\(path)")
    }
  }

  @Test("makes a type's download out of the one that is there, or of the entries' own where that is damaged")
  func download() throws {
    let old = EditedCatalog()
    var new = old
    new.models[2].context = 1000
    let path = "api/models/llm.json"
    for isDamaged in [false, true] {
      var (files, memory) = try Self.build(old)
      if isDamaged {
        files[path]?.removeLast()
      } else {
        for name in ["alpha-1", "alpha-2", "alpha-4"] { files["api/models/llm/\(name).json"] = nil }
      }
      #expect(try Self.update(&files, &memory, from: old, to: new) == .all)
      let fresh = try Self.build(new)
      #expect(files[path] == fresh.files[path] && memory.site == fresh.memory.site)
    }
  }

  @Test("cannot be made where people come to have pages or lose them, which are told of far and near")
  func impossible() throws {
    let old = EditedCatalog()
    var new = old
    // Who is known for hidden entries alone has no page.
    new.models[5].hub["maintainers"] = "[ada]"
    var (files, memory) = try Self.build(old)
    let before = files
    #expect(try Self.update(&files, &memory, from: old, to: new) == nil)
    #expect(files == before)
  }

  @Test("is not made of bytes that are no record, and never fails of them")
  func damaged() throws {
    let catalog = EditedCatalog()
    var changed = catalog
    changed.models[1].description = "It is another."
    changed.models[3].readme += "\nMore.\n"
    var updates = 0
    let whole = try Self.build(catalog)
    let memory = whole.memory
    let record = try #require(memory.site)
    let templates = try #require(SiteTemplates.compile(TestSite.templates).0)
    let reader = CatalogReader(catalog.tree)
    let (settings, people) = (try reader.settings().0.registry, try reader.people().0)
    func opens(_ bytes: [UInt8]) -> Bool {
      SiteUpdate(
        of: SiteMemory(site: bytes, sheets: memory.sheets, search: memory.search), Self.options, settings,
        templates,
        people: people) != nil
    }
    #expect(opens(record))
    var random = SeededGenerator(seed: 5)
    for count in stride(from: 0, to: record.count, by: 97) { #expect(!opens(Array(record[..<count]))) }
    for _ in 0..<400 {
      var wrong = record
      wrong[Int.random(in: record.indices, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
      // Some bytes are letters of texts; what matters is that any others do no harm.
      guard opens(wrong), updates < 60 else { continue }
      updates += 1
      var files = whole.files
      var remembered = SiteMemory(site: wrong, sheets: memory.sheets, search: memory.search)
      _ = try Self.update(&files, &remembered, from: catalog, to: changed)
    }
    #expect(updates > 0)
  }
}
