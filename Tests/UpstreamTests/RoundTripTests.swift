import Catalog
import Diagnostics
import Documents
import FileTrees
import FoundationEssentials
import SourceText
import TestSupport
import Testing

@testable import Upstream

@Suite(
  "import → catalog → export on the real trees",
  .enabled(
    if: SharedData.has("upstream") && SharedData.has("upstream-split"),
    "needs ../shared/upstream and upstream-split"))
struct RoundTripTests {
  /// One of the two real trees.
  struct Real: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var layout: ExportLayout
    var models: Int
    var types: Int
    func tree() throws -> UpstreamTree { try UpstreamTree(FolderTree(SharedData.url(testDescription).path)) }
    /// The upstream files that the tool reads, by path.
    func files() throws -> [String: [UInt8]] {
      let upstream = try tree()
      var files: [String: [UInt8]] = [:]
      for type in ModelType.allCases {
        for path in try upstream.files(of: type) { files[path] = try upstream.tree.read(path) }
      }
      return files
    }
  }

  static let trees = [
    Real(testDescription: "upstream", layout: .aggregate, models: 331, types: 6),
    Real(testDescription: "upstream-split", layout: .split, models: 371, types: 7),
  ]

  func export(_ catalog: String, _ options: ExportOptions, into target: String) throws -> [String: [UInt8]] {
    let report = try Exporter.run(
      CatalogReader(FolderTree(catalog)), .flat, into: SourceFolder(target), options)
    #expect(report.findings.isEmpty, "\(report.findings.map(\.message))")
    return Dictionary(
      uniqueKeysWithValues: try report.written.map { ($0, try FolderTree(target).read($0) ?? []) })
  }

  func importing(_ real: Real, into folder: String) throws -> [ImportedEntry] {
    var entries: [ImportedEntry] = []
    let findings = try Importer.run(
      real.tree(), into: CatalogReader(FolderTree(folder)), .flat, SourceFolder(folder)
    ) { entries.append($0) }
    #expect(findings.isEmpty, "\(findings.map(\.message))")
    return entries
  }

  /// Rewrites every entry in the other notation.
  func convert(_ folder: String, to format: DocumentFormat) throws {
    let other = format == .json ? "yaml" : "json"
    let (folders, _) = try CatalogReader(FolderTree(folder)).index(.flat)
    for entry in folders {
      let path = "\(entry.path)/model.\(other)"
      let bytes = try #require(try FolderTree(folder).read(path))
      let read = DocumentReader.read(
        SourceText(path: path, bytes: bytes), as: format == .json ? .yaml : .json)
      let root = try #require(read.document).rootNode
      let text = format == .json ? JSONWriter.file(root) : YAMLWriter.file(root)
      try SourceFolder(folder).remove(path)
      try SourceFolder(folder).write(text, to: "\(entry.path)/model.\(format.rawValue)")
    }
  }

  @Test(
    "an import into an empty catalog and an export like upstream give back upstream's bytes", arguments: trees
  )
  func bytes(real: Real) throws {
    let folder = try TemporaryFolder()
    let entries = try importing(real, into: folder.path + "/catalog")
    #expect(entries.count == real.models)
    #expect(entries.allSatisfy { $0.outcome == .created })
    #expect(Set(entries.map(\.folder.type)).count == real.types)
    let options = ExportOptions(real.layout, like: try real.tree())
    #expect(try export(folder.path + "/catalog", options, into: folder.path + "/once") == real.files())

    try convert(folder.path + "/catalog", to: .json)
    #expect(try export(folder.path + "/catalog", options, into: folder.path + "/json") == real.files())
    try convert(folder.path + "/catalog", to: .yaml)
    #expect(try export(folder.path + "/catalog", options, into: folder.path + "/twice") == real.files())
  }

  /// Upstream's files that are not in upstream's own canonical form, as Xinference 4.0.1 has them.
  static let handFormatted: Set<String> = [
    "xinference/model/audio/models/Confucius4-TTS.json",
    "xinference/model/image/models/Ming-Image-0.1-Design-Layer.json",
    "xinference/model/image/models/Ming-Image-0.1-Design.json",
    "xinference/model/image/models/TeleOCR.json",
    "xinference/model/image/models/jina-ocr-v1.json",
  ]

  @Test("the entries alone carry every split file, save the five that upstream formatted by hand")
  func canonical() throws {
    let folder = try TemporaryFolder()
    _ = try importing(Self.trees[1], into: folder.path + "/catalog")
    let exported = try export(folder.path + "/catalog", ExportOptions(.split), into: folder.path + "/out")
    let files = try Self.trees[1].files()
    #expect(Set(exported.keys) == Set(files.keys))
    #expect(Set(files.keys.filter { exported[$0] != files[$0] }) == Self.handFormatted)
  }

  @Test("a second import changes nothing and says so", arguments: trees)
  func again(real: Real) throws {
    let folder = try TemporaryFolder()
    _ = try importing(real, into: folder.path + "/catalog")
    #expect(try importing(real, into: folder.path + "/catalog").allSatisfy { $0.outcome == .unchanged })
  }

  @Test("a download is an array for each of the seven types, and every record has a whole updated_at")
  func download() throws {
    let folder = try TemporaryFolder()
    _ = try importing(Self.trees[1], into: folder.path + "/catalog")
    var options = ExportOptions(.download)
    options.timestamp = { _ in 1_790_000_000 }
    let files = try export(folder.path + "/catalog", options, into: folder.path + "/out")
    #expect(files.keys.sorted() == ModelType.allCases.map { "\($0.rawValue).json" }.sorted())
    var count = 0
    for (path, bytes) in files {
      let read = DocumentReader.read(SourceText(path: path, bytes: bytes), as: .json, limits: .aggregate)
      for record in try #require(read.document).rootNode.elements {
        #expect(record["updated_at"]?.int != nil)
        count += 1
      }
    }
    #expect(count == 420)
  }
}
