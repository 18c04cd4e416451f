/// Bytes that are no record of this form: a site is then built as if nothing were remembered.
struct DamagedRecord: Error {}

/// Reads what ``RecordWriter`` wrote; any bytes at all give values or ``DamagedRecord``.
struct RecordReader {
  private let record: Text
  private var position: Int

  init(_ record: Text) {
    self.record = record
    position = record.startIndex
  }

  var isAtEnd: Bool { position == record.endIndex }

  mutating func number() throws(DamagedRecord) -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while position < record.endIndex, shift < 64 {
      let byte = record[position]
      position += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
    }
    throw DamagedRecord()
  }

  /// A number that counts something of which there are fewer than so many.
  mutating func number(below limit: Int) throws(DamagedRecord) -> Int {
    let number = try number()
    guard (0..<limit).contains(number) else { throw DamagedRecord() }
    return number
  }

  /// A number of elements, or a length: no more than there are bytes left.
  mutating func count() throws(DamagedRecord) -> Int {
    let count = try number()
    guard count >= 0, count <= record.endIndex - position else { throw DamagedRecord() }
    return count
  }

  mutating func flag() throws(DamagedRecord) -> Bool {
    guard position < record.endIndex, record[position] < 2 else { throw DamagedRecord() }
    position += 1
    return record[position - 1] == 1
  }

  mutating func bytes() throws(DamagedRecord) -> Text {
    let count = try count()
    position += count
    return record[position - count..<position]
  }

  mutating func text() throws(DamagedRecord) -> String { try bytes().string }

  /// What ``RecordWriter/add(ifAny:_:)`` added.
  mutating func optional<Value>(
    _ read: (inout RecordReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> Value? {
    try flag() ? try read(&self) : nil
  }

  /// What ``RecordWriter/add(list:_:)`` added.
  mutating func list<Value>(
    _ read: (inout RecordReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> [Value] {
    let count = try count()
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try read(&self)) }
    return values
  }
}
