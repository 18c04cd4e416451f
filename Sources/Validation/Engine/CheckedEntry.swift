import Catalog
import Diagnostics
import Documents
import JSONSchema
import SourceText

/// An entry as rules see it.
struct CheckedEntry {
  /// The entry.
  let entry: Entry
  /// What its records, specs and sources say.
  let fields: EntryFields
  /// What the registry knows up front.
  let context: CatalogContext
  /// Its READMEs, `README.md` first.
  let readmes: [CheckedReadme]
  /// How its records differ from their type's schema.
  let schemaFailures: [SchemaFailure]

  init(_ entry: Entry, _ context: CatalogContext, _ readmes: [SourceText], parsesAll: Bool = false) {
    self.entry = entry
    self.context = context
    self.readmes = readmes.map { source in
      let name = source.path.utf8.lastIndex(of: UInt8(ascii: "/")).map { source.path[$0...].dropFirst() }
      return CheckedReadme(
        source, name: String(name ?? source.path[...]), mustParse: parsesAll || !entry.assets.isEmpty)
    }
    fields = EntryFields(entry)
    schemaFailures = context.schemas.failures(in: entry)
  }

  /// The entry's folder as messages show it.
  var folderPath: String {
    let path = fields.document.source.path
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  var type: ModelType { entry.folder.type }

  /// A node's place.
  func location(_ node: NodeID) -> Location {
    Location(fields.document.source, fields.document.range(of: node))
  }

  /// The place of a field's key, or of the mapping's first key where it does not have the field.
  func location(_ field: Field, of mapping: FieldMapping) -> Location {
    if let key = fields.key(field, of: mapping) { return location(key) }
    return location(anchorOf: mapping)
  }

  /// A place that stands for a mapping: its first key, so that a frame shows one line.
  func location(anchorOf mapping: FieldMapping) -> Location {
    let document = fields.document
    let first = document.firstChild(of: mapping.node)
    return location(first < document.end(of: mapping.node) ? first : mapping.node)
  }

  /// A scalar's text, for a message.
  func text(_ node: NodeID) -> String { fields.document.text(of: node) }
}

extension CheckedEntry {
  /// The place of an ability in a record's list.
  func location(ability: Word, of record: RecordFields) -> Location {
    let list = fields.value(.modelAbility, of: record.mapping)
    if let node = list.flatMap({ fields.element(ability, in: $0) }) { return location(node) }
    return location(.modelAbility, of: record.mapping)
  }

  /// A mend that puts another plain word in the place of a scalar, in the same quotes.
  func fixes(replacing node: NodeID, by word: String) -> [Fix] {
    let range = fields.document.range(of: node)
    let inner: Range<Int>
    switch fields.document.style(of: node) {
    case .plain: inner = range
    case .singleQuoted, .doubleQuoted: inner = range.lowerBound + 1..<range.upperBound - 1
    default: return []
    }
    return [Fix("Write ‘\(word)’", [TextEdit(inner, word)])]
  }
}
