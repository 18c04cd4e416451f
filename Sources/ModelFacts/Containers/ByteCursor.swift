/// Reads little-endian numbers one after another; `nil` where the bytes end before the value does.
struct ByteCursor {
  private let bytes: ArraySlice<UInt8>
  /// The next byte's place, in the indices of what was given.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var remaining: Int { bytes.endIndex - position }

  mutating func next(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= remaining else { return nil }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func next<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
    next(Number.bitWidth / 8)?.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  /// A number of things that follow; one that no memory could hold is clamped, and found too long later.
  mutating func nextCount() -> Int? { next(UInt64.self).map { Int(clamping: $0) } }
}
