/// Addresses made of text that nobody vouches for.
enum URLText {
  /// Appends a path, with everything percent-encoded that has a meaning elsewhere in an address.
  static func append(path: some Sequence<UInt8>, to address: inout [UInt8]) {
    for byte in path {
      if isPlain(byte) || byte == UInt8(ascii: "/") {
        address.append(byte)
      } else {
        address.append(UInt8(ascii: "%"))
        address.append(hexDigit(byte >> 4))
        address.append(hexDigit(byte & 15))
      }
    }
  }

  /// A value for the query of an address.
  static func encoded(_ value: [UInt8]) -> String {
    var bytes: [UInt8] = []
    for (index, part) in value.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .enumerated()
    {
      if index > 0 { bytes.append("%2F") }
      append(path: part, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The path with its percent escapes undone; `nil` where one is broken or hides a NUL or a slash.
  static func decoded(path: String) -> String? {
    guard path.utf8.contains(UInt8(ascii: "%")) else { return path }
    var bytes: [UInt8] = []
    var rest = path.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue)
      else { return nil }
      let value = high << 4 | low
      guard value != 0, value != UInt8(ascii: "/") else { return nil }
      bytes.append(value)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// Whether an address from an entry may be linked to: `https:` or `http:`, without blanks or controls.
  static func isWebAddress(_ address: String) -> Bool {
    let scheme = address.prefix { $0 != ":" }.lowercased()
    guard scheme == "https" || scheme == "http" else { return false }
    return address.utf8.dropFirst(scheme.utf8.count).starts(with: "://".utf8)
      && address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
