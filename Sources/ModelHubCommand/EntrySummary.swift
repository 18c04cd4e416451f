import Catalog
import Documents

/// What `list` shows of an entry.
struct EntrySummary {
  let type: ModelType
  let name: String
  let visibility: Visibility
  let abilities: [String]
  let sizes: [String]
  let formats: [String]
  let contextLength: Int?
  let updatedAt: Int?
  let tags: [String]
  let maintainers: [String]
  let isFeatured: Bool

  init(_ entry: Entry) {
    type = entry.type
    name = entry.name
    visibility = entry.hub.effectiveVisibility
    abilities = unique(entry.records.flatMap(\.abilities))
    let specs = entry.records.flatMap(\.specs)
    sizes = unique(specs.compactMap(\.size)).sorted { left, right in
      (ModelRecord.billions(left) ?? 0, left) < (ModelRecord.billions(right) ?? 0, right)
    }
    formats = unique(specs.compactMap(\.format))
    contextLength = entry.records.compactMap(\.contextLength).max()
    updatedAt = entry.updatedAt
    tags = entry.hub.tags.map(\.value)
    maintainers = entry.hub.maintainers.map(\.value)
    isFeatured = entry.isFeatured
  }

  var columns: [String] {
    let shownSizes = sizes.map { $0.replacing("_", with: ".") }.joined(separator: " ")
    let mark = visibility == .public ? "" : " (\(visibility.rawValue))"
    let changed = updatedAt.map { CalendarDate(secondsSince1970: $0).description } ?? ""
    return [
      type.rawValue, name + mark, shownSizes, contextLength.map(String.init) ?? "", changed,
      abilities.joined(separator: " "),
    ]
  }

  static func document(_ rows: [EntrySummary]) -> Document {
    var builder = DocumentBuilder()
    builder.beginArray()
    for row in rows { row.append(to: &builder) }
    builder.end()
    return builder.document()
  }

  private func append(to builder: inout DocumentBuilder) {
    func list(_ key: String, _ values: [String]) {
      builder.key(key)
      builder.beginArray()
      values.forEach { builder.string($0) }
      builder.end()
    }
    func number(_ key: String, _ value: Int?) {
      builder.key(key)
      if let value { builder.number(value) } else { builder.null() }
    }
    builder.beginObject()
    builder.key("type")
    builder.string(type.rawValue)
    builder.key("name")
    builder.string(name)
    builder.key("visibility")
    builder.string(visibility.rawValue)
    list("abilities", abilities)
    list("sizes", sizes)
    list("formats", formats)
    number("context_length", contextLength)
    number("updated_at", updatedAt)
    list("tags", tags)
    list("maintainers", maintainers)
    builder.end()
  }
}

/// The values in the order in which each first occurs.
func unique(_ values: [String]) -> [String] {
  var seen: Set<String> = []
  return values.filter { seen.insert($0).inserted }
}
