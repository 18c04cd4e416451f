internal import CGumbo

/// The tree that an HTML5 parser builds of a fragment inside a `<body>`.
///
/// The parser's time grows with the nesting, and so does the stack it needs at the end: give it
/// only fragments whose nesting is bounded.
@safe struct HTMLTree: ~Copyable {
  private let source: UnsafeMutableBufferPointer<CChar>
  private let output: UnsafeMutablePointer<GumboOutput>

  init(fragment: [UInt8]) {
    unsafe source = .allocate(capacity: fragment.count + 1)
    for index in fragment.indices { unsafe source[index] = CChar(bitPattern: fragment[index]) }
    unsafe source[fragment.count] = 0
    unsafe output = gumbo_parse_body(source.baseAddress, fragment.count)
  }

  deinit {
    unsafe gumbo_free_output(output)
    unsafe source.deallocate()
  }

  /// All text of the tree.
  var text: [UInt8] { unsafe HTMLElement(output.pointee.root).text }

  /// Shows the tree to a visitor in document order, without recursion.
  func walk<Visitor: HTMLTreeVisitor & ~Copyable>(_ visitor: inout Visitor) {
    guard let root = unsafe output.pointee.root else { return }
    var path = unsafe [(node: root, next: 0)]
    while let (node, next) = unsafe path.last {
      guard let child = unsafe node.child(next) else {
        unsafe path.removeLast()
        if unsafe !path.isEmpty { unsafe visitor.leave(HTMLElement(node)) }
        continue
      }
      unsafe path[path.count - 1].next += 1
      switch unsafe child.pointee.type {
      case GUMBO_NODE_ELEMENT:
        if unsafe visitor.enter(HTMLElement(child)) { unsafe path.append((child, 0)) }
      case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
        unsafe visitor.text(child.textBytes.span)
      default: break
      }
      if visitor.isDone { return }
    }
  }
}

/// What looks at an `HTMLTree`.
protocol HTMLTreeVisitor: ~Copyable {
  /// Whether the visitor wants to see no more.
  var isDone: Bool { get }
  /// Starts an element; false leaves its content out, and then it is not left either.
  mutating func enter(_ element: HTMLElement) -> Bool
  /// Ends an element that was entered.
  mutating func leave(_ element: HTMLElement)
  mutating func text(_ text: Span<UInt8>)
}

/// An element of an `HTMLTree`; of no use after the visit.
@safe struct HTMLElement {
  private let node: UnsafeMutablePointer<GumboNode>

  fileprivate init(_ node: UnsafeMutablePointer<GumboNode>) { unsafe self.node = node }

  /// The name in lower case; empty for one that is in no standard, and for SVG and MathML.
  var name: String {
    guard unsafe node.pointee.v.element.tag_namespace == GUMBO_NAMESPACE_HTML,
      let name = unsafe gumbo_normalized_tagname(node.pointee.v.element.tag)
    else { return "" }
    return unsafe String(cString: name)
  }

  var tag: Tag? { Tag(name: name) }

  var parent: HTMLElement? {
    guard let parent = unsafe node.pointee.parent, unsafe parent.pointee.type == GUMBO_NODE_ELEMENT
    else { return nil }
    return unsafe HTMLElement(parent)
  }

  var firstChild: HTMLElement? {
    var index = 0
    while let child = unsafe node.child(index) {
      if unsafe child.pointee.type == GUMBO_NODE_ELEMENT { return unsafe HTMLElement(child) }
      index += 1
    }
    return nil
  }

  /// The element inside, if there is nothing beside it.
  var onlyChild: HTMLElement? {
    guard unsafe node.child(1) == nil else { return nil }
    return firstChild
  }

  /// Whether there is only text inside, but for the spans of an earlier highlighting.
  var holdsOnlyText: Bool {
    var path = unsafe [(node: node, next: 0)]
    while let (node, next) = unsafe path.last {
      guard let child = unsafe node.child(next) else {
        unsafe path.removeLast()
        continue
      }
      unsafe path[path.count - 1].next += 1
      guard unsafe child.pointee.type == GUMBO_NODE_ELEMENT else { continue }
      let isToken = unsafe HTMLElement(child).value(of: "class")?.starts(with: "hl-".utf8) ?? false
      if unsafe !isToken || child.pointee.v.element.tag != GUMBO_TAG_SPAN { return false }
      unsafe path.append((child, 0))
    }
    return true
  }

  /// All text inside the element.
  var text: [UInt8] {
    var text: [UInt8] = []
    var path = unsafe [(node: node, next: 0)]
    while let (node, next) = unsafe path.last {
      guard let child = unsafe node.child(next) else {
        unsafe path.removeLast()
        continue
      }
      unsafe path[path.count - 1].next += 1
      switch unsafe child.pointee.type {
      case GUMBO_NODE_ELEMENT: unsafe path.append((child, 0))
      case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA: unsafe text += child.textBytes
      default: break
      }
    }
    return text
  }

  /// The decoded value of an attribute.
  func value(of name: String) -> [UInt8]? {
    unsafe attribute(name).map { unsafe [UInt8](cString: $0.pointee.value) }
  }

  /// Where an attribute's value starts in the fragment, in bytes.
  func offset(of name: String) -> Int? {
    unsafe attribute(name).map { unsafe Int($0.pointee.value_start.offset) }
  }

  private func attribute(_ name: String) -> UnsafeMutablePointer<GumboAttribute>? {
    unsafe withUnsafePointer(to: &node.pointee.v.element.attributes) {
      unsafe gumbo_get_attribute($0, name)
    }
  }
}

extension [UInt8] {
  fileprivate init(cString: UnsafePointer<CChar>) {
    self = unsafe Array(String(cString: cString).utf8)
  }
}

extension UnsafeMutablePointer<GumboNode> {
  fileprivate func child(_ index: Int) -> UnsafeMutablePointer<GumboNode>? {
    let children = unsafe pointee.v.element.children
    guard unsafe index < Int(children.length) else { return nil }
    return unsafe children.data[index]?.assumingMemoryBound(to: GumboNode.self)
  }

  fileprivate var textBytes: [UInt8] { unsafe [UInt8](cString: pointee.v.text.text) }
}
