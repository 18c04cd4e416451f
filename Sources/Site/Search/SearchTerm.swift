/// A term of the search as bytes, in a place of its own: cutting a text into words allocates nothing.
struct SearchTerm {
  /// Two words of a name written as one are the longest: 48 characters of at most four bytes.
  private var bytes = InlineArray<192, UInt8>(repeating: 0)
  private(set) var count = 0
  /// The bytes' FNV-1a hash, kept while they come.
  private(set) var hash: UInt32 = 0x811C_9DC5

  var last: UInt8? { count == 0 ? nil : bytes[count - 1] }

  var letters: [UInt8] { (0..<count).map { bytes[$0] } }

  subscript(index: Int) -> UInt8 { bytes[index] }

  /// Appends the letters to others.
  func append(to letters: inout [UInt8]) {
    unsafe bytes.span.extracting(0..<count).withUnsafeBufferPointer { unsafe letters.append(contentsOf: $0) }
  }

  mutating func removeAll() {
    count = 0
    hash = 0x811C_9DC5
  }

  /// Adds a byte; what is too long to be a word is cut.
  mutating func append(_ byte: UInt8) {
    guard count < 192 else { return }
    bytes[count] = byte
    hash = (hash ^ UInt32(byte)) &* 0x0100_0193
    count += 1
  }
}
