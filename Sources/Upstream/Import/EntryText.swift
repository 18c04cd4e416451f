import Catalog
import Documents
import SourceText

/// The text of an entry's model file.
enum EntryText {
  /// A new entry: what the hub says of every entry until somebody says otherwise, and upstream's records.
  static func new(_ model: UpstreamModel, _ layout: CatalogLayout) -> [UInt8] {
    let depth = layout == .flat ? 3 : 4
    let up = String(repeating: "../", count: depth)
    var text = Array("# yaml-language-server: $schema=\(up)schema/entry.schema.json\n".utf8)
    var builder = DocumentBuilder()
    builder.beginObject()
    builder.key("hub")
    builder.beginObject()
    builder.key("visibility")
    builder.string(Visibility.public.rawValue)
    builder.end()
    builder.key("model")
    builder.beginArray()
    for record in model.records { builder.copy(record) }
    builder.end()
    builder.end()
    text += YAMLWriter.file(builder.document().rootNode)
    return text
  }

  /// An entry's own text with other records in it, or `nil` where that cannot be.
  static func changed(_ entry: Entry, records: [Node]) -> [UInt8]? {
    let root = entry.document.rootNode
    var builder = DocumentBuilder()
    if root.kind == .array {
      add(records, asList: true, to: &builder)
    } else {
      builder.beginObject()
      for member in root.members {
        builder.key(member.name)
        if member.name == "model" {
          add(records, asList: member.value.kind == .array || records.count != 1, to: &builder)
        } else {
          builder.copy(member.value)
        }
      }
      builder.end()
    }
    let format = DocumentFormat(path: entry.document.source.path) ?? .yaml
    let revision = entry.document.revised(
      into: builder.document().rootNode, as: format, identityKeys: RecordIdentity.keys)
    return revision?.bytes
  }

  private static func add(_ records: [Node], asList: Bool, to builder: inout DocumentBuilder) {
    if asList { builder.beginArray() }
    for record in records { builder.copy(record) }
    if asList { builder.end() }
  }
}
