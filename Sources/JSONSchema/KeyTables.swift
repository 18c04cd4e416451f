/// Look-up of strings among small fixed sets, all sets in one pool.
///
/// An object's keys and a string `enum` are found with one hash and, as a rule, one comparison.
struct KeyTables: Sendable {
  /// One set of strings.
  struct Table: Sendable {
    fileprivate let firstBucket: Int32
    fileprivate let mask: UInt32
    fileprivate let firstName: Int32
    /// How many strings there are.
    let count: Int32
  }

  private var buckets: [Int32] = []
  private var starts: [Int32] = [0]
  private var pool: [UInt8] = []

  /// Adds a set; a string's place in `names` becomes its number.
  mutating func add(_ names: [String]) -> Table {
    var size = 4
    while size < names.count * 2 { size *= 2 }
    let firstBucket = buckets.count
    let firstName = starts.count - 1
    buckets += [Int32](repeating: -1, count: size)
    for (number, name) in names.enumerated() {
      let bytes = Array(name.utf8)
      var bucket = Int(truncatingIfNeeded: Self.hash(bytes.span)) & (size - 1)
      while buckets[firstBucket + bucket] >= 0 { bucket = (bucket + 1) & (size - 1) }
      buckets[firstBucket + bucket] = Int32(number)
      pool += bytes
      starts.append(Int32(pool.count))
    }
    return Table(
      firstBucket: Int32(firstBucket), mask: UInt32(size - 1), firstName: Int32(firstName),
      count: Int32(names.count))
  }

  /// The number of a string in a table, or -1.
  func find(_ text: Span<UInt8>, in table: Table) -> Int32 {
    var bucket = UInt32(truncatingIfNeeded: Self.hash(text)) & table.mask
    while true {
      let number = buckets[Int(table.firstBucket) + Int(bucket)]
      if number < 0 { return -1 }
      let name = Int(table.firstName + number)
      let start = Int(starts[name])
      let end = Int(starts[name + 1])
      if end - start == text.count, Self.equal(text, pool.span.extracting(start..<end)) { return number }
      bucket = (bucket + 1) & table.mask
    }
  }

  /// The string with a number.
  func name(_ number: Int, in table: Table) -> String {
    let name = Int(table.firstName) + number
    return String(decoding: pool[Int(starts[name])..<Int(starts[name + 1])], as: UTF8.self)
  }

  /// Mixes the length and the ends of a string, which tell keys apart well enough.
  @inline(__always)
  static func hash(_ text: Span<UInt8>) -> UInt64 {
    let count = text.count
    var head: UInt64 = 0
    var tail: UInt64 = 0
    if count >= 8 {
      head = load(text, 0)
      tail = load(text, count - 8)
    } else {
      for index in 0..<count { head = head << 8 | UInt64(text[index]) }
    }
    let mixed = (head &* 0x9E37_79B9_7F4A_7C15 ^ tail) &* 0xD6E8_FEB8_6659_FD93 &+ UInt64(count)
    return mixed ^ mixed >> 32
  }

  /// Whether two texts of one length are equal.
  @inline(__always)
  private static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    let count = left.count
    guard count >= 8 else {
      for index in 0..<count where left[index] != right[index] { return false }
      return true
    }
    var offset = 0
    while offset < count - 8 {
      if load(left, offset) != load(right, offset) { return false }
      offset += 8
    }
    return load(left, count - 8) == load(right, count - 8)
  }

  /// Eight bytes at an offset, which is checked; every bit pattern is an integer, so nothing is unsafe in it.
  @inline(__always)
  private static func load(_ text: Span<UInt8>, _ offset: Int) -> UInt64 {
    unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }
}
