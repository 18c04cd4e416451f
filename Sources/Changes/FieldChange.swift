public import Documents

/// One field in which two versions differ.
public struct FieldChange: Sendable {
  /// What became of it.
  public enum Kind: String, Sendable, CaseIterable {
    /// It was not there.
    case added
    /// It is no longer there.
    case removed
    /// It has another value.
    case changed
    /// It holds the same items in another order.
    case reordered
  }

  /// The field.
  public let field: FieldPath
  /// What became of it.
  public let kind: Kind
  /// Its value before; nil where it was added.
  public let old: Node?
  /// Its value now; nil where it was removed.
  public let new: Node?

  init(_ field: FieldPath, _ kind: Kind, _ old: Node?, _ new: Node?) {
    (self.field, self.kind, self.old, self.new) = (field, kind, old, new)
  }
}

extension FieldChange {
  /// The change as one line: `context_length: 4096 → 8192`.
  public var sentence: String {
    let name = field.description.isEmpty ? "the whole" : field.description
    switch kind {
    case .added: return "\(name): added \(Self.words(new))"
    case .removed: return "\(name): removed \(Self.words(old))"
    case .changed:
      return "\(name): " + (changedLines ?? "\(Self.words(old)) → \(Self.words(new))")
    case .reordered: return "\(name): put in another order"
    }
  }

  /// Of a text of several lines, how many of them differ; else nil.
  public var changedLines: String? {
    guard let old = old?.string, let new = new?.string else { return nil }
    let before = old.split(separator: "\n", omittingEmptySubsequences: false)
    let after = new.split(separator: "\n", omittingEmptySubsequences: false)
    guard before.count > 2 || after.count > 2 else { return nil }
    let head = zip(before, after).prefix { $0 == $1 }.count
    let tail = zip(before.dropFirst(head).reversed(), after.dropFirst(head).reversed()).prefix { $0 == $1 }
      .count
    let (gone, come) = (before.count - head - tail, after.count - head - tail)
    return "a text with \(come) of its \(after.count) lines new, in place of \(gone)"
  }

  /// A value in a few words: a scalar as it is written, of anything longer what it is and how much of it.
  public static func words(_ node: Node?, limit: Int = 120) -> String {
    guard let node else { return "nothing" }
    switch node.kind {
    case .string: return text(node.text, limit)
    case .array:
      let isShort = node.count <= 8 && node.elements.allSatisfy { $0.kind != .array && $0.kind != .object }
      if isShort { return node.count == 0 ? "an empty list" : compact(node, limit) }
      return "a list of \(node.count)"
    case .object:
      if node.count <= 2, node.members.allSatisfy({ $0.value.count == 0 }) { return compact(node, limit) }
      let names = node.members.prefix(4).map(\.name).joined(separator: ", ")
      return "{\(names)\(node.count > 4 ? ", …" : "")}"
    default: return node.text
    }
  }

  private static func text(_ text: String, _ limit: Int) -> String {
    let lines = text.utf8.count { $0 == UInt8(ascii: "\n") } + (text.utf8.last == UInt8(ascii: "\n") ? 0 : 1)
    if lines > 1 { return "a text of \(lines) lines" }
    return shortened("“\(text)”", limit)
  }

  private static func compact(_ node: Node, _ limit: Int) -> String {
    var output: [UInt8] = []
    JSONWriter.appendCompact(node, to: &output)
    return shortened(String(decoding: output, as: UTF8.self), limit)
  }

  private static func shortened(_ text: String, _ limit: Int) -> String {
    text.count > limit ? text.prefix(limit - 1) + "…" : text
  }

  /// Adds the change as data: `{"field", "kind", "old", "new"}`, absent values left out.
  public func add(to builder: inout DocumentBuilder) {
    builder.beginObject()
    builder.key("field")
    builder.string(field.description)
    builder.key("kind")
    builder.string(kind.rawValue)
    for (key, value) in [("old", old), ("new", new)] {
      guard let value else { continue }
      builder.key(key)
      builder.copy(value)
    }
    builder.end()
  }
}
