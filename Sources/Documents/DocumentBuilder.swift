import SourceText

/// Makes a document from values instead of from a file.
///
/// Calls nest as the tree does: `beginObject`, then for each member `key` and one value, then `end`.
public struct DocumentBuilder {
  private var tape = Tape()

  /// Starts with nothing.
  public init() {}

  /// Opens an object.
  public mutating func beginObject() { tape.begin(.object, .block, at: 0) }
  /// Opens an array.
  public mutating func beginArray() { tape.begin(.array, .block, at: 0) }
  /// Closes the container that was opened last.
  public mutating func end() { tape.end(at: 0) }
  /// Adds the key of the next member.
  public mutating func key(_ name: String) { add(.string, name.utf8) }
  /// Adds a string.
  public mutating func string(_ value: String) { add(.string, value.utf8) }
  /// Adds a whole number.
  public mutating func number(_ value: Int) { add(.number, String(value).utf8) }
  /// Adds a number by its JSON text, which the caller vouches for.
  public mutating func number(text: String) { add(.number, text.utf8) }
  /// Adds a boolean.
  public mutating func bool(_ value: Bool) { add(.bool, value ? "true".utf8 : "false".utf8) }
  /// Adds null.
  public mutating func null() { add(.null, "null".utf8) }

  /// Adds a copy of a node and all that it holds.
  public mutating func copy(_ node: Node) {
    switch node.kind {
    case .array:
      beginArray()
      for element in node.elements { copy(element) }
      end()
    case .object:
      beginObject()
      for member in node.members {
        copy(member.key)
        copy(member.value)
      }
      end()
    default: add(node.kind, node.bytes)
    }
  }

  /// The document; every container that was opened must be closed.
  public func document(path: String = "") -> Document {
    Document(source: SourceText(path: path, bytes: []), tape: tape)
  }

  private mutating func add(_ kind: NodeKind, _ text: some Sequence<UInt8>) {
    let start = tape.pool.count
    tape.pool.append(contentsOf: text)
    tape.scalar(kind, .plain, 0..<0, poolFrom: start)
  }
}
