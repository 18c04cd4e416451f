import Catalog

extension IndexSheet {
  /// The sheet as bytes: two sheets are the same where these are.
  var record: [UInt8] {
    var writer = RecordWriter()
    writer.add(type)
    writer.add(name)
    writer.add(isShown)
    writer.add(list: aliases) { $0.add($1) }
    writer.add(list: maintainers) { $0.add($1) }
    writer.add(ifAny: ending) { $1.write(to: &$0) }
    writer.add(ifAny: listing) { $1.write(to: &$0) }
    return writer.bytes
  }

  init(_ record: Text) throws(DamagedRecord) {
    var reader = RecordReader(record)
    self.init(
      try reader.type(), try reader.text(), isShown: try reader.flag(), aliases: try reader.texts(),
      maintainers: try reader.texts(), try reader.optional(EndingModel.init),
      try reader.optional(ListedFacts.init))
    guard reader.isAtEnd else { throw DamagedRecord() }
  }
}

extension EndingModel {
  func write(to writer: inout RecordWriter) {
    writer.add(type)
    writer.add(name)
    writer.add(stage)
    writer.add(ifAny: deprecated) { $0.add($1.daysSince1970) }
    writer.add(ifAny: expires) { $0.add($1.daysSince1970) }
    writer.add(ifAny: reason) { $0.add($1) }
    writer.add(ifAny: replacement) { $0.add($1) }
  }

  init(_ reader: inout RecordReader) throws(DamagedRecord) {
    self.init(
      type: try reader.type(), name: try reader.text(), stage: try reader.stage(),
      deprecated: try reader.optional { reader throws(DamagedRecord) in try reader.day() },
      expires: try reader.optional { reader throws(DamagedRecord) in try reader.day() },
      reason: try reader.textIfAny(), replacement: try reader.textIfAny())
  }
}

extension ListedFacts {
  func write(to writer: inout RecordWriter) {
    writer.add(isFeatured)
    writer.add(stage)
    writer.add(ifAny: updatedAt) { $0.add($1) }
    for number in [smallest, largest, contextTokens] { writer.add(number) }
    for text in [summary, sizes, context, license] { writer.add(text) }
    writer.add(list: abilities) { $0.add($1) }
    writer.add(list: formats) { $0.add($1) }
    writer.add(list: values) { writer, value in
      writer.add(value.facet.rawValue)
      writer.add(value.key)
      writer.add(value.label)
      writer.add(value.rank)
    }
  }

  init(_ reader: inout RecordReader) throws(DamagedRecord) {
    self.init(
      isFeatured: try reader.flag(), stage: try reader.stage(),
      updatedAt: try reader.optional { reader throws(DamagedRecord) in try reader.number() },
      smallest: try reader.number(), largest: try reader.number(), contextTokens: try reader.number(),
      summary: try reader.bytes(), sizes: try reader.bytes(), context: try reader.bytes(),
      license: try reader.bytes(),
      abilities: try reader.list { reader throws(DamagedRecord) in try reader.bytes() },
      formats: try reader.list { reader throws(DamagedRecord) in try reader.bytes() },
      values: try reader.list { reader throws(DamagedRecord) in
        FacetValues.Value(
          facet: try reader.facet(), key: Array(try reader.bytes()), label: try reader.bytes(),
          rank: try reader.number())
      })
  }
}

// MARK: - What records are made of

extension RecordWriter {
  mutating func add(_ type: ModelType) { add(type.rank) }

  mutating func add(_ stage: LifecycleStage) { add(stage.rank) }
}

extension RecordReader {
  mutating func type() throws(DamagedRecord) -> ModelType { try element(of: ModelType.allCases) }

  mutating func stage() throws(DamagedRecord) -> LifecycleStage { try element(of: LifecycleStage.allCases) }

  mutating func facet() throws(DamagedRecord) -> Facet { try element(of: Facet.allCases) }

  mutating func texts() throws(DamagedRecord) -> [String] {
    try list { reader throws(DamagedRecord) in try reader.text() }
  }

  mutating func textIfAny() throws(DamagedRecord) -> String? {
    try optional { reader throws(DamagedRecord) in try reader.text() }
  }

  mutating func day() throws(DamagedRecord) -> CalendarDate {
    let days = try number()
    // What no calendar has would not be a day but a trap.
    guard (-719_162...2_932_896).contains(days) else { throw DamagedRecord() }
    return CalendarDate(daysSince1970: days)
  }

  mutating func element<Value>(of values: [Value]) throws(DamagedRecord) -> Value {
    let number = try number()
    guard values.indices.contains(number) else { throw DamagedRecord() }
    return values[number]
  }
}
