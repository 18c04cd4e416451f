import Catalog
import Diagnostics
import Documents
import FileTrees

/// Files that hold all records of a type.
extension Exporter {
  mutating func exportAggregate(_ type: ModelType, _ step: () -> Void) throws(UpstreamError) {
    guard let path = type.aggregatePath else {
      for folder in folders where folder.type == type {
        report.findings.append(
          Diagnostic(
            "export", "The aggregate layout has no place for a model of type \(type.rawValue)",
            severity: .warning, at: Location(path: catalog.shown(folder.path)),
            help: "Use --layout split, which Xinference's repository has since 3.5.0."))
        step()
      }
      return
    }
    guard options.like != nil else { return try exportSorted(type, to: path, step) { _, _ in nil } }
    var records: [String: [Node]] = [:]
    for folder in folders where folder.type == type {
      records[folder.name] = try entry(folder)?.records.map(\.node)
      step()
    }
    guard !records.isEmpty else { return }
    let ordered = try ordered(records, type, like: path)
    try write(try text(of: RecordList.document(ordered), like: path), to: path)
  }

  mutating func exportDownload(_ type: ModelType, _ step: () -> Void) throws(UpstreamError) {
    let timestamp = options.timestamp
    try exportSorted(type, to: "\(type.rawValue).json", writesEmpty: true, step) { record, entry in
      let known = ModelRecord(record).updatedAt
      if let known, known >= 0 { return nil }
      return DatedRecord.document(record, updatedAt: entry.updatedAt ?? timestamp(entry.folder))
    }
  }

  /// Writes the entries sorted by name; the entries are read one at a time, only the file is kept.
  private mutating func exportSorted(
    _ type: ModelType, to path: String, writesEmpty: Bool = false, _ step: () -> Void,
    replacing: (Node, Entry) -> Document?
  ) throws(UpstreamError) {
    var output: [UInt8] = []
    for folder in folders where folder.type == type {
      defer { step() }
      guard let entry = try entry(folder) else { continue }
      for record in entry.records {
        output.append(contentsOf: (output.isEmpty ? "[\n  " : ",\n  ").utf8)
        let replacement = replacing(record.node, entry)
        JSONWriter.append(replacement?.rootNode ?? record.node, to: &output, level: 1)
      }
    }
    if output.isEmpty, !writesEmpty { return }
    output.append(contentsOf: (output.isEmpty ? "[]\n" : "\n]\n").utf8)
    try write(output, to: path)
  }

  // MARK: In upstream's order

  /// The records as upstream's file has them, name by name; what it lacks goes last, sorted by name.
  private mutating func ordered(
    _ records: [String: [Node]], _ type: ModelType, like path: String
  ) throws(UpstreamError) -> [Node] {
    let sorted = records.keys.sorted(by: isOrderedByBytes).map { (name: $0, records: records[$0] ?? []) }
    guard let document = try options.like?.document(path).0 else { return sorted.flatMap(\.records) }
    let listed = Set(document.rootNode.elements.compactMap { ModelRecord($0).listedName(in: type)?.text })
    let lost = listed.filter { records[$0] == nil }.map { (name: $0, records: [Node]()) }
    return RecordSlots.replace(in: document.rootNode, of: type, by: sorted + lost)
  }
}

/// A record with a time that Xinference can merge by.
enum DatedRecord {
  static func document(_ record: Node, updatedAt: Int) -> Document {
    var builder = DocumentBuilder()
    builder.beginObject()
    for member in record.members {
      builder.key(member.name)
      if member.name == "updated_at" { builder.number(updatedAt) } else { builder.copy(member.value) }
    }
    if record["updated_at"] == nil {
      builder.key("updated_at")
      builder.number(updatedAt)
    }
    builder.end()
    return builder.document()
  }
}
