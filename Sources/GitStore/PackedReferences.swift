import Glibc

/// The references that git keeps in one file, a line each: the id, a space, the name.
struct PackedReferences {
  /// The file.
  private(set) var bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether there is a reference of this full name.
  func holds(_ name: String) -> Bool { line(ofNameThatBegins: Array("\(name)\n".utf8)) != nil }

  /// Whether there is a reference whose full name begins so.
  func holdsAny(under prefix: String) -> Bool { line(ofNameThatBegins: Array(prefix.utf8)) != nil }

  /// Takes out a reference, with the line that follows it where it names a tag.
  mutating func remove(_ name: String) {
    guard var line = line(ofNameThatBegins: Array("\(name)\n".utf8)) else { return }
    if line.upperBound < bytes.count, bytes[line.upperBound] == UInt8(ascii: "^") {
      let end = bytes[line.upperBound...].firstIndex(of: newline).map { $0 + 1 } ?? bytes.count
      line = line.lowerBound..<end
    }
    bytes.removeSubrange(line)
  }

  /// The first line whose name begins with these bytes, with the line break at its end.
  private func line(ofNameThatBegins wanted: [UInt8]) -> Range<Int>? {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return nil }
      var start = 0
      while start < buffer.count {
        let left = buffer.count - start
        let end = unsafe memchr(base + start, Int32(newline), left).map {
          unsafe UnsafeRawPointer($0) - base + 1
        }
        let name = start + 2 * ObjectID.byteCount + 1
        if buffer.count - name >= wanted.count, unsafe memcmp(base + name, wanted, wanted.count) == 0 {
          return start..<(end ?? buffer.count)
        }
        start = end ?? buffer.count
      }
      return nil
    }
  }
}
