import Catalog
import Diagnostics
import Documents
import FileTrees
import JSONSchema
import SourceText

/// The schemas that an upstream tree brings along for its own models.
struct UpstreamSchemas {
  private static let folder = "xinference/model/schemas"
  private static let place = "file:///schemas/"

  private let schemas: [ModelType: Schema]
  /// Schemas that cannot be used, and why.
  let findings: [Diagnostic]

  /// Reads what the tree has; a tree to 3.4.0 has none.
  init(_ upstream: UpstreamTree) throws(UpstreamError) {
    var registry = SchemaRegistry()
    var findings: [Diagnostic] = []
    var types: [ModelType] = []
    let names = try withFiles { () throws(FileTreeError) in try upstream.tree.entries(in: Self.folder) }
    for entry in names where entry.kind == .file && entry.name.hasSuffix(".schema.json") {
      let path = "\(Self.folder)/\(entry.name)"
      let bytes = try withFiles { () throws(FileTreeError) in try upstream.tree.read(path) }
      let source = SourceText(path: upstream.prefix.appendingPath(path), bytes: bytes ?? [])
      let (document, faults) = DocumentReader.read(source, as: .json)
      findings += faults
      guard let document else { continue }
      findings += registry.add(document, at: Self.place + entry.name)
      if let type = ModelType(rawValue: String(entry.name.dropLast(".schema.json".count))) {
        types.append(type)
      }
    }
    var schemas: [ModelType: Schema] = [:]
    for type in types {
      let (schema, faults) = registry.compile("\(Self.place)\(type.rawValue).schema.json")
      findings += faults
      schemas[type] = schema
    }
    self.schemas = schemas
    self.findings = findings
  }

  /// Tells whether files of a type can be checked.
  func covers(_ type: ModelType) -> Bool { schemas[type] != nil }

  /// What a type's schema refuses in a list of records and did not refuse in the one before.
  func newFailures(in records: Document, of type: ModelType, before: Document?) -> [String] {
    guard let schema = schemas[type], !schema.accepts(records.rootNode) else { return [] }
    func words(_ document: Document) -> [String] {
      schema.failures(in: document.rootNode).map { "\($0.instanceLocation): \($0.message)" }
    }
    let known = Set(before.map(words) ?? [])
    return words(records).filter { !known.contains($0) }
  }
}
