/// What came of reading the start of a GGUF file.
public enum GGUFReading: Sendable {
  /// The whole header.
  case header(GGUFHeader)
  /// The header goes on: at least this many bytes of the file are needed.
  case incomplete(atLeast: Int)
  /// This is no GGUF file, or a damaged one; a sentence says why.
  case damaged(String)
}

/// Reads the header of a GGUF file out of the file's first bytes.
///
/// Nothing that the file claims is believed before its bytes are there: counts are held against the bytes that
/// they would take and against limits, so the work is linear in the bytes given and memory never follows a claim.
public struct GGUFReader {
  /// What no file in use comes near: the longest header, and the most values and tensors in one.
  public static let byteLimit = 256 << 20
  static let valueLimit = 100_000
  static let tensorLimit = 1_000_000
  static let nameLimit = 65_535
  static let depthLimit = 4

  private var cursor: ByteCursor

  /// Reads as much of a header as `bytes`, the first bytes of a file, hold.
  ///
  /// `fileSize` is the whole file's size where it is known: a header cannot go past it.
  public static func read(_ bytes: [UInt8], fileSize: Int? = nil) -> GGUFReading {
    var reader = GGUFReader(bytes)
    do {
      return .header(try reader.header(bytes))
    } catch {
      switch error {
      case .damaged(let reason): return .damaged(reason)
      case .short(let needed):
        let end = min(fileSize ?? byteLimit, byteLimit)
        if needed <= end, bytes.count < end { return .incomplete(atLeast: needed) }
        return .damaged(
          needed > byteLimit
            ? "Its header claims to be longer than \(byteLimit >> 20) MiB."
            : "It ends in the middle of its header: the download may be cut off.")
      }
    }
  }

  private enum Fault: Error {
    case short(Int)
    case damaged(String)
  }

  private init(_ bytes: [UInt8]) {
    cursor = ByteCursor(bytes[...])
  }

  private mutating func header(_ bytes: [UInt8]) throws(Fault) -> GGUFHeader {
    guard try take(4).elementsEqual("GGUF".utf8) else {
      throw .damaged("It does not start with ‘GGUF’: it is no GGUF file.")
    }
    let version = try number(UInt32.self)
    if version.byteSwapped == 2 || version.byteSwapped == 3 {
      throw .damaged("It is big-endian; only little-endian files run on today's machines.")
    }
    guard version == 2 || version == 3 else {
      throw .damaged("It has version \(version) of the format; 2 and 3 are known.")
    }
    let tensorCount = try count(upTo: Self.tensorLimit, "tensors")
    let valueCount = try count(upTo: Self.valueLimit, "values")
    var values: [(name: String, value: GGUFValue)] = []
    for _ in 0..<valueCount {
      let name = String(decoding: try text(upTo: Self.nameLimit), as: UTF8.self)
      values.append((name, try value(try type(), depth: 0)))
    }
    var parameters = 0
    for _ in 0..<tensorCount { parameters = try sum(parameters, try tensorSize()) }
    return GGUFHeader(
      version: Int(version), values: values, tensorCount: tensorCount, parameterCount: parameters,
      bytes: Array(bytes[..<cursor.position]))
  }

  private mutating func tensorSize() throws(Fault) -> Int {
    _ = try text(upTo: Self.nameLimit)
    let dimensions = try number(UInt32.self)
    guard dimensions <= 8 else { throw .damaged("A tensor claims \(dimensions) dimensions.") }
    var size = 1
    for _ in 0..<dimensions {
      let (product, overflows) = size.multipliedReportingOverflow(by: try claim())
      guard !overflows else { throw .damaged("A tensor claims more weights than 64 bits can count.") }
      size = product
    }
    _ = try take(12)
    return size
  }

  private func sum(_ left: Int, _ right: Int) throws(Fault) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    guard !overflows else { throw .damaged("Its tensors claim more weights than 64 bits can count.") }
    return sum
  }

  // MARK: Values

  private mutating func value(_ type: GGUFType, depth: Int) throws(Fault) -> GGUFValue {
    switch type {
    case .uint8: .integer(Int(try number(UInt8.self)))
    case .int8: .integer(Int(try number(Int8.self)))
    case .uint16: .integer(Int(try number(UInt16.self)))
    case .int16: .integer(Int(try number(Int16.self)))
    case .uint32: .integer(Int(try number(UInt32.self)))
    case .int32: .integer(Int(try number(Int32.self)))
    case .uint64: .integer(Int(clamping: try number(UInt64.self)))
    case .int64: .integer(Int(try number(Int64.self)))
    case .float32: .real(Double(Float(bitPattern: try number(UInt32.self))))
    case .float64: .real(Double(bitPattern: try number(UInt64.self)))
    case .bool: .bool(try number(UInt8.self) != 0)
    case .string: .text(String(decoding: try text(upTo: Self.byteLimit), as: UTF8.self))
    case .array: .list(try list(depth: depth + 1))
    }
  }

  private mutating func list(depth: Int) throws(Fault) -> GGUFList {
    guard depth <= Self.depthLimit else { throw .damaged("Its lists are nested too deeply.") }
    let element = try type()
    let count = try claim()
    let (least, overflows) = count.multipliedReportingOverflow(by: element.leastWidth)
    guard !overflows, least <= Self.byteLimit else {
      throw .damaged("A list claims \(count) items, more than a header can hold.")
    }
    if least > cursor.remaining { throw .short(cursor.position + least) }
    let start = cursor.position
    if let width = element.width {
      _ = try take(count * width)
    } else {
      for _ in 0..<count {
        if element == .string {
          _ = try text(upTo: Self.byteLimit)
        } else {
          _ = try list(depth: depth + 1)
        }
      }
    }
    return GGUFList(element: element, count: count, range: start..<cursor.position)
  }

  private mutating func type() throws(Fault) -> GGUFType {
    let code = try number(UInt32.self)
    guard let type = GGUFType(rawValue: code) else { throw .damaged("A value has the unknown type \(code).") }
    return type
  }

  // MARK: Bytes

  private mutating func text(upTo limit: Int) throws(Fault) -> ArraySlice<UInt8> {
    let length = try claim()
    guard length <= limit else { throw .damaged("A text claims \(length) bytes.") }
    return try take(length)
  }

  private mutating func count(upTo limit: Int, _ what: String) throws(Fault) -> Int {
    let count = try claim()
    guard count <= limit else { throw .damaged("It claims \(count) \(what).") }
    return count
  }

  private mutating func claim() throws(Fault) -> Int {
    guard let count = cursor.nextCount() else { throw .short(cursor.position + 8) }
    return count
  }

  private mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
    guard let bytes = cursor.next(count) else { throw .short(cursor.position + count) }
    return bytes
  }

  private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(Fault) -> Number {
    guard let number = cursor.next(type) else { throw .short(cursor.position + Number.bitWidth / 8) }
    return number
  }
}
