import CGumbo

/// What a browser's parser makes of a fragment, for looking at the renderer's output from outside.
///
/// Nothing here is shared with the module under test.
indirect enum TestNode: Equatable {
  case element(String, [String: String], [TestNode])
  case text(String)
  case other(String)

  /// The nodes of a fragment inside a `<body>`.
  static func parse(_ html: [UInt8]) -> [TestNode] {
    let terminated = html.map { CChar(bitPattern: $0) } + [0]
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      let output = unsafe gumbo_parse_body(buffer.baseAddress, html.count)
      defer { unsafe gumbo_free_output(output) }
      guard let root = unsafe output?.pointee.root else { return [] }
      return unsafe children(of: root)
    }
  }

  static func parse(_ html: String) -> [TestNode] { parse(Array(html.utf8)) }

  private static func children(of node: UnsafeMutablePointer<GumboNode>) -> [TestNode] {
    let list = unsafe node.pointee.v.element.children
    return unsafe (0..<Int(list.length)).compactMap { index in
      unsafe list.data[index].map { unsafe TestNode($0.assumingMemoryBound(to: GumboNode.self)) }
    }
  }

  private init(_ node: UnsafeMutablePointer<GumboNode>) {
    switch unsafe node.pointee.type {
    case GUMBO_NODE_ELEMENT, GUMBO_NODE_TEMPLATE:
      let element = unsafe node.pointee.v.element
      var name = unsafe String(cString: gumbo_normalized_tagname(element.tag))
      if unsafe element.tag_namespace != GUMBO_NAMESPACE_HTML { name = "foreign:\(name)" }
      if name.isEmpty { name = "unknown" }
      var attributes: [String: String] = [:]
      for index in unsafe 0..<Int(element.attributes.length) {
        guard let pointer = unsafe element.attributes.data[index] else { continue }
        let attribute = unsafe pointer.assumingMemoryBound(to: GumboAttribute.self).pointee
        unsafe attributes[String(cString: attribute.name)] = unsafe String(cString: attribute.value)
      }
      self = unsafe .element(name, attributes, Self.children(of: node))
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
      self = unsafe .text(String(cString: node.pointee.v.text.text))
    case GUMBO_NODE_COMMENT: self = .other("comment")
    default: self = .other("document")
    }
  }

  /// Every node, this one first.
  var all: [TestNode] {
    if case .element(_, _, let children) = self { return [self] + children.flatMap(\.all) }
    return [self]
  }

  var name: String? { if case .element(let name, _, _) = self { name } else { nil } }

  var text: String {
    switch self {
    case .element(_, _, let children): children.map(\.text).joined()
    case .text(let text): text
    case .other: ""
    }
  }

  func attribute(_ key: String) -> String? {
    if case .element(_, let attributes, _) = self { attributes[key] } else { nil }
  }
}
