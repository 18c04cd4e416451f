public import Catalog
import Documents
public import FileTrees
import SourceText

/// What the schemas of a catalog say of single fields.
///
/// Schemas are data: a field that upstream adds is known here as soon as the catalog's schema has it.
public struct SchemaFields: Sendable {
  private var files: [String: Document] = [:]

  /// Reads the schemas of a catalog; a catalog without any knows no field, or those of `standard`.
  public init(_ reader: CatalogReader, standard: MemoryTree = MemoryTree()) throws(FileTreeError) {
    for (name, bytes) in standard.files {
      files[name] = DocumentReader.read(SourceText(path: name, bytes: bytes), as: .json).document
    }
    for entry in try reader.tree.entries(in: "schema") where entry.name.hasSuffix(".schema.json") {
      if let document = try reader.document("schema/\(entry.name)").0 { files[entry.name] = document }
    }
  }

  /// The schemas by file name, sorted.
  var documents: [(name: String, document: Document)] {
    files.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Whether there are any.
  public var isEmpty: Bool { files.isEmpty }

  /// What the `hub:` block may hold at some steps below it; `nil` where the schema has no such field.
  public func hub(_ steps: [FieldStep]) -> FieldShape? {
    shape(from: start("entry.schema.json", "/$defs/hub"), steps)
  }

  /// What a record of a type may hold at some steps below it; `nil` where the schema has no such field.
  public func record(_ type: ModelType, _ steps: [FieldStep]) -> FieldShape? {
    shape(from: start("\(type.rawValue).schema.json", "/$defs/record"), steps)
  }

  // MARK: Walking

  /// A schema together with its file, which its references start from.
  struct Place: Hashable {
    let file: String
    let id: NodeID
  }

  private func start(_ file: String, _ pointer: String) -> [Place] {
    resolve("\(file)#\(pointer)", from: file).map { [$0] } ?? []
  }

  private func shape(from start: [Place], _ steps: [FieldStep]) -> FieldShape? {
    var places = start
    for step in steps { places = inner(places, step) }
    return places.isEmpty ? nil : ShapeReader(self).shape(places)
  }

  func node(_ place: Place) -> Node? { files[place.file].map { Node($0, place.id) } }

  /// The schemas that describe a value inside a value that others describe.
  private func inner(_ places: [Place], _ step: FieldStep) -> [Place] {
    let all = expanded(places)
    guard case .key(let key) = step else { return all.compactMap { child($0, "items") } }
    let named = all.compactMap { place in child(place, "properties").flatMap { child($0, key) } }
    return named.isEmpty ? all.compactMap { child($0, "additionalProperties") } : named
  }

  func child(_ place: Place, _ key: String) -> Place? {
    node(place)?[key].flatMap { $0.kind == .object ? Place(file: place.file, id: $0.id) : nil }
  }

  /// The schemas with all that they refer to and consist of; conditions and alternatives are looked into as well.
  func expanded(_ places: [Place], alternatives: Bool = true) -> [Place] {
    var found: [Place] = []
    var seen: Set<Place> = []
    var open = Array(places.reversed())
    while let place = open.popLast() {
      guard seen.insert(place).inserted, let node = node(place) else { continue }
      found.append(place)
      var parts: [Place] = []
      if let reference = node["$ref"]?.string, let target = resolve(reference, from: place.file) {
        parts.append(target)
      }
      for key in alternatives ? ["allOf", "anyOf", "oneOf"] : ["allOf"] {
        parts += node[key]?.elements.map { Place(file: place.file, id: $0.id) } ?? []
      }
      if alternatives { parts += ["then", "else"].compactMap { child(place, $0) } }
      open += parts.reversed()
    }
    return found
  }

  /// Follows `file#/pointer` within the catalog's schemas.
  private func resolve(_ reference: String, from file: String) -> Place? {
    let halves = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
      String.init)
    let name = halves[0].isEmpty ? file : halves[0]
    guard let document = files[name] else { return nil }
    var node = document.rootNode
    for part in halves.count == 2 ? halves[1].split(separator: "/") : [] {
      let key = String(part).replacing("~1", with: "/").replacing("~0", with: "~")
      guard let next = node[key] else { return nil }
      node = next
    }
    return Place(file: name, id: node.id)
  }
}
