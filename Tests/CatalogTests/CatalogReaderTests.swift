import Catalog
import Diagnostics
import FileTrees
import SourceText
import Testing

@Suite struct CatalogReaderTests {
  func reader(_ files: [String: String]) -> CatalogReader {
    CatalogReader(MemoryTree(texts: files), prefix: "catalog")
  }

  func rules(_ diagnostics: [Diagnostic]) -> [String] { diagnostics.sorted().map(\.rule) }

  @Test("entries come by type, then by name in byte order; dots and capitals are part of a name")
  func order() throws {
    let names = ["llm/b.1", "llm/B", "world/a", "audio/whisper-base.en", "llm/a"]
    let files = names.map { ("models/\($0)/model.yaml", "model: {model_name: x}") }
    let (folders, diagnostics) = try reader(Dictionary(uniqueKeysWithValues: files)).index(.flat)
    #expect(folders.map(\.id) == ["llm/B", "llm/a", "llm/b.1", "audio/whisper-base.en", "world/a"])
    #expect(diagnostics.isEmpty)
  }

  @Test("a sharded catalog has one level more, and an entry in the wrong shard is said to be so")
  func sharded() throws {
    let reader = reader([
      "models/llm/qw/Qwen3/model.yaml": "model: {model_name: Qwen3}",
      "models/llm/xx/gemma/model.yaml": "model: {model_name: gemma}",
    ])
    let (folders, diagnostics) = try reader.index(.sharded)
    #expect(folders.map(\.path) == ["models/llm/qw/Qwen3"])
    #expect(rules(diagnostics) == ["misplaced-entry"])
    #expect(diagnostics.first?.help?.contains("models/llm/ge/gemma") == true)
  }

  @Test(
    "folders and files that are no entries are named, all of them",
    arguments: [
      ("models/lmm/a/model.yaml", "unknown-type"), ("models/llm/a.yaml", "stray-file"),
      ("models/llm/-a/model.yaml", "model-name"), ("models/llm/a b/model.yaml", "model-name"),
      ("models/llm/\u{202E}a/model.yaml", "model-name"), ("people/A B.yaml", "stray-file"),
    ])
  func strays(path: String, rule: String) throws {
    let reader = reader([path: "model: {model_name: x}"])
    let diagnostics = try reader.index(.flat).1 + reader.people().1
    #expect(rules(diagnostics) == [rule])
    #expect(diagnostics.allSatisfy { !$0.message.unicodeScalars.contains("\u{202E}") })
  }

  @Test(
    "an entry folder needs exactly one model file",
    arguments: [
      ([], "model-file"), (["model.yaml", "model.json"], "model-file"), (["model.yml"], "model-file"),
    ])
  func modelFile(names: [String], rule: String) throws {
    var files = Dictionary(uniqueKeysWithValues: names.map { ("models/llm/a/\($0)", "{}") })
    files["models/llm/a/README.md"] = "# a"
    let (entry, diagnostics) = try reader(files).entry(EntryFolder(type: .llm, name: "a"))
    #expect(entry == nil)
    #expect(diagnostics.contains { $0.rule == rule && $0.severity == .error })
  }

  @Test("an upstream file dropped in as model.json is an entry with a default hub block")
  func bareRecords() throws {
    let reader = reader([
      "models/audio/a/model.json": #"[{"model_name": "a"}, {"model_name": "a", "engine": "MLX"}]"#
    ])
    let (found, diagnostics) = try reader.entry(EntryFolder(type: .audio, name: "a"))
    let entry = try #require(found)
    #expect(diagnostics.isEmpty)
    #expect(entry.records.map(\.engine) == [nil, "MLX"])
    #expect(entry.hub.effectiveVisibility == .public && entry.hub.node == nil)
  }

  @Test(
    "shapes that are no entry are refused with what was found",
    arguments: [
      "just text", "[]", "- text", "model: []", "model: text", "hub: {}", "model_name: a",
      "hub: [1]\nmodel: {}",
    ])
  func shapes(text: String) throws {
    let (_, diagnostics) = try reader(["models/llm/a/model.yaml": text]).entry(
      EntryFolder(type: .llm, name: "a"))
    let diagnostic = try #require(diagnostics.first)
    #expect(["entry-shape", "wrong-type"].contains(diagnostic.rule))
    #expect(diagnostic.location.start() != nil)
  }

  @Test("a misspelt key of the hub block is found at its place, with the right spelling as a fix")
  func unknownKey() throws {
    let text = "hub:\n  visibilty: private\nmodel: {model_name: a}\n"
    let (entry, diagnostics) = try reader(["models/llm/a/model.yaml": text])
      .entry(EntryFolder(type: .llm, name: "a"))
    #expect(entry != nil)
    let diagnostic = try #require(diagnostics.first)
    #expect(diagnostic.rule == "unknown-key")
    let start = diagnostic.location.start()
    #expect(start?.line == 2 && start?.column == 3)
    #expect(diagnostic.help == "Did you mean ‘visibility’?")
    let mended = diagnostic.fixes.first?.edits.applied(to: Array(text.utf8)) ?? []
    #expect(String(decoding: mended, as: UTF8.self).contains("visibility: private"))
  }

  @Test("values of the hub block that do not fit are all found in one reading")
  func badValues() throws {
    let text = """
      hub:
        visibility: publik
        tags: moe
        lifecycle: {deprecated: 2026-02-30, expires: soon, replaced_by: 7}
        links: {paper: [1]}
      model: {model_name: a}
      """
    let (_, diagnostics) = try reader(["models/llm/a/model.yaml": text]).entry(
      EntryFolder(type: .llm, name: "a"))
    #expect(
      rules(diagnostics) == ["bad-value", "wrong-type", "bad-value", "bad-value", "wrong-type", "wrong-type"])
  }

  @Test("README.md comes first, then the other languages; what is neither is not a README")
  func readmes() throws {
    let base = "models/llm/a/"
    let reader = reader([
      base + "model.yaml": "model: {model_name: a}", base + "README.zh-CN.md": "", base + "README.md": "",
      base + "README.fr.md": "", base + "assets/x/y.png": "", base + "README.x.y.md": "",
    ])
    let (entry, diagnostics) = try reader.entry(EntryFolder(type: .llm, name: "a"))
    #expect(entry?.readmes == ["README.md", "README.fr.md", "README.zh-CN.md"])
    #expect(entry?.assets == ["assets/x/y.png"])
    #expect(rules(diagnostics) == ["stray-file"])
  }
}
