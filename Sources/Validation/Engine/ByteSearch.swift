import Glibc

extension [UInt8] {
  /// Where a byte occurs first at or after `start`, by the system's vectorised search.
  func offset(of byte: UInt8, from start: Int = 0) -> Int? {
    guard start < count else { return nil }
    return unsafe withUnsafeBytes { buffer -> Int? in
      guard let base = buffer.baseAddress,
        let found = unsafe memchr(base + start, Int32(byte), buffer.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Tells whether some bytes occur.
  func contains(sequence: [UInt8]) -> Bool {
    guard let first = sequence.first else { return true }
    var start = 0
    while let found = offset(of: first, from: start) {
      if count - found < sequence.count { return false }
      if self[found..<found + sequence.count].elementsEqual(sequence) { return true }
      start = found + 1
    }
    return false
  }
}
