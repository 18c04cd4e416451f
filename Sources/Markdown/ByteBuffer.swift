/// Bytes that grow at the end: an array without the questions an array asks at each of the many
/// small appends that a page is made of (am I shared?), which it can do without because it cannot
/// be copied.
@safe struct ByteBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>?
  private var capacity = 0
  private(set) var count = 0

  init() {}

  deinit { unsafe base?.deallocate() }

  /// A copy of the bytes.
  var bytes: [UInt8] { unsafe Array(UnsafeBufferPointer(start: base, count: count)) }

  var last: UInt8? { count == 0 ? nil : self[count - 1] }

  subscript(index: Int) -> UInt8 {
    precondition((0..<count).contains(index), "no such byte")
    return unsafe base.unsafelyUnwrapped[index]
  }

  mutating func append(_ byte: UInt8) {
    let end = unsafe grow(by: 1)
    unsafe end.pointee = byte
  }

  mutating func append(_ bytes: Span<UInt8>) {
    unsafe bytes.withUnsafeBufferPointer { unsafe append($0) }
  }

  mutating func append(_ bytes: StaticString) {
    bytes.withUTF8Buffer { unsafe append($0) }
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    let end = unsafe grow(by: bytes.count)
    unsafe end.update(from: start, count: bytes.count)
  }

  mutating func insert(_ other: borrowing ByteBuffer, at offset: Int) {
    precondition((0...count).contains(offset), "no such place")
    guard let bytes = unsafe other.base, other.count > 0 else { return }
    let tail = count - offset
    let end = unsafe grow(by: other.count)
    unsafe (end - tail + other.count).update(from: end - tail, count: tail)
    unsafe (end - tail).update(from: bytes, count: other.count)
  }

  /// Takes back all that was written since the buffer held `count` bytes.
  mutating func rewind(to count: Int) {
    precondition((0...self.count).contains(count), "no such place")
    self.count = count
  }

  mutating func reserve(_ wanted: Int) {
    if wanted <= capacity { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    if let base = unsafe base {
      unsafe larger.update(from: base, count: count)
      unsafe base.deallocate()
    }
    unsafe base = larger
    capacity = wanted
  }

  /// Makes the buffer longer by at least a byte; what is returned is where the new bytes start.
  private mutating func grow(by length: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < length { reserve(max(2 * capacity, count + length, 64)) }
    defer { count += length }
    // There is memory: the capacity is not less than the length, which is not zero.
    return unsafe base.unsafelyUnwrapped + count
  }
}
