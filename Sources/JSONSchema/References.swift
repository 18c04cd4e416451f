import Diagnostics
import Documents

/// Why a reference leads nowhere.
struct ReferenceFault: Error {
  let message: String
  let help: String?
}

extension SchemaRegistry {
  /// The schema that a reference names.
  mutating func resolve(_ text: String, against base: URIReference) -> Result<Place, ReferenceFault> {
    let uri = URIReference(text).resolved(against: base)
    guard let number = resource(at: uri) else { return .failure(unknown(uri)) }
    let resource = resources[number]
    guard let fragment = uri.fragment, !fragment.isEmpty else { return .success(resource.root) }
    if let tokens = JSONPointer.tokens(ofFragment: fragment) {
      return follow(tokens, from: number, fragment)
    }
    let name = JSONPointer.percentDecoded(fragment) ?? fragment
    guard let node = resource.anchors[name] else {
      let nearest = Spelling.nearest(to: name, among: resource.anchors.keys.sorted())
      return .failure(
        ReferenceFault(
          message: "There is no anchor ‘\(name)’ in ‘\(resource.uri)’",
          help: nearest.map { "Did you mean ‘#\($0)’?" }))
    }
    return .success(Place(document: resource.root.document, node: node))
  }

  private mutating func follow(
    _ tokens: [String], from number: Int, _ fragment: String
  ) -> Result<Place, ReferenceFault> {
    var place = resources[number].root
    var owner = number
    for token in tokens {
      let document = documents[place.document]
      guard let child = JSONPointer.child(token, of: place.node, in: document) else {
        let names = Node(document, place.node).members.map(\.name)
        let nearest = Spelling.nearest(to: token, among: names.sorted())
        return .failure(
          ReferenceFault(
            message: "There is nothing at ‘#\(fragment)’: ‘\(token)’ is missing",
            help: nearest.map { "Did you mean ‘\($0)’?" }))
      }
      place = Place(document: place.document, node: child)
      owner = self.owner(of: place) ?? owner
    }
    adopt(place, in: owner)
    return .success(place)
  }

  private func unknown(_ uri: URIReference) -> ReferenceFault {
    let wanted = uri.resource.description
    let help = Spelling.nearest(to: wanted, among: uris).map { "Did you mean ‘\($0)’?" }
    return ReferenceFault(
      message: "There is no schema ‘\(wanted)’ among the given files",
      help: help ?? "Nothing is fetched: give the file that holds it.")
  }
}
