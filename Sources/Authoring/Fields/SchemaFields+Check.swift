import Catalog
import Documents
import JSONSchema

extension SchemaFields {
  /// What the schemas say of a file oftener than they said it before, as words; `nil` for nothing.
  func firstNewFailure(in after: Document, before: Document, _ type: ModelType) -> String? {
    var known: [String: Int] = [:]
    for failure in failures(in: before, type) { known[failure.message, default: 0] += 1 }
    for failure in failures(in: after, type) {
      let left = known[failure.message, default: 0]
      if left == 0 { return "\(failure.message) (\(failure.place))" }
      known[failure.message] = left - 1
    }
    return nil
  }

  /// What the schemas say of the value at the end of some steps, as words; `nil` for nothing.
  ///
  /// What is still missing around the value does not count. A step that names no key and no number ends the search.
  func failure(at steps: [FieldStep], in document: Document, _ type: ModelType) -> String? {
    var place = ""
    for step in steps {
      switch step {
      case .key(let key): place += "/" + key.replacing("~", with: "~0").replacing("/", with: "~1")
      case .index(let index): place += "/\(index)"
      case .match, .end, .all: return nil
      }
    }
    return failures(in: document, type).first { $0.place == place || $0.place.hasPrefix(place + "/") }?
      .message
  }

  private func failures(in document: Document, _ type: ModelType) -> [(message: String, place: String)] {
    let root = document.rootNode
    let model = root.kind == .array ? root : root["model"]
    let parts = [
      ("entry.schema.json#/$defs/hub", root["hub"]), ("\(type.rawValue).schema.json", model),
    ]
    return parts.flatMap { reference, node -> [(message: String, place: String)] in
      guard let node, let schema = compiled(reference) else { return [] }
      return schema.failures(in: node).filter { !$0.isUnknownKey }.map { ($0.message, $0.instanceLocation) }
    }
  }

  private func compiled(_ reference: String) -> Schema? {
    var registry = SchemaRegistry()
    for (name, document) in documents { registry.add(document, at: Self.base + name) }
    return registry.compile(Self.base + reference).schema
  }

  /// An address that nobody has; schemas refer to each other relative to it.
  private static let base = "https://schema.invalid/"
}
