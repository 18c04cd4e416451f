/// A look at a README's bytes that tells whether it takes a parser to judge it.
struct ReadmeScan {
  /// Whether the first line with anything on it starts a heading of the first level.
  let startsWithTitle: Bool
  /// Whether anything looks like a link to something else than the web.
  let hasOtherLinks: Bool

  init(_ bytes: [UInt8], from start: Int) {
    let first = Self.firstInk(bytes, from: start)
    startsWithTitle = bytes[first...].starts(with: "# ".utf8)
    hasOtherLinks = Self.hasOtherLinks(bytes, from: first)
  }

  /// The first byte that shows on the page: blanks and comments are passed over.
  static func firstInk(_ bytes: [UInt8], from start: Int) -> Int {
    var first = start
    while first < bytes.count {
      if bytes[first] <= 0x20 {
        first += 1
      } else if bytes[first...].starts(with: "<!--".utf8) {
        first = endOfComment(bytes, from: first + 4)
      } else {
        break
      }
    }
    return first
  }

  private static func endOfComment(_ bytes: [UInt8], from start: Int) -> Int {
    var position = start
    while let mark = bytes.offset(of: UInt8(ascii: ">"), from: position) {
      position = mark + 1
      if bytes[..<mark].suffix(2).elementsEqual("--".utf8) { return position }
    }
    return bytes.count
  }

  private static func hasOtherLinks(_ bytes: [UInt8], from start: Int) -> Bool {
    var position = start
    while let bracket = bytes.offset(of: UInt8(ascii: "]"), from: position) {
      position = bracket + 1
      guard position < bytes.count else { return false }
      // An inline link, or the definition of a reference.
      if bytes[position] == UInt8(ascii: "(") || bytes[position] == UInt8(ascii: ":"),
        !leadsToWeb(bytes, position + 1)
      {
        return true
      }
    }
    position = start
    while let open = bytes.offset(of: UInt8(ascii: "<"), from: position) {
      position = open + 1
      if isTagWithAddress(bytes[position...]) { return true }
    }
    return false
  }

  private static func leadsToWeb(_ bytes: [UInt8], _ start: Int) -> Bool {
    let rest = bytes[start...].drop { $0 == 0x20 || $0 == UInt8(ascii: "<") }
    return ["https://", "http://", "mailto:"].contains { rest.starts(with: $0.utf8) }
  }

  private static func isTagWithAddress(_ rest: ArraySlice<UInt8>) -> Bool {
    guard let first = rest.first else { return false }
    switch first | 0x20 {
    case UInt8(ascii: "a"): return rest.dropFirst().first.map { $0 <= 0x20 } ?? false
    case UInt8(ascii: "i"): return rest.dropFirst().prefix(2).elementsEqual("mg".utf8)
    case UInt8(ascii: "s"): return rest.dropFirst().prefix(5).elementsEqual("ource".utf8)
    case UInt8(ascii: "v"): return rest.dropFirst().prefix(4).elementsEqual("ideo".utf8)
    default: return first < UInt8(ascii: "a") && "AISV".utf8.contains(first)
    }
  }
}
