/// All that the search files were made of, as bytes to be kept from one build to the next.
///
/// After a mark of the format and one of the catalog come the chunks' records one after another, as many as
/// there are files; then for each the length and a sum of its bytes; then the number of chunks and a sum of
/// what is before it. Opening looks at these alone; a chunk's own sum is looked at where the chunk is read.
struct SearchState: Sendable, Equatable {
  let bytes: [UInt8]
  /// What the numbering of the models and the limits are known by.
  let mark: UInt64
  /// How many chunks there are.
  let count: Int

  fileprivate static let headSize = 16
  fileprivate static let rowSize = 12
  fileprivate static let tailSize = 12
  fileprivate static let format: UInt64 = 0x0168_6372_6165_736D

  /// Opens what a build has kept; nil where it is none of this format, or damaged.
  init?(bytes: [UInt8]) {
    let end = bytes.count - Self.tailSize
    guard end >= Self.headSize, SearchSum.word(bytes.span, at: 0) == Self.format else { return nil }
    let count = Int(SearchSum.half(bytes.span, at: end))
    let start = end - count * Self.rowSize
    guard start >= Self.headSize,
      SearchSum.of(bytes.span.extracting(start..<end + 4)) == SearchSum.word(bytes.span, at: end + 4)
    else { return nil }
    self.bytes = bytes
    self.count = count
    mark = SearchSum.word(bytes.span, at: 8)
  }

  /// Where each chunk lies, with its sum; nil where they do not fill the place that they have.
  var chunks: [(range: Range<Int>, sum: UInt64)]? {
    let table = bytes.count - Self.tailSize - count * Self.rowSize
    var chunks: [(range: Range<Int>, sum: UInt64)] = []
    chunks.reserveCapacity(count)
    var start = Self.headSize
    for number in 0..<count {
      let row = table + number * Self.rowSize
      let length = Int(SearchSum.half(bytes.span, at: row))
      guard length <= table - start else { return nil }
      chunks.append((start..<start + length, SearchSum.word(bytes.span, at: row + 4)))
      start += length
    }
    return start == table ? chunks : nil
  }

  /// Whether a chunk's bytes are what was written.
  func isWhole(_ chunk: (range: Range<Int>, sum: UInt64)) -> Bool {
    SearchSum.of(bytes.span.extracting(chunk.range)) == chunk.sum
  }
}

/// Gives a state's bytes piece by piece, so that a large one is never in memory as a whole.
struct SearchStateWriter {
  private var table: [UInt8] = []
  private var count: UInt32 = 0

  /// What comes before the first chunk.
  static func head(_ mark: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(word: SearchState.format)
    bytes.append(word: mark)
    return bytes
  }

  /// Takes note of a chunk that was written.
  mutating func note(_ records: [UInt8]) { note(length: records.count, sum: SearchSum.of(records.span)) }

  mutating func note(length: Int, sum: UInt64) {
    table.append(half: UInt32(length))
    table.append(word: sum)
    count += 1
  }

  /// What comes behind the last chunk.
  consuming func tail() -> [UInt8] {
    table.append(half: count)
    table.append(word: SearchSum.of(table.span))
    return table
  }
}

/// A sum of bytes that tells damaged ones.
enum SearchSum {
  static func of(_ bytes: Span<UInt8>) -> UInt64 {
    var sum = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var position = 0
    while position + 8 <= bytes.count {
      sum = mix(sum ^ word(bytes, at: position))
      position += 8
    }
    while position < bytes.count {
      sum = mix(sum ^ UInt64(bytes[position]))
      position += 1
    }
    return sum
  }

  private static func mix(_ sum: UInt64) -> UInt64 {
    let product = sum &* 0xD6E8_FEB8_6659_FD93
    return product ^ product >> 32
  }

  /// The eight bytes at a place, the lowest first.
  static func word(_ bytes: Span<UInt8>, at start: Int) -> UInt64 {
    precondition(start >= 0 && start + 8 <= bytes.count)
    return unsafe UInt64(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self))
  }

  /// The four bytes at a place, the lowest first.
  static func half(_ bytes: Span<UInt8>, at start: Int) -> UInt32 {
    precondition(start >= 0 && start + 4 <= bytes.count)
    return unsafe UInt32(
      littleEndian: bytes.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt32.self))
  }
}

extension [UInt8] {
  fileprivate mutating func append(word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) { append(UInt8(truncatingIfNeeded: word >> shift)) }
  }

  fileprivate mutating func append(half: UInt32) {
    for shift in stride(from: UInt32(0), to: 32, by: 8) { append(UInt8(truncatingIfNeeded: half >> shift)) }
  }
}
