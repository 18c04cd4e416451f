/// Takes values of the SSH protocol (RFC 4251, section 5) from a row of bytes.
struct WireReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: some Sequence<UInt8>) {
    rest = Array(bytes)[...]
  }

  var isAtEnd: Bool { rest.isEmpty }
  var remaining: [UInt8] { Array(rest) }

  mutating func number() throws(WireFault) -> UInt32 {
    try take(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func byte() throws(WireFault) -> UInt8 {
    try take(1)[0]
  }

  /// A row of bytes with its length before it.
  mutating func string() throws(WireFault) -> [UInt8] {
    try take(Int(number()))
  }

  mutating func text() throws(WireFault) -> String {
    guard let text = String(validating: try string(), as: UTF8.self) else { throw WireFault() }
    return text
  }

  mutating func take(_ count: Int) throws(WireFault) -> [UInt8] {
    guard count <= rest.count else { throw WireFault() }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}

/// The bytes end early or are not text.
struct WireFault: Error {}

extension [UInt8] {
  mutating func append(wire number: UInt32) {
    for shift in stride(from: 24, through: 0, by: -8) { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  mutating func append(wire bytes: some Collection<UInt8>) {
    append(wire: UInt32(bytes.count))
    append(contentsOf: bytes)
  }
}
