public import SourceText

/// One parsed file: an ordered tree in which every key and value knows its bytes.
///
/// The tree is a flat tape in pre-order, so that a file costs two arrays however many nodes it has.
/// Of an object the children are key, value, key, value …
public final class Document: Sendable {
  /// The file's text; empty for a document that was built rather than read.
  public let source: SourceText
  /// The root: the first node of the tape.
  public let root = NodeID(0)

  @usableFromInline let records: [NodeRecord]
  @usableFromInline let pool: [UInt8]

  init(source: SourceText, tape: Tape) {
    self.source = source
    self.records = tape.records
    self.pool = tape.pool
  }

  /// The number of nodes, keys included.
  public var nodeCount: Int { records.count }

  /// What a node is.
  @inlinable
  public func kind(of node: NodeID) -> NodeKind { records[Int(node.index)].kind }

  /// How a node is written.
  public func style(of node: NodeID) -> NodeStyle { records[Int(node.index)].style }

  /// A node's bytes in the source; of a block collection, from its first child to the end of its last.
  public func range(of node: NodeID) -> Range<Int> {
    let record = records[Int(node.index)]
    return Int(record.start)..<Int(record.end)
  }

  /// A scalar's text as UTF-8: a string without quotes and escapes, a number as written; empty for containers.
  @inlinable
  public func bytes(of node: NodeID) -> ArraySlice<UInt8> {
    let record = records[Int(node.index)]
    guard record.kind.rawValue < NodeKind.array.rawValue else { return [] }
    let range = Int(record.textStart)..<Int(record.textEnd)
    return record.isPooled ? pool[range] : source.bytes[range]
  }

  /// Hands a scalar's text, as ``bytes(of:)`` has it, to `body` without copying it.
  @inlinable
  public func withText<Result>(of node: NodeID, _ body: (Span<UInt8>) -> Result) -> Result {
    let record = records[Int(node.index)]
    let isScalar = record.kind.rawValue < NodeKind.array.rawValue
    let range = isScalar ? Int(record.textStart)..<Int(record.textEnd) : 0..<0
    if record.isPooled {
      let pool = pool
      return body(pool.span.extracting(range))
    }
    let bytes = source.bytes
    return body(bytes.span.extracting(range))
  }

  /// A scalar's text; see ``bytes(of:)``.
  public func text(of node: NodeID) -> String { String(decoding: bytes(of: node), as: UTF8.self) }

  /// Tells whether two scalars have the same text, whatever their kinds; false where one is a container.
  public func haveSameText(_ left: NodeID, _ right: NodeID) -> Bool {
    let (one, other) = (records[Int(left.index)], records[Int(right.index)])
    // Of a container `textStart` counts its children.
    guard one.kind.rawValue < NodeKind.array.rawValue, other.kind.rawValue < NodeKind.array.rawValue,
      one.textEnd - one.textStart == other.textEnd - other.textStart
    else { return false }
    return withText(of: left) { text in
      withText(of: right) { Self.is(text, at: 0, of: $0) }
    }
  }

  /// The number of an array's elements or of an object's members; 0 for a scalar.
  @inlinable
  public func count(of node: NodeID) -> Int {
    let record = records[Int(node.index)]
    return record.kind.rawValue < NodeKind.array.rawValue ? 0 : Int(record.textStart)
  }

  /// The node after `node` and all that it holds; meaningful while it is below ``end(of:)`` of the container.
  @inlinable
  public func next(after node: NodeID) -> NodeID { NodeID(records[Int(node.index)].next) }

  /// A container's first child (of an object, its first key), or ``end(of:)`` where it is empty.
  @inlinable
  public func firstChild(of node: NodeID) -> NodeID { NodeID(node.index + 1) }

  /// Where a container's children end, to compare a walking ``NodeID`` with.
  @inlinable
  public func end(of node: NodeID) -> NodeID { NodeID(records[Int(node.index)].next) }

  /// The value that follows a key.
  @inlinable
  public func value(ofKey key: NodeID) -> NodeID { NodeID(key.index + 1) }

  /// The key node of that name in an object, or `nil`.
  public func key(_ name: String, in object: NodeID) -> NodeID? {
    guard kind(of: object) == .object else { return nil }
    // Spans over arrays that are held once, since a slice for each key would be retained and released.
    let (sourceArray, poolArray) = (source.bytes, pool)
    let sourceBytes = sourceArray.span
    let poolBytes = poolArray.span
    let wanted = name.utf8.span
    var key = firstChild(of: object)
    let end = end(of: object)
    while key < end {
      let record = records[Int(key.index)]
      if Int(record.textEnd - record.textStart) == wanted.count {
        let isWanted =
          record.isPooled
          ? Self.is(wanted, at: Int(record.textStart), of: poolBytes)
          : Self.is(wanted, at: Int(record.textStart), of: sourceBytes)
        if isWanted { return key }
      }
      key = next(after: value(ofKey: key))
    }
    return nil
  }

  private static func `is`(_ wanted: Span<UInt8>, at start: Int, of bytes: Span<UInt8>) -> Bool {
    for index in wanted.indices where bytes[start + index] != wanted[index] { return false }
    return true
  }

  /// The value of that name in an object, or `nil`.
  public func value(_ name: String, in object: NodeID) -> NodeID? {
    key(name, in: object).map(value(ofKey:))
  }
}
