/// Turns libyaml's marks, which count Unicode scalars, into byte offsets.
struct ScalarOffsets {
  /// The byte offset at which counting starts (past a byte order mark).
  let start: Int
  private let bytes: [UInt8]
  /// The byte offset of every 64th scalar; empty where all bytes are ASCII and nothing is to convert.
  private let checkpoints: [Int]

  init(_ bytes: [UInt8], from start: Int) {
    self.start = start
    self.bytes = bytes
    var isASCII = true
    for index in start..<bytes.count where bytes[index] >= 0x80 {
      isASCII = false
      break
    }
    self.checkpoints = isASCII ? [] : Self.checkpoints(bytes, from: start)
  }

  func byte(ofScalar scalar: Int) -> Int {
    guard !checkpoints.isEmpty else { return min(start + scalar, bytes.count) }
    let checkpoint = min(scalar / 64, checkpoints.count - 1)
    var offset = checkpoints[checkpoint]
    var left = scalar - checkpoint * 64
    while left > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  private static func checkpoints(_ bytes: [UInt8], from start: Int) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity((bytes.count - start) / 64 + 1)
    var scalars = 0
    for index in start..<bytes.count where bytes[index] & 0xC0 != 0x80 {
      if scalars % 64 == 0 { result.append(index) }
      scalars += 1
    }
    return result
  }
}
