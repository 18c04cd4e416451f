public import SourceText

/// A node together with its document: the convenient way to read a tree.
///
/// Code that walks millions of nodes uses ``NodeID`` with the document's own methods instead.
public struct Node: Sendable {
  /// The document that holds it.
  public let document: Document
  /// Its place there.
  public let id: NodeID

  /// Names a node of a document.
  public init(_ document: Document, _ id: NodeID) {
    self.document = document
    self.id = id
  }

  /// What it is.
  public var kind: NodeKind { document.kind(of: id) }
  /// How it is written.
  public var style: NodeStyle { document.style(of: id) }
  /// Its bytes in the source.
  public var range: Range<Int> { document.range(of: id) }
  /// The file it stands in.
  public var source: SourceText { document.source }
  /// A scalar's text; empty for containers.
  public var text: String { document.text(of: id) }
  /// A scalar's text as UTF-8; empty for containers.
  public var bytes: ArraySlice<UInt8> { document.bytes(of: id) }
  /// The number of elements or members.
  public var count: Int { document.count(of: id) }

  /// The text of a string, else `nil`.
  public var string: String? { kind == .string ? text : nil }
  /// The value of a boolean, else `nil`.
  public var bool: Bool? { kind == .bool ? bytes.first == UInt8(ascii: "t") : nil }
  /// The value of a whole number that fits, else `nil`; `1.0` is no whole number here.
  public var int: Int? { kind == .number ? document.withText(of: id) { Int(decimal: $0) } : nil }
  /// The value of a number as the nearest double, else `nil`.
  public var double: Double? { kind == .number ? Double(text) : nil }

  /// The value of a key, where this is an object that has it.
  public subscript(name: String) -> Node? {
    document.value(name, in: id).map { Node(document, $0) }
  }

  /// An array's elements in order; nothing for other kinds.
  public var elements: Elements { Elements(self) }
  /// An object's members in order; nothing for other kinds.
  public var members: Members { Members(self) }
}

extension Document {
  /// The root with this document.
  public var rootNode: Node { Node(self, root) }
}

/// The elements of an array.
public struct Elements: Sequence, IteratorProtocol, Sendable {
  private let document: Document
  private var current: NodeID
  private let end: NodeID

  init(_ node: Node) {
    document = node.document
    let end = document.end(of: node.id)
    self.end = end
    current = node.kind == .array ? document.firstChild(of: node.id) : end
  }

  /// The next element.
  public mutating func next() -> Node? {
    guard current < end else { return nil }
    defer { current = document.next(after: current) }
    return Node(document, current)
  }
}

/// A key with its value.
public struct Member: Sendable {
  /// The key: a string node with its own range.
  public let key: Node
  /// The value.
  public let value: Node
  /// The key's text.
  public var name: String { key.text }
}

/// The members of an object.
public struct Members: Sequence, IteratorProtocol, Sendable {
  private let document: Document
  private var current: NodeID
  private let end: NodeID

  init(_ node: Node) {
    document = node.document
    let end = document.end(of: node.id)
    self.end = end
    current = node.kind == .object ? document.firstChild(of: node.id) : end
  }

  /// The next member.
  public mutating func next() -> Member? {
    guard current < end else { return nil }
    let value = document.value(ofKey: current)
    defer { current = document.next(after: value) }
    return Member(key: Node(document, current), value: Node(document, value))
  }
}

extension Int {
  /// The number that digits with or without a sign spell, if it fits.
  fileprivate init?(decimal text: Span<UInt8>) {
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    let start = isNegative || (text.count > 0 && text[0] == UInt8(ascii: "+")) ? 1 : 0
    guard start < text.count else { return nil }
    var number = 0
    for index in start..<text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      // Below zero there is room for one more.
      let (sum, overflows) =
        isNegative ? tens.subtractingReportingOverflow(Int(digit)) : tens.addingReportingOverflow(Int(digit))
      if isTooLarge || overflows { return nil }
      number = sum
    }
    self = number
  }
}
