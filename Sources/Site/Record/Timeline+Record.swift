import Catalog
import Timeline

extension Timeline {
  /// The history as bytes.
  var record: [UInt8] {
    var writer = RecordWriter()
    writer.add(isComplete)
    writer.add(ifAny: source) { writer, source in
      writer.add(source.tip)
      writer.add(source.commits)
      writer.add(source.files)
      writer.add(list: source.silent) { $0.add($1) }
    }
    writer.add(list: changes) { writer, change in
      writer.add(change.type)
      writer.add(change.name)
      change.write(to: &writer)
    }
    return writer.bytes
  }

  init(_ record: Text) throws(DamagedRecord) {
    var reader = RecordReader(record)
    let isComplete = try reader.flag()
    let source = try reader.optional { reader throws(DamagedRecord) in
      Source(
        tip: try reader.text(), commits: try reader.number(below: 1 << 32),
        files: try reader.number(below: 1 << 32),
        silent: try reader.texts())
    }
    let changes = try reader.list { reader throws(DamagedRecord) in
      try EntryChange(try reader.type(), try reader.text(), &reader)
    }
    self.init(changes, isComplete: isComplete, source: source)
  }
}

extension EntryChange {
  /// Writes the change without its entry's type and name.
  func write(to writer: inout RecordWriter) {
    writer.add(Kind.allCases.firstIndex(of: kind) ?? 0)
    writer.add(seconds)
    writer.add(ifAny: author) { $0.add($1) }
    writer.add(ifAny: review) { $0.add($1) }
    writer.add(list: fields) { writer, field in
      writer.add(field.path)
      writer.add(field.kind)
      writer.add(ifAny: field.before) { $0.add($1) }
      writer.add(ifAny: field.after) { $0.add($1) }
    }
    writer.add(moreFields)
    writer.add(wasListed)
  }

  init(_ type: ModelType, _ name: String, _ reader: inout RecordReader) throws(DamagedRecord) {
    self.init(
      type: type, name: name, kind: try reader.element(of: Kind.allCases), seconds: try reader.number(),
      author: try reader.textIfAny(), review: try reader.textIfAny(),
      fields: try reader.list { reader throws(DamagedRecord) in
        Field(
          path: try reader.text(), kind: try reader.text(), before: try reader.textIfAny(),
          after: try reader.textIfAny())
      }, moreFields: try reader.number(), wasListed: try reader.flag())
  }
}
