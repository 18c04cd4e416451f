import Catalog
import Authoring
import Diagnostics
import Documents

/// What a new entry holds, and where each value came from.
struct NewEntryReport {
  private let draft: EntryDraft
  private let missing: [[String]]
  private let fields: SchemaFields

  init(_ draft: EntryDraft, missing: [[String]], _ fields: SchemaFields) {
    self.draft = draft
    self.missing = missing
    self.fields = fields
  }

  /// A line for each field: its address, its value, where it came from.
  func lines(width: Int?) -> [String] {
    var table = TextTable(["FIELD", "VALUE", "FROM"])
    for row in rows { table.add([row.address, Self.short(row.field.value), "\(row.field.source)"]) }
    return table.lines(width: width)
  }

  private var rows: [(address: String, field: DraftField)] {
    let hub = draft.hub.fields.map { ("hub.\($0.key)", $0) }
    let isOne = draft.records.count == 1
    return hub
      + draft.records.enumerated().flatMap { place, record in
        record.fields.map { (isOne ? $0.key : "model[\(place)].\($0.key)", $0) }
      }
  }

  private static func short(_ value: Literal) -> String {
    if case .list(let items) = value, items.contains(where: { if case .mapping = $0 { true } else { false } })
    {
      return items.count == 1 ? "1 item" : "\(items.count) items"
    }
    let text = "\(value)".map { $0.isNewline ? " " : $0 }
    return text.count <= 48 ? String(text) : String(text.prefix(47)) + "…"
  }

  /// What the schema requires and nothing told, with what each is for.
  var missingSentence: String {
    let lines = missing.map { group -> String in
      let shape = fields.record(draft.type, [.key(group[0])])
      return "\n  \(group.joined(separator: " or ")): \(shape?.purpose ?? "required by the schema")"
    }
    return
      "No file tells these fields; give them with --set FIELD=VALUE, or run it on a terminal.\(lines.joined())"
  }

  func json(written: [String]) -> [UInt8] {
    let rows = self.rows.map { row in
      Literal.mapping([
        .init("field", .string(row.address)), .init("value", row.field.value),
        .init("from", .string("\(row.field.source)")),
      ])
    }
    let findings = draft.findings.map { finding in
      Literal.mapping([
        .init("path", .string(finding.location.path)), .init("severity", .string(finding.severity.rawValue)),
        .init("message", .string(finding.message)),
      ])
    }
    let value = Literal.mapping([
      .init("type", .string(draft.type.rawValue)), .init("name", .string(draft.name)),
      .init("written", .strings(written)), .init("fields", .list(rows)),
      .init("missing", .list(missing.map { .strings($0) })), .init("findings", .list(findings)),
    ])
    return JSONWriter.file(value.document().rootNode)
  }
}
