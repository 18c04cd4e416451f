/// What the destination of a link or image is to a browser.
enum Destination: Equatable {
  /// Nothing at all, which is the page itself.
  case empty
  /// `#name`, a place in the page.
  case fragment
  /// A path, or a query, below the page's own host.
  case relative
  /// Another host, by `https:` or `//`.
  case secure
  /// Another host, by `http:`.
  case insecure
  /// A mail address.
  case mail
  /// Anything else.
  case refused

  /// Longer destinations are refused unread.
  ///
  /// No server takes them, and a long one that is defined once and used often is how a small
  /// README asks for much work.
  static let maximumLength = 4096

  /// Reads a destination as the URL standard does, where upper case in a scheme does not count.
  init(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count <= Self.maximumLength, !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      self = .refused
      return
    }
    guard let first = bytes.first else {
      self = .empty
      return
    }
    if first == UInt8(ascii: "#") {
      self = .fragment
    } else if bytes.starts(with: "//".utf8) {
      self = .secure
    } else if bytes.prefix(2).allSatisfy({ $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }),
      bytes.count > 1
    {
      // A browser takes these for two slashes, and an author who means that would write them.
      self = .refused
    } else if let colon = Self.endOfScheme(in: bytes) {
      let scheme = bytes[..<colon]
      self =
        if Self.isSame(scheme, "https") {
          .secure
        } else if Self.isSame(scheme, "http") {
          .insecure
        } else if Self.isSame(scheme, "mailto") {
          .mail
        } else {
          .refused
        }
    } else {
      self = .relative
    }
  }

  var isExternal: Bool { self == .secure || self == .insecure }

  /// The bytes without the control characters and blanks that a browser strips from both ends.
  static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return [] }
    return bytes[first...last]
  }

  /// The colon that ends a scheme, if the bytes start with one.
  private static func endOfScheme(in bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, first.isLetter,
      let end = bytes.firstIndex(where: { !isSchemePart($0) }), bytes[end] == UInt8(ascii: ":")
    else { return nil }
    return end
  }

  private static func isSame(_ scheme: ArraySlice<UInt8>, _ name: StaticString) -> Bool {
    guard scheme.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { unsafe $0.elementsEqual(scheme.lazy.map { $0 | 0x20 }) }
  }

  private static func isSchemePart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte.isDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: ".")
  }
}
