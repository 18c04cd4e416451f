public import Diagnostics
public import Documents
import SourceText

/// The schemas that references can name: files given by the caller and the standard's meta-schemas.
///
/// Nothing is ever fetched. What a `$ref` names must have been added under that URI, or say so itself by `$id`.
public struct SchemaRegistry: Sendable {
  private(set) var documents: [Document] = []
  private(set) var resources: [Resource] = []
  /// Resources by their absolute URIs, without fragments.
  private var resourceByURI: [String: Int] = [:]
  /// The resource of each schema node that was found.
  private var owners: [Place: Int] = [:]

  /// A schema with an identity of its own: a document's root, or a subschema with `$id`.
  struct Resource: Sendable {
    let uri: URIReference
    let root: Place
    /// The resource that this one is embedded in.
    let parent: Int?
    var anchors: [String: NodeID] = [:]
    var dynamicAnchors: [String: NodeID] = [:]
  }

  /// A node of one of the documents.
  struct Place: Hashable, Sendable {
    let document: Int
    let node: NodeID
  }

  private static let standard: SchemaRegistry = {
    var registry = SchemaRegistry(documents: [])
    for document in Metaschemas.documents { registry.add(document, at: document.source.path) }
    return registry
  }()

  private init(documents: [Document]) { self.documents = documents }

  /// A registry that knows the meta-schemas of draft 2020-12.
  public init() { self = Self.standard }

  /// Adds a schema document under the URI where a reference would look for it.
  ///
  /// The first document of a URI stays; the findings are about identifiers used twice.
  @discardableResult
  public mutating func add(_ document: Document, at uri: String) -> [Diagnostic] {
    documents.append(document)
    var findings: [Diagnostic] = []
    let place = Place(document: documents.count - 1, node: document.root)
    addResource(at: place, uri: URIReference(uri).resource, in: nil, &findings)
    return findings
  }

  /// Whether a document is one of the standard's own.
  func isStandard(_ document: Int) -> Bool { document < Metaschemas.documents.count }

  /// The URIs under which there are schemas.
  var uris: [String] { resourceByURI.keys.sorted() }

  func resource(at uri: URIReference) -> Int? { resourceByURI[uri.resource.description] }

  func owner(of place: Place) -> Int? { owners[place] }

  func node(_ place: Place) -> Node { Node(documents[place.document], place.node) }
}

// MARK: - Finding identifiers

extension SchemaRegistry {
  /// Takes a schema for a resource and looks for others inside.
  ///
  /// The URI is that of the file, or of the resource around it: what `$id` is relative to.
  private mutating func addResource(
    at place: Place, uri: URIReference, in parent: Int?, _ findings: inout [Diagnostic]
  ) {
    let id = node(place)["$id"].flatMap { $0.kind == .string ? $0 : nil }
    let own = id.map { URIReference($0.text).resolved(against: uri).resource } ?? uri
    let number = resources.count
    resources.append(Resource(uri: own, root: place, parent: parent))
    if resourceByURI[own.description] != nil {
      findings.append(repetition("There is another schema with the URI ‘\(own)’", id ?? node(place)))
    }
    for name in [own.description] + (parent == nil ? [uri.description] : []) where resourceByURI[name] == nil
    {
      resourceByURI[name] = number
    }
    scan(place, in: number, &findings)
  }

  /// Treats a node that no keyword declared a schema as one, because a reference names it.
  mutating func adopt(_ place: Place, in resource: Int) {
    guard owners[place] == nil else { return }
    var ignored: [Diagnostic] = []
    visit(place, in: resource, &ignored)
  }

  private mutating func visit(_ place: Place, in resource: Int, _ findings: inout [Diagnostic]) {
    if let id = node(place)["$id"]?.string, !id.hasPrefix("#") {
      addResource(at: place, uri: resources[resource].uri, in: resource, &findings)
    } else {
      scan(place, in: resource, &findings)
    }
  }

  private mutating func scan(_ place: Place, in resource: Int, _ findings: inout [Diagnostic]) {
    owners[place] = resource
    let node = node(place)
    if let anchor = node["$anchor"], let name = anchor.string {
      note(anchor, resources[resource].anchors.updateValue(place.node, forKey: name), &findings)
    }
    if let anchor = node["$dynamicAnchor"], let name = anchor.string {
      note(anchor, resources[resource].anchors.updateValue(place.node, forKey: name), &findings)
      resources[resource].dynamicAnchors[name] = place.node
    }
    for member in node.members {
      guard let keyword = Keyword(rawValue: member.name) else { continue }
      let children: [Node]
      switch keyword.nesting {
      case .none: continue
      case .one: children = [member.value]
      case .list: children = Array(member.value.elements)
      case .map: children = member.value.members.map(\.value)
      }
      for child in children where child.kind == .object || child.kind == .bool {
        visit(Place(document: place.document, node: child.id), in: resource, &findings)
      }
    }
  }

  private func note(_ anchor: Node, _ earlier: NodeID?, _ findings: inout [Diagnostic]) {
    if earlier != nil {
      findings.append(repetition("The anchor ‘\(anchor.text)’ stands twice in one schema", anchor))
    }
  }

  private func repetition(_ message: String, _ node: Node) -> Diagnostic {
    Diagnostic(
      "schema-identifier", message, at: Location(node.source, node.range), help: "Rename one of the two.")
  }
}
