import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing
import Upstream

/// Real upstream trees into a catalog and back, byte for byte.
@Suite(
  .enabled(
    if: SharedData.has("upstream") && SharedData.has("upstream-split"),
    "needs ../shared/upstream and ../shared/upstream-split"))
struct ImportExportTests {
  let folder: TemporaryFolder
  var catalogPath: String { folder.path + "/catalog" }
  var reader: CatalogReader { CatalogReader(FolderTree(catalogPath), prefix: "catalog") }

  init() throws { folder = try TemporaryFolder() }

  /// What a test does to every entry between import and export.
  enum Detour: CaseIterable {
    case none
    case throughJSON
  }

  func upstream(_ name: String) throws -> UpstreamTree {
    try #require(try UpstreamTree(FolderTree(SharedData.url(name).path), prefix: name))
  }

  func importAll(_ name: String, update: Bool = false) throws -> [Importer.Outcome: Int] {
    let tree = try upstream(name)
    var counts: [Importer.Outcome: Int] = [:]
    let importer = try Importer(tree, into: reader, SourceFolder(catalogPath), update: update)
    let faults = try importer.run(tree.types) { _, _, outcome in counts[outcome, default: 0] += 1 }
    #expect(faults.isEmpty)
    return counts
  }

  func take(_ detour: Detour) throws {
    guard detour == .throughJSON else { return }
    let output = SourceFolder(catalogPath)
    for folder in try reader.index(.flat).0 {
      let yaml = try #require(try reader.entry(folder).0).document
      let json = SourceText(path: "model.json", bytes: JSONWriter.file(yaml.rootNode))
      let document = try #require(DocumentReader.read(json, as: .json).document)
      try output.write(YAMLWriter.file(document.rootNode), to: folder.path + "/model.yaml")
    }
  }

  func export(_ layout: ExportLayout, like: String?) throws -> String {
    let out = folder.path + "/out-\(layout.rawValue)-\(like == nil ? "plain" : "like")"
    let exporter = Exporter(reader, to: SourceFolder(out), like: try like.map(upstream))
    #expect(try exporter.run(layout).diagnostics.isEmpty)
    return out
  }

  @Test(
    "one entry for each file of all seven types, and every file back byte for byte",
    arguments: Detour.allCases)
  func split(detour: Detour) throws {
    let files = SharedData.files(below: "upstream-split/xinference/model", ending: ".json")
      .filter { $0.contains("/models/") }
    #expect(try importAll("upstream-split") == [.created: files.count])
    #expect(Set(try reader.index(.flat).0.map(\.type)) == Set(ModelType.allCases))
    try take(detour)
    #expect(try importAll("upstream-split") == [.unchanged: files.count])
    let like = FolderTree(try export(.split, like: "upstream-split") + "/xinference/model")
    let plain = FolderTree(try export(.split, like: nil) + "/xinference/model")
    for file in files {
      let bytes = try SharedData.bytes("upstream-split/xinference/model/\(file)")
      #expect(try like.read(file) == bytes, "\(file)")
      let source = SourceText(path: file, bytes: bytes)
      let document = try #require(DocumentReader.read(source, as: .json).document)
      #expect(try plain.read(file) == JSONWriter.file(document.rootNode), "\(file)")
    }
  }

  @Test("five of upstream's files are not in its canonical form, and no other")
  func notCanonical() throws {
    var others: [String] = []
    for file in SharedData.files(below: "upstream-split/xinference/model", ending: ".json")
    where file.contains("/models/") {
      let bytes = try SharedData.bytes("upstream-split/xinference/model/\(file)")
      let document = DocumentReader.read(SourceText(path: file, bytes: bytes), as: .json).document
      if JSONWriter.file(try #require(document).rootNode) != bytes { others.append(file) }
    }
    #expect(
      others == [
        "audio/models/Confucius4-TTS.json", "image/models/Ming-Image-0.1-Design-Layer.json",
        "image/models/Ming-Image-0.1-Design.json", "image/models/TeleOCR.json",
        "image/models/jina-ocr-v1.json",
      ])
  }

  @Test("the six arrays of the older layout come back byte for byte", arguments: Detour.allCases)
  func aggregate(detour: Detour) throws {
    #expect(try importAll("upstream")[.created] ?? 0 > 300)
    try take(detour)
    let out = FolderTree(try export(.aggregate, like: "upstream"))
    for file in SharedData.files(below: "upstream/xinference", ending: ".json") {
      #expect(
        try out.read("xinference/\(file)") == SharedData.bytes("upstream/xinference/\(file)"), "\(file)")
    }
  }

  @Test("every record of a download says when it changed, in a whole number, and private entries stay behind")
  func download() throws {
    _ = try importAll("upstream-split")
    let secret = "models/image/FLUX.1-dev/model.yaml"
    let text = try #require(try reader.text(secret)).text(in: 0..<Int.max)
    try SourceFolder(catalogPath).write(
      Array(text.replacing("visibility: public", with: "visibility: private").utf8), to: secret)
    let out = FolderTree(try export(.download, like: nil))
    for type in ModelType.allCases {
      let source = SourceText(path: "x.json", bytes: try #require(try out.read("\(type.rawValue).json")))
      let document = try #require(DocumentReader.read(source, as: .json, limits: .aggregate).document)
      for record in document.rootNode.elements {
        #expect(record["updated_at"]?.int != nil)
        #expect(record["model_name"]?.string != "FLUX.1-dev")
      }
    }
  }

  @Test("an entry that differs is left alone, and brought to upstream's in place when asked, comments kept")
  func update() throws {
    _ = try importAll("upstream-split")
    let path = "models/llm/baichuan-2-chat/model.yaml"
    let original = try #require(try reader.text(path)).text(in: 0..<Int.max)
    let edited = original.replacing("visibility: public", with: "visibility: unlisted  # for now")
      .replacing("context_length: 4096", with: "context_length: 8192  # measured")
    try SourceFolder(catalogPath).write(Array(edited.utf8), to: path)
    #expect(try importAll("upstream-split")[.differing] == 1)
    #expect(try reader.text(path)?.text(in: 0..<Int.max) == edited)
    #expect(try importAll("upstream-split", update: true)[.updated] == 1)
    #expect(
      try reader.text(path)?.text(in: 0..<Int.max)
        == edited.replacing("context_length: 8192  # measured", with: "context_length: 4096  # measured"))
  }

  @Test("names that cannot be an entry's are refused, files that are no array of records are findings")
  func hostile() throws {
    let tree = MemoryTree(texts: [
      "xinference/model/llm/models/-x.json": #"[{"model_name": "-x"}]"#,
      "xinference/model/llm/models/a.json": #"{"model_name": "a"}"#,
      "xinference/model/llm/models/b.json": "[1]",
      "xinference/model/llm/models/c.json": "[{",
      "xinference/model/llm/models/d.json": #"[{"model_name": "d"}]"#,
    ])
    let upstream = try #require(try UpstreamTree(tree))
    var outcomes: [String: Importer.Outcome] = [:]
    let importer = try Importer(upstream, into: reader, SourceFolder(catalogPath))
    let faults = try importer.run(upstream.types) { outcomes[$1] = $2 }
    #expect(outcomes == ["-x": .refused, "d": .created])
    #expect(faults.map(\.location.path).map { String($0.suffix(6)) } == ["a.json", "b.json", "c.json"])
    #expect(try UpstreamTree(MemoryTree(texts: ["README.md": ""])) == nil)
  }
}
