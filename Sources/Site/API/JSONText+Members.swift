import Catalog
import Timeline

extension JSONText {
  /// Writes a member of an object.
  mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: Text) {
    key(name)
    string(value)
  }

  mutating func member(_ name: String, _ value: Int) {
    key(name)
    number(value)
  }

  mutating func member(_ name: String, _ value: Bool) {
    key(name)
    flag(value)
  }

  mutating func member(_ name: String, _ values: [String]) { member(name, values.map { Text($0.utf8) }) }

  mutating func member(_ name: String, _ values: [Text]) {
    key(name)
    array { json in for value in values { json.string(value) } }
  }

  /// Writes a change of an entry.
  mutating func change(_ change: EntryChange, in site: Site) {
    object { json in
      json.member("type", change.type.rawValue)
      json.member("name", change.name)
      json.member("kind", change.kind.rawValue)
      json.member("time", Timestamp.standard(change.seconds))
      if let author = change.author, site.index.person(author) != nil { json.member("by", author) }
      json.key("fields")
      json.array { json in for field in change.fields { json.field(field) } }
      if change.moreFields > 0 { json.member("more_fields", change.moreFields) }
    }
  }

  private mutating func field(_ field: EntryChange.Field) {
    object { json in
      json.member("field", field.path)
      json.member("kind", field.kind)
      if let before = field.before { json.member("before", before) }
      if let after = field.after { json.member("after", after) }
    }
  }
}
