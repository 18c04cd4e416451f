extension TemplateData {
  /// Copies a value into the arena.
  // Inlined, so that a value is handed on instead of being copied out of its case.
  @inline(__always) mutating func field(of value: TemplateValue) -> Field {
    switch value {
    case .nothing: .nothing
    case .flag(let flag): Field(kind: .flag, count: flag ? 1 : 0)
    case .text(let text): field(ofText: text.utf8)
    case .bytes(let text): field(ofText: text)
    case .html(let html): field(ofHTML: html)
    case .list(let items): list(of: items)
    case .object(let data): object(of: data)
    }
  }

  private mutating func field(ofText text: some Collection<UInt8>) -> Field {
    let start = bytes.count
    bytes.append(contentsOf: text)
    return Field(kind: .text, start: UInt32(start), count: UInt32(bytes.count - start))
  }

  private mutating func field(ofHTML html: [UInt8]) -> Field {
    pieces.append(html)
    return Field(kind: .html, start: UInt32(pieces.count - 1), count: UInt32(html.count))
  }

  private mutating func list(of items: [TemplateValue]) -> Field {
    var fields: [Field] = []
    fields.reserveCapacity(items.count)
    for item in items { fields.append(field(of: item)) }
    closed.append(contentsOf: fields)
    return Field(kind: .list, start: UInt32(closed.count - fields.count), count: UInt32(fields.count))
  }

  /// Appends another arena to this one and shifts what its fields point to.
  private mutating func object(of data: TemplateData) -> Field {
    let shift = (
      bytes: UInt32(bytes.count), pieces: UInt32(pieces.count), fields: UInt32(closed.count)
    )
    func moved(_ field: Field) -> Field {
      var field = field
      switch field.kind {
      case .text: field.start += shift.bytes
      case .html: field.start += shift.pieces
      case .list, .object: field.start += shift.fields
      case .nothing, .flag, .root: break
      }
      return field
    }
    bytes.append(contentsOf: data.bytes)
    pieces.append(contentsOf: data.pieces)
    closed.append(contentsOf: data.closed.lazy.map(moved))
    guard data.root.kind == .root else { return moved(data.root) }
    let start = closed.count
    closed.append(contentsOf: data.open[data.start...].lazy.map(moved))
    return Field(kind: .object, start: UInt32(start), count: UInt32(closed.count - start))
  }

  /// Copies a value out of the arena.
  func value(of field: Field) -> TemplateValue {
    switch field.kind {
    case .nothing: .nothing
    case .flag: .flag(field.count > 0)
    case .text: .text(String(decoding: bytes[field.range], as: UTF8.self))
    case .html: .html(pieces[Int(field.start)])
    case .list: .list(closed[field.range].map(value(of:)))
    case .object: .object(object(closed[field.range]))
    case .root: .object(object(open[start...]))
    }
  }

  private func object(_ fields: ArraySlice<Field>) -> TemplateData {
    var data = TemplateData()
    for field in fields { data[field.key] = value(of: field) }
    return data
  }

  /// The named fields of an object; none of any other kind.
  func fields(of object: Field) -> ArraySlice<Field> {
    switch object.kind {
    case .root: open[...]
    case .object: closed[object.range]
    case .nothing, .flag, .text, .html, .list: []
    }
  }

  /// The value of a name in an object; `nil` where the name is not there or this is no object.
  @inline(__always) func member(_ key: TemplateKey, of object: Field) -> Field? {
    switch object.kind {
    case .root: open.field(key, in: 0..<open.count)
    case .object: closed.field(key, in: object.range)
    case .nothing, .flag, .text, .html, .list: nil
    }
  }
}
