import Catalog
import Diagnostics
import FileTrees
import TestSupport
import Testing

@testable import Upstream

@Suite struct ExporterTests {
  let catalog = MemoryTree(texts: [
    "models/llm/b/model.yaml": "hub: {visibility: public}\nmodel: {model_name: b, n: 1.0}\n",
    "models/llm/a/model.yaml":
      "model:\n  - {model_name: a, engine: x, updated_at: 5}\n  - {model_name: a, engine: y}\n",
    "models/llm/hidden/model.yaml": "hub: {visibility: private}\nmodel: {model_name: hidden}\n",
    "models/llm/gone/model.yaml":
      "hub: {lifecycle: {expires: 2026-01-01}}\nmodel: {model_name: gone, updated_at: 1.5}\n",
    "models/world/w/model.yaml": "model: {model_family: w, updated_at: 1}\n",
  ])

  func run(
    _ options: ExportOptions, into folder: TemporaryFolder, catalog: MemoryTree? = nil
  ) throws -> ExportReport {
    try Exporter.run(
      CatalogReader(catalog ?? self.catalog), .flat, into: SourceFolder(folder.path + "/out"), options)
  }

  func text(_ path: String, _ folder: TemporaryFolder) throws -> String {
    String(decoding: try folder.read("out/" + path), as: UTF8.self)
  }

  @Test("an aggregate without an example is sorted by name; private entries stay at home")
  func sorted() throws {
    let folder = try TemporaryFolder()
    let report = try run(ExportOptions(.aggregate), into: folder)
    #expect(report.written == ["xinference/model/llm/llm_family.json"])
    #expect((report.entries, report.leftOut) == (3, 1))
    #expect(report.findings.map(\.message) == ["The aggregate layout has no place for a model of type world"])
    let names = try text(report.written[0], folder).split(separator: "\n").filter {
      $0.contains("model_name")
    }
    #expect(names.map { $0.split(separator: "\"")[3] } == ["a", "a", "b", "gone"])
  }

  @Test("a download leaves out what is private or expired, dates every record, and has all seven files")
  func download() throws {
    let folder = try TemporaryFolder()
    var options = ExportOptions(.download, timestamp: { $0.name == "b" ? 42 : 43 })
    options.includesPrivate = true
    options.day = CalendarDate("2026-06-01")
    let report = try run(options, into: folder)
    #expect(report.written.count == 7)
    #expect(
      try text("llm.json", folder) == """
        [
          {
            "model_name": "a",
            "engine": "x",
            "updated_at": 5
          },
          {
            "model_name": "a",
            "engine": "y",
            "updated_at": 5
          },
          {
            "model_name": "b",
            "n": 1.0,
            "updated_at": 42
          }
        ]

        """)
    #expect(try text("video.json", folder) == "[]\n")
    #expect(try run(options, into: folder).written.isEmpty)
  }

  @Test("a download replaces a time that is no whole number")
  func badTime() throws {
    let folder = try TemporaryFolder()
    _ = try run(ExportOptions(.download, timestamp: { _ in 9 }), into: folder)
    #expect(try text("llm.json", folder).contains("\"model_name\": \"gone\",\n    \"updated_at\": 9"))
  }

  @Test("like an aggregate: upstream's order and form, new names last, what the catalog lacks goes")
  func likeAggregate() throws {
    let folder = try TemporaryFolder()
    let like = """
      [
        {"model_name":"b","n":1.0},
        {"model_name":"a","engine":"y"},
        {"model_name":"lost"},
        {"model_name":"z"},
        {"model_name":"a","engine":"x","updated_at":4}
      ]

      """
    let upstream = try UpstreamTree(MemoryTree(texts: ["xinference/model/llm/llm_family.json": like]))
    let catalog = MemoryTree(texts: [
      "models/llm/b/model.yaml": "model: {model_name: b, n: 1.0}\n",
      "models/llm/a/model.yaml":
        "model:\n  - {model_name: a, engine: y}\n  - {model_name: a, engine: w}\n  - {model_name: a, engine: x, updated_at: 5}\n",
      "models/llm/z/model.yaml": "model: {model_name: z}\n",
      "models/llm/new/model.yaml": "model: {model_name: new}\n",
    ])
    _ = try run(ExportOptions(.aggregate, like: upstream), into: folder, catalog: catalog)
    #expect(
      try text("xinference/model/llm/llm_family.json", folder) == """
        [
          {"model_name":"b","n":1.0},
          {"model_name":"a","engine":"y"},
          {"model_name":"a","engine":"w"},
          {"model_name":"z"},
          {"model_name":"a","engine":"x","updated_at":5},
          {"model_name":"new"}
        ]

        """)
  }

  @Test("other people's folders are refused, an upstream tree of the same layout is brought up to date")
  func targets() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "out/notes.txt")
    for layout in ExportLayout.allCases {
      let error = #expect(throws: UpstreamError.self) { try run(ExportOptions(layout), into: folder) }
      #expect(error?.code == .foreignTarget)
    }
    try folder.write("[]\n", to: "out/xinference/model/llm/models/other.json")
    #expect(try run(ExportOptions(.split), into: folder).written.count == 4)
    #expect(try text("notes.txt", folder) == "mine")
    #expect(throws: UpstreamError.self) { try run(ExportOptions(.aggregate), into: folder) }
  }

  @Test("nothing is written through a symbolic link")
  func links() throws {
    let folder = try TemporaryFolder()
    let outside = try TemporaryFolder()
    try folder.write("[]\n", to: "out/xinference/model/llm/models/other.json")
    try folder.link("out/xinference/model/world", to: outside.path)
    let error = #expect(throws: UpstreamError.self) { try run(ExportOptions(.split), into: folder) }
    #expect(error?.description.contains("symbolic link") == true)
  }

  @Test("an unreadable entry is a finding, and the others are exported")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    var broken = catalog
    broken.files["models/llm/a/model.yaml"] = Array("model: [".utf8)
    let report = try run(ExportOptions(.split), into: folder, catalog: broken)
    #expect(report.written.count == 3)
    #expect(report.findings.contains { $0.severity == .error })
  }
}
