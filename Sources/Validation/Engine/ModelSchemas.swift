import Catalog
import Diagnostics
import Documents
import FileTrees
import JSONSchema
import SourceText

/// The schemas of `model:`, compiled once for a run from the files in `schema/`.
struct ModelSchemas: Sendable {
  private let schemas: [ModelType: Schema]
  /// What is wrong with the schemas themselves.
  let faults: [Diagnostic]

  /// Compiles the schemas of some types; those of all where the files themselves are to be checked.
  init(_ reader: CatalogReader, of types: Set<ModelType>) throws(FileTreeError) {
    var registry = SchemaRegistry()
    var faults: [Diagnostic] = []
    var names: Set<String> = []
    for file in try reader.tree.entries(in: "schema") where file.kind == .file && file.name.hasSuffix(".json")
    {
      let (document, found) = try reader.document("schema/\(file.name)")
      faults += found
      guard let document else { continue }
      names.insert(file.name)
      faults += registry.add(document, at: Self.address(file.name))
    }
    var schemas: [ModelType: Schema] = [:]
    for type in ModelType.allCases
    where types.contains(type) && names.contains("\(type.rawValue).schema.json") {
      let (schema, found) = registry.compile(Self.address("\(type.rawValue).schema.json"))
      schemas[type] = schema
      // Schemas share files, whose faults each of them tells again.
      faults += found.filter { fault in !faults.contains { $0 == fault } }
    }
    self.schemas = schemas
    self.faults = faults
  }

  /// How the records of an entry differ from their type's schema; nothing where the registry has no usable one.
  func failures(in entry: Entry) -> [SchemaFailure] {
    guard let schema = schemas[entry.type] else { return [] }
    let root = entry.document.rootNode
    let model = root.kind == .array ? root : root["model"] ?? root
    return schema.accepts(model) ? [] : schema.failures(in: model)
  }

  /// Where references between the files look for them; nothing is ever fetched from there.
  private static func address(_ name: String) -> String { "modelhub:///schema/\(name)" }
}
