import Diagnostics
import Documents
import FoundationEssentials
import JSONSchema
import SourceText
import TestSupport
import Testing

/// The catalog's own schemas, and upstream's where the shared data is there.
enum CatalogSchemas {
  static let types = ["llm", "embedding", "rerank", "image", "audio", "video", "world"]
  static let upstream = "upstream-split/xinference/model"
  static let upstreamIsThere = SharedData.has(upstream)

  /// The schema `name` of the project's `catalog/schema`.
  static func own(_ name: String, options: SchemaOptions = SchemaOptions(assertsFormats: true)) throws
    -> Schema
  {
    try compile(name, options) { try read("catalog/schema/\($0)") }
  }

  static func upstream(_ name: String) throws -> Schema {
    try compile(name, SchemaOptions()) {
      SourceText(path: $0, bytes: try SharedData.bytes("\(upstream)/schemas/\($0)"))
    }
  }

  /// A file of the project.
  static func read(_ path: String) throws -> SourceText {
    SourceText(path: path, bytes: Array(try Data(contentsOf: SharedData.packageRoot.appending(path: path))))
  }

  /// The project's files in a folder whose names end so.
  static func files(_ folder: String, ending: String) -> [String] {
    let paths = try? FileManager.default.subpathsOfDirectory(
      atPath: SharedData.packageRoot.appending(path: folder).path)
    return (paths ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }

  private static func compile(
    _ name: String, _ options: SchemaOptions, _ read: (String) throws -> SourceText
  ) throws -> Schema {
    var registry = SchemaRegistry()
    for part in Set([name, "common"] + (name == "entry" ? types : [])).sorted() {
      let (document, faults) = DocumentReader.read(try read("\(part).schema.json"), as: .json)
      #expect(faults.map(\.message) == [])
      registry.add(try #require(document), at: "file:///schema/\(part).schema.json")
    }
    let (schema, faults) = registry.compile("file:///schema/\(name).schema.json", options: options)
    #expect(faults.map(\.message) == [])
    return try #require(schema)
  }
}

@Suite struct CatalogSchemaTests {
  @Test(
    "the catalog's own files fit its schemas",
    arguments: [("hub", "catalog/hub.yaml"), ("upstream-lock", "catalog/upstream.lock.yaml")]
      + CatalogSchemas.files("catalog/people", ending: ".yaml").map { ("person", $0) })
  func files(schema: String, path: String) throws {
    let document = try #require(DocumentReader.read(try CatalogSchemas.read(path), as: .yaml).document)
    #expect(try CatalogSchemas.own(schema).failures(in: document.rootNode).map(\.message) == [])
  }

  @Test("the catalog's entries fit the schema of entries and that of their type")
  func entries() throws {
    let entry = try CatalogSchemas.own("entry")
    var byType: [String: Schema] = [:]
    for type in CatalogSchemas.types { byType[type] = try CatalogSchemas.own(type) }
    let paths = CatalogSchemas.files("catalog/models", ending: "/model.yaml")
    #expect(!paths.isEmpty)
    for path in paths {
      let document = try #require(DocumentReader.read(try CatalogSchemas.read(path), as: .yaml).document)
      let type = try #require(path.split(separator: "/").dropFirst(2).first.flatMap { byType[String($0)] })
      #expect(entry.failures(in: document.rootNode).map(\.message) == [], "\(path)")
      let model = try #require(document.rootNode["model"])
      #expect(type.failures(in: model).map(\.message) == [], "\(path)")
    }
  }

  @Test("every key that a record may have is explained, for editors to show")
  func descriptions() throws {
    for path in CatalogSchemas.files("catalog/schema", ending: ".json") {
      let document = try #require(DocumentReader.read(try CatalogSchemas.read(path), as: .json).document)
      expectDescriptions(document.rootNode, path)
    }
  }

  private func expectDescriptions(_ node: Node, _ place: String) {
    for element in node.elements { expectDescriptions(element, place) }
    for member in node.members {
      let inside = "\(place)/\(member.name)"
      if member.name == "properties", member.value.kind == .object, !place.hasSuffix("/then"),
        !place.hasSuffix("/if")
      {
        for property in member.value.members {
          let says =
            property.value["description"] != nil || property.value["$ref"] != nil
            || property.value["const"] != nil
          #expect(says, "\(inside)/\(property.name)")
        }
      }
      expectDescriptions(member.value, inside)
    }
  }
}

@Suite struct BrokenEntryTests {
  /// One thing broken in an entry's file.
  private struct Fault {
    let text: [UInt8]
    let line: Int
    let name: String
  }

  @Test("a misspelt key and a value of the wrong kind are found on their lines, and named")
  func lines() throws {
    var random = SeededGenerator(seed: 11)
    var schemas: [String: Schema] = [:]
    for type in CatalogSchemas.types { schemas[type] = try CatalogSchemas.own(type) }
    var found = 0
    for path in CatalogSchemas.files("catalog/models", ending: "/model.yaml") {
      let type = path.split(separator: "/").map(String.init)[2]
      let schema = try #require(schemas[type])
      let source = try CatalogSchemas.read(path)
      let original = try #require(DocumentReader.read(source, as: .yaml).document)
      let members = members(below: try #require(original.rootNode["model"]))
      for _ in 0..<12 {
        let fault = try #require(broken(source, members, &random))
        let (document, faults) = DocumentReader.read(SourceText(path: path, bytes: fault.text), as: .yaml)
        guard faults.isEmpty, let model = document?.rootNode["model"] else { continue }
        let failures = schema.failures(in: model)
        // Some values may be anything, such as the settings of an engine.
        guard !failures.isEmpty else { continue }
        let onLine = failures.filter { $0.node.source.position(at: $0.range.lowerBound).line == fault.line }
        #expect(onLine.contains { $0.message.contains(fault.name) }, "\(path):\(fault.line) \(fault.name)")
        found += 1
      }
    }
    #expect(found >= 200)
  }

  /// The file with one key of the records misspelt, or one of their values replaced by an empty mapping.
  private func broken(
    _ source: SourceText, _ members: [Member], _ random: inout SeededGenerator
  ) -> Fault? {
    guard let member = members.randomElement(using: &random) else { return nil }
    let isScalar = member.value.kind != .object && member.value.kind != .array
    let edit =
      isScalar && Bool.random(using: &random)
      ? TextEdit(member.value.range, "{}") : TextEdit(member.key.range, member.name.dropLast() + "q")
    let name = edit.replacement == "{}" ? member.name : edit.replacement
    let line = source.position(at: edit.range.lowerBound).line
    return [edit].applied(to: source.bytes).map { Fault(text: $0, line: line, name: name) }
  }

  private func members(below node: Node) -> [Member] {
    node.elements.flatMap { members(below: $0) } + node.members.flatMap { [$0] + members(below: $0.value) }
  }
}

@Suite(.enabled(if: CatalogSchemas.upstreamIsThere, "needs ../shared/upstream-split"))
struct UpstreamAgreementTests {
  private func documents(_ type: String) throws -> [(path: String, document: Document)] {
    try SharedData.names(in: "\(CatalogSchemas.upstream)/\(type)/models").map { name in
      let path = "\(CatalogSchemas.upstream)/\(type)/models/\(name)"
      let source = SourceText(path: path, bytes: try SharedData.bytes(path))
      return (path, try #require(DocumentReader.read(source, as: .json).document))
    }
  }

  @Test("every record of upstream fits our schemas as it fits upstream's own")
  func records() throws {
    var count = 0
    for type in CatalogSchemas.types {
      let (own, upstream) = (try CatalogSchemas.own(type), try CatalogSchemas.upstream(type))
      for (path, document) in try documents(type) {
        #expect(upstream.accepts(document.rootNode), "\(path)")
        #expect(own.failures(in: document.rootNode).map(\.message) == [], "\(path)")
        count += 1
      }
    }
    #expect(count == 371)
  }

  @Test("a single record may stand without a list", arguments: CatalogSchemas.types)
  func single(type: String) throws {
    let record = try #require(try documents(type).first?.document.rootNode.elements.first { _ in true })
    #expect(try CatalogSchemas.own(type).failures(in: record).map(\.message) == [])
  }

  @Test("both refuse the same broken records", arguments: CatalogSchemas.types)
  func mutations(type: String) throws {
    let (own, upstream) = (try CatalogSchemas.own(type), try CatalogSchemas.upstream(type))
    var writer = MutationWriter(random: SeededGenerator(seed: 20))
    var refused = 0
    let documents = try documents(type)
    for (path, document) in documents {
      for _ in 0..<(600 / documents.count + 6) {
        let (mutant, change) = writer.mutant(of: document)
        let verdict = upstream.accepts(mutant.rootNode)
        #expect(own.accepts(mutant.rootNode) == verdict, "\(path): \(change)")
        refused += verdict ? 0 : 1
      }
    }
    #expect(refused > 100)
  }
}
