/// The head of an HTTP/1.1 request, as far as a file server needs it.
public struct HTTPRequest: Hashable, Sendable {
  /// `GET`, `HEAD`, …, as sent.
  public let method: String
  /// The path, decoded; starts with `/`.
  public let path: String
  /// The query's names and values, decoded, in order.
  public let query: [(name: String, value: String)]
  /// The value of `If-None-Match`, if any.
  public let expectedTag: String?
  /// Whether the connection is to stay open.
  public let keepsAlive: Bool

  /// The first value of a name in the query.
  public subscript(name: String) -> String? { query.first { $0.name == name }?.value }

  /// Reads a head, without the empty line that ends it; nothing where it is none.
  public init?(_ head: some Collection<UInt8>) {
    let lines = String(decoding: head, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines.first?.split(separator: " ", omittingEmptySubsequences: false) ?? []
    guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[1].hasPrefix("/") else { return nil }
    let target = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = Self.decoded(target[0]) else { return nil }
    method = String(words[0])
    self.path = path
    query = target.count > 1 ? Self.query(target[1]) : []
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers[line[..<colon].lowercased()] = String(value)
    }
    expectedTag = headers["if-none-match"]
    let connection = headers["connection"]?.lowercased()
    keepsAlive = words[2] == "HTTP/1.1" ? connection != "close" : connection == "keep-alive"
  }

  private static func query(_ text: Substring) -> [(name: String, value: String)] {
    text.split(separator: "&").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]) else { return nil }
      return (name, decoded(parts.count > 1 ? parts[1] : "") ?? "")
    }
  }

  /// Undoes percent-encoding; nothing where it is broken, is no UTF-8, or hides a NUL.
  static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let high = rest.popFirst().flatMap(hexDigit), let low = rest.popFirst().flatMap(hexDigit) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// Requests are alike when they ask for the same.
  public static func == (left: HTTPRequest, right: HTTPRequest) -> Bool {
    left.method == right.method && left.path == right.path
      && left.query.elementsEqual(right.query) { $0 == $1 }
  }

  /// Feeds what makes requests alike.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(path)
  }
}
