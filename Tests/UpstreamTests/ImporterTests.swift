import Catalog
import Diagnostics
import FileTrees
import TestSupport
import Testing

@testable import Upstream

@Suite struct ImporterTests {
  static let splitFile = "xinference/model/llm/models/a.json"

  func upstream(_ texts: [String: String]) throws -> UpstreamTree {
    try UpstreamTree(MemoryTree(texts: texts))
  }

  func run(
    _ texts: [String: String], into folder: TemporaryFolder, updating: Bool = false
  ) throws -> (entries: [String], findings: [Diagnostic]) {
    var entries: [String] = []
    let findings = try Importer.run(
      upstream(texts), into: CatalogReader(FolderTree(folder.path)), .flat, SourceFolder(folder.path),
      updating: updating
    ) { entries.append("\($0.folder.id) \($0.outcome.rawValue)") }
    return (entries, findings)
  }

  let entryText = """
    # yaml-language-server: $schema=../../../schema/entry.schema.json
    hub:
      visibility: unlisted  # for now
      maintainers: [ada]
    model:
      # one record
      - model_name: a
        context_length: 1  # tokens
        tags: [x, y]

    """

  @Test("a new entry has the default hub block and upstream's records as a list")
  func created() throws {
    let folder = try TemporaryFolder()
    let result = try run([Self.splitFile: #"[{"model_name": "a", "t": "x\ny"}]"#], into: folder)
    #expect(result.entries == ["llm/a created"])
    let text = String(decoding: try folder.read("models/llm/a/model.yaml"), as: UTF8.self)
    #expect(
      text == """
        # yaml-language-server: $schema=../../../schema/entry.schema.json
        hub:
          visibility: public
        model:
          - model_name: a
            t: |-
              x
              y

        """)
  }

  @Test("an entry that differs is left alone until an update is asked for, which keeps all but the records")
  func update() throws {
    let folder = try TemporaryFolder()
    try folder.write(entryText, to: "models/llm/a/model.yaml")
    try folder.write("# A\n", to: "models/llm/a/README.md")
    let files = [Self.splitFile: #"[{"model_name": "a", "context_length": 2, "tags": ["x", "z", "y"]}]"#]
    #expect(try run(files, into: folder).entries == ["llm/a differing"])
    #expect(try folder.read("models/llm/a/model.yaml") == Array(entryText.utf8))
    #expect(try run(files, into: folder, updating: true).entries == ["llm/a updated"])
    let text = String(decoding: try folder.read("models/llm/a/model.yaml"), as: UTF8.self)
    #expect(
      text == entryText.replacing("length: 1 ", with: "length: 2 ").replacing("[x, y]", with: "[x, z, y]"))
    #expect(try folder.read("models/llm/a/README.md") == Array("# A\n".utf8))
    #expect(try run(files, into: folder, updating: true).entries == ["llm/a unchanged"])
  }

  @Test("a bare list of records in model.json stays one when it is updated")
  func bareList() throws {
    let folder = try TemporaryFolder()
    try folder.write("[\n    {\"model_name\": \"a\"}\n]\n", to: "models/llm/a/model.json")
    let files = [Self.splitFile: #"[{"model_name": "a"}, {"model_name": "a", "engine": "MLX"}]"#]
    #expect(try run(files, into: folder, updating: true).entries == ["llm/a updated"])
    let text = String(decoding: try folder.read("models/llm/a/model.json"), as: UTF8.self)
    #expect(text == "[\n    {\"model_name\": \"a\"},\n    {\"model_name\": \"a\", \"engine\": \"MLX\"}\n]\n")
  }

  @Test(
    "what is no model is a finding, and the other models are imported",
    arguments: [
      (#"[{"model_name": "../etc"}]"#, "cannot be a model's name"),
      (#"[{"model_name": "a/b"}]"#, "cannot be a model's name"),
      (#"[{"model_name": 7}]"#, "no ‘model_name’"),
      (#"[{"model_name": "other"}]"#, "not that of its model"),
      (#"[1]"#, "must be a mapping"),
      (#"{"model_name": "a"}"#, "is a list of records"),
      (#"[{"model_name": "a", "x": 1, "x": 2}]"#, "stands twice"),
      ("[{\"model_name\": \"a\"", "ends before the document does"),
      ("", "is empty"),
    ])
  func findings(text: String, message: String) throws {
    let folder = try TemporaryFolder()
    let result = try run(
      [Self.splitFile: text, "xinference/model/llm/models/b.json": #"[{"model_name": "b"}]"#], into: folder)
    #expect(result.entries == ["llm/b created"])
    #expect(result.findings.contains { $0.message.contains(message) }, "\(result.findings.map(\.message))")
  }

  @Test("names that differ by case only are findings, in upstream and against the catalog")
  func collisions() throws {
    let folder = try TemporaryFolder()
    let aggregate = [
      "xinference/model/llm/llm_family.json":
        #"[{"model_name": "A"}, {"model_name": "b"}, {"model_name": "a"}]"#
    ]
    let result = try run(aggregate, into: folder)
    #expect(result.entries == ["llm/A created", "llm/b created"])
    #expect(result.findings.map(\.rule) == ["name-collision"])
    let second = try run([Self.splitFile: #"[{"model_name": "a"}]"#], into: folder)
    #expect(second.entries.isEmpty)
    #expect(second.findings.map(\.rule) == ["name-collision"])
  }

  @Test("records of one name that stand apart in an aggregate make one entry, in their order")
  func apart() throws {
    let folder = try TemporaryFolder()
    let aggregate = [
      "xinference/model/audio/model_spec.json":
        #"[{"model_name": "w", "engine": "t"}, {"model_name": "v"}, {"model_name": "w", "engine": "MLX"}]"#
    ]
    #expect(try run(aggregate, into: folder).entries == ["audio/w created", "audio/v created"])
    let (entry, _) = try CatalogReader(FolderTree(folder.path)).entry(EntryFolder(type: .audio, name: "w"))
    #expect(entry?.records.map(\.engine) == ["t", "MLX"])
  }

  @Test("an entry that cannot be read is never written over")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    try folder.write("model: [\n", to: "models/llm/a/model.yaml")
    let result = try run([Self.splitFile: #"[{"model_name": "a"}]"#], into: folder, updating: true)
    #expect(result.entries == ["llm/a unreadable"])
    #expect(!result.findings.isEmpty)
    #expect(try folder.read("models/llm/a/model.yaml") == Array("model: [\n".utf8))
  }

  @Test("a folder that is no checkout is refused with a sentence")
  func notUpstream() throws {
    let error = #expect(throws: UpstreamError.self) { try upstream(["README.md": "x"]) }
    #expect(error?.code == .notUpstream)
    #expect(error?.description.contains("Name the repository's root") == true)
  }
}
