import Catalog
import ChildProcesses
import Diagnostics
import Digests
import Documents
import Foundation
import JSONSchema
import SourceText
import TestSupport
import Testing

@testable import Site

/// The interface for programs: every file fits its published schema, and says what is so.
@Suite struct APITests {
  private static let fixture = Result {
    try TestSite.build(FixtureCatalog.tree, telling: FixtureMaterial.tell)
  }

  /// Each file below `api/v1/` with the schema that it is published under.
  static func schema(of path: String) -> String {
    let parts = path.dropFirst("api/v1/".count).split(separator: "/")
    if parts.count == 3 { return "api-model" }
    return parts.count == 2 ? "api-models" : "api-\(parts[0].dropLast(".json".count))"
  }

  private static func compile(_ name: String, of site: MemorySite) throws -> Schema {
    let source = SourceText(path: name, bytes: try #require(site.files["schema/\(name).schema.json"]))
    var registry = SchemaRegistry()
    registry.add(try #require(DocumentReader.read(source, as: .json).document), at: "file:///\(name)")
    let (schema, faults) = registry.compile("file:///\(name)", options: SchemaOptions(assertsFormats: true))
    #expect(faults.map(\.message) == [])
    return try #require(schema)
  }

  private static func document(_ path: String, of site: MemorySite) throws -> Document {
    let source = SourceText(path: path, bytes: try #require(site.files[path], "no ‘\(path)’"))
    let (document, faults) = DocumentReader.read(source, as: .json)
    #expect(faults.map(\.message) == [])
    return try #require(document)
  }

  @Test("every file fits its schema", arguments: WholeSiteTests.Subject.there)
  func schemas(subject: WholeSiteTests.Subject) throws {
    let site = try subject.site()
    let paths = site.paths.filter { $0.hasPrefix("api/v1/") }
    #expect(paths.count > 15)
    var schemas: [String: Schema] = [:]
    for path in paths {
      let name = Self.schema(of: path)
      let schema = try schemas[name] ?? Self.compile(name, of: site)
      schemas[name] = schema
      let failures = schema.failures(in: try Self.document(path, of: site).rootNode)
      #expect(failures.map(\.message) == [], "\(path)")
    }
    #expect(
      schemas.keys.sorted() == [
        "api-changes", "api-checksums", "api-facets", "api-index", "api-model", "api-models", "api-removed",
      ])
  }

  @Test(
    "an independent validator agrees",
    .enabled(
      if: FileManager.default.isExecutableFile(
        atPath: SharedData.packageRoot.appending(path: ".build-python/bin/python").path),
      "needs the tools of `make test`"))
  func independent() throws {
    let folder = try TemporaryFolder()
    try Self.fixture.get().store(in: URL(filePath: folder.path))
    let script = """
      import json, pathlib, sys
      from jsonschema import Draft202012Validator as Validator
      root = pathlib.Path(sys.argv[1])
      feed = json.loads(pathlib.Path(sys.argv[2]).read_text())
      count = 0
      def check(path, schema):
          Validator.check_schema(schema)
          for error in Validator(schema).iter_errors(json.loads(path.read_text())):
              print(path, error.json_path, error.message)
      for path in sorted((root / "api/v1").rglob("*.json")):
          parts = path.relative_to(root / "api/v1").parts
          name = "model" if len(parts) == 3 else "models" if len(parts) == 2 else path.stem
          check(path, json.loads((root / f"schema/api-{name}.schema.json").read_text()))
          count += 1
      check(root / "feed.json", feed)
      print(count)
      """
    let run = try Command(
      SharedData.packageRoot.appending(path: ".build-python/bin/python").path,
      [
        "-c", script, folder.path,
        SharedData.packageRoot.appending(path: "Tests/Formats/json-feed.schema.json").path,
      ]
    ).run(timeout: .seconds(120))
    #expect(run.errorText == "")
    let count = try Self.fixture.get().paths.count { $0.hasPrefix("api/v1/") }
    #expect(run.outputText == "\(count)\n")
  }

  @Test("the schemas refuse what they must: a path that leaves the site, a member that nobody knows")
  func control() throws {
    let site = try Self.fixture.get()
    let schema = try Self.compile("api-index", of: site)
    let text = try site.text("api/v1/index.json")
    for broken in [
      text.replacing("\"api/models/llm.json\"", with: "\"../llm.json\""),
      text.replacing("\"version\":1", with: "\"version\":1,\"extra\":2"),
    ] {
      #expect(broken != text)
      let document = try #require(
        DocumentReader.read(SourceText(path: "x", bytes: Array(broken.utf8)), as: .json).document)
      #expect(!schema.failures(in: document.rootNode).isEmpty)
    }
  }

  @Test("checksums are those of the files as they are served")
  func checksums() throws {
    for subject in WholeSiteTests.Subject.there {
      let site = try TestSite.build(subject.tree)
      let sums = try Self.document("api/v1/checksums.json", of: site).rootNode["files"]
      var paths: [String] = []
      for sum in try #require(sums).elements {
        let path = try #require(sum["path"]?.text)
        let bytes = try #require(site.files[path], "\(path)")
        #expect(sum["sha256"]?.text == SHA256.hex(bytes), "\(path)")
        #expect(sum["bytes"]?.int == bytes.count, "\(path)")
        paths.append(path)
      }
      #expect(paths == paths.sorted())
      for type in ModelType.allCases { #expect(paths.contains("api/models/\(type.rawValue).json")) }
    }
  }

  @Test("a model's file names its download with its sum, its life and its last changes")
  func model() throws {
    let site = try Self.fixture.get()
    let beta = try Self.document("api/v1/models/llm/beta.json", of: site).rootNode
    #expect(beta["lifecycle"]?["stage"]?.text == "deprecated")
    #expect(beta["lifecycle"]?["replaced_by"]?.text == "alpha-1.5.chat")
    #expect(beta["maintainers"]?.elements.map(\.text) == ["ada"])
    let path = try #require(beta["download"]?["path"]?.text)
    #expect(beta["download"]?["sha256"]?.text == SHA256.hex(try #require(site.files[path])))
    let change = try #require(beta["changes"]?.elements.first { _ in true })
    #expect(change["fields"]?.count == 40)
    #expect(change["more_fields"]?.int == 10)
  }

  @Test("the changes are those of listed entries and of such as went, and name only people who have a page")
  func changes() throws {
    let changes = try Self.document("api/v1/changes.json", of: Self.fixture.get()).rootNode["changes"]
    let lines = try #require(changes).elements.map {
      "\($0["kind"]?.text ?? "") \($0["name"]?.text ?? "") \($0["by"]?.text ?? "-")"
    }
    #expect(
      lines == [
        "changed alpha-1.5.chat ada", "removed alpha-0 ada", "changed beta -", "added alpha-1.5.chat -",
        "removed alpha-1.5.chat -", "added alpha-0 ada",
      ])
  }

  @Test("what is gone is told with what takes its place, if readers may hear of that")
  func removed() throws {
    let removed = try Self.document("api/v1/removed.json", of: Self.fixture.get()).rootNode["removed"]
    let lines = try #require(removed).elements.map {
      "\($0["type"]?.text ?? "")/\($0["name"]?.text ?? "") → \($0["replaced_by"]?.text ?? "-")"
    }
    #expect(lines == ["llm/alpha-0 → alpha-1.5.chat", "audio/mute → -"])
  }

  @Test("at the address of a model that is gone, and at its former ones, a page says what became of it")
  func gonePages() throws {
    let site = try Self.fixture.get()
    for name in ["alpha-0", "alpha-zero"] {
      let page = try site.text("models/detail/\(name)/index.html")
      #expect(page.contains("\(name) was removed"), "\(name)")
      #expect(page.contains("href=\"../../../models/detail/alpha-1.5.chat/index.html\""))
      #expect(page.contains("superseded."))
    }
    #expect(!(try site.text("models/detail/mute/index.html")).contains("detail/hidden"))
    #expect(try site.text("models/detail/beta/index.html").contains("<h1>beta</h1>"))
  }

  @Test("the catalog's own schemas are published beside those of the interface")
  func published() throws {
    let site = try TestSite.build(TestSite.catalog)
    for name in ["llm", "hub", "entry", "removed", "api-index"] {
      #expect(site.files["schema/\(name).schema.json"] != nil, "\(name)")
    }
  }
}
