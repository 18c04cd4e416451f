import Documents
import SourceText

/// Keeps `updated_at`, by which Xinference's clients tell which of two records is newer.
///
/// A record whose other fields changed gets the time of the change; one that did not keeps its clock, whatever
/// the file says: a change of the clock alone is none.
struct RecordClock {
  /// The time of the change, in seconds since 1970.
  let now: Int
  /// Earlier versions of the file, the newest first.
  let earlier: [Document]

  /// The file's text with the clocks as they ought to be; the text itself where it cannot be read as an entry.
  func applied(to text: SourceText, as format: DocumentFormat) -> [UInt8] {
    guard let document = DocumentReader.read(text, as: format).document, !document.records.isEmpty else {
      return text.bytes
    }
    var builder = DocumentBuilder()
    let isRecord = Set(document.records.map(\.id))
    copy(document.rootNode, isRecord, to: &builder)
    let target = builder.document(path: text.path)
    return document.revised(into: target.rootNode, as: format)?.bytes ?? text.bytes
  }

  private func copy(_ node: Node, _ isRecord: Set<NodeID>, to builder: inout DocumentBuilder) {
    if isRecord.contains(node.id) { return copyRecord(node, to: &builder) }
    switch node.kind {
    case .array:
      builder.beginArray()
      for element in node.elements { copy(element, isRecord, to: &builder) }
      builder.end()
    case .object:
      builder.beginObject()
      for member in node.members {
        builder.key(member.name)
        copy(member.value, isRecord, to: &builder)
      }
      builder.end()
    default: builder.copy(node)
    }
  }

  private func copyRecord(_ record: Node, to builder: inout DocumentBuilder) {
    let clock = clock(of: record)
    builder.beginObject()
    for member in record.members {
      if member.name == Self.key {
        guard let clock else { continue }
        builder.key(Self.key)
        builder.copy(clock)
      } else {
        builder.key(member.name)
        builder.copy(member.value)
      }
    }
    if record[Self.key] == nil, let clock {
      builder.key(Self.key)
      builder.copy(clock)
    }
    builder.end()
  }

  /// The clock that the record ought to have; nil for none, as a record that never had one keeps it.
  private func clock(of record: Node) -> Node? {
    for document in earlier {
      if let same = document.records.first(where: { Self.isSame($0, record) }) { return same[Self.key] }
    }
    var builder = DocumentBuilder()
    builder.number(now)
    return builder.document().rootNode
  }

  /// Whether two records say the same but for their clocks.
  private static func isSame(_ left: Node, _ right: Node) -> Bool {
    let (lefts, rights) = (left.members.filter { $0.name != key }, right.members.filter { $0.name != key })
    return lefts.count == rights.count
      && zip(lefts, rights).allSatisfy { $0.name == $1.name && $0.value.isIdentical(to: $1.value) }
  }

  private static let key = "updated_at"
}

extension Document {
  /// The records of an entry, as the tree has them; none in other documents.
  fileprivate var records: [Node] {
    let model = rootNode.kind == .array ? rootNode : rootNode["model"]
    guard let model else { return [] }
    return model.kind == .object ? [model] : model.elements.filter { $0.kind == .object }
  }
}
