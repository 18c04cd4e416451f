/// Finds what looks like a password, a token or a private key, in time that is a fraction of reading the file.
///
/// Tokens are runs of at least 20 letters, digits, `_` and `-`, so it is enough to look at every 20th byte, and
/// backwards from there, as in searching for a word by its last letter first.
struct SecretScan {
  /// A secret in a text.
  struct Hit: Equatable {
    /// What it is, as a sentence goes on after "This looks like".
    let kind: String
    /// Its bytes.
    let range: Range<Int>
  }

  private static let shortest = 20

  /// The secrets in a text, in order.
  static func hits(in bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    forEachRun(in: bytes) { run in
      if let hit = TokenForm.hit(bytes, run) { hits.append(hit) }
    }
    hits += privateKeys(in: bytes) + credentials(in: bytes)
    return hits.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  private static func forEachRun(in bytes: [UInt8], _ body: (Range<Int>) -> Void) {
    let span = bytes.span
    // All of `start..<start + shortest` must be token bytes; the last one that is not is where to go on.
    var start = 0
    while start + shortest <= span.count {
      var probe = start + shortest - 1
      while probe >= start, isTokenByte(span[probe]) { probe -= 1 }
      guard probe < start else {
        start = probe + 1
        continue
      }
      var end = start + shortest
      while end < span.count, isTokenByte(span[end]) { end += 1 }
      body(start..<end)
      start = end + 1
    }
  }

  @inline(__always)
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    // Letters, digits, `_` and `-` as bits, so that there is no branch for each kind.
    let low: UInt64 = 0x03FF_2000_0000_0000
    let high: UInt64 = 0x07FF_FFFE_87FF_FFFE
    return byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }

  /// `-----BEGIN … PRIVATE KEY-----`, to the end of its block.
  private static func privateKeys(in bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    var start = 0
    let mark = Array("VATE KEY-----".utf8)
    while let found = bytes.offset(of: UInt8(ascii: "V"), from: start) {
      start = found + 1
      guard bytes[found...].starts(with: mark) else { continue }
      // The words between are few; a hostile line is not searched again and again.
      let line = bytes[max(0, found - 48)..<found].lastIndex(of: 0x0A).map { $0 + 1 } ?? max(0, found - 48)
      guard let begin = bytes[line..<found].firstIndex(of: UInt8(ascii: "-")),
        bytes[begin...].starts(with: "-----BEGIN".utf8)
      else { continue }
      let body = found + mark.count
      let footer = Array("-----END".utf8)
      var end = body
      while let next = bytes.offset(of: UInt8(ascii: "-"), from: end) {
        if bytes[next...].starts(with: footer) { break }
        end = next + 1
      }
      let last = bytes.offset(of: UInt8(ascii: "-"), from: end) ?? bytes.count
      hits.append(Hit(kind: "a private key", range: begin..<max(body, last)))
      start = max(body, last)
    }
    return hits
  }

  /// The passwords in addresses, as in `://user:password@host`.
  private static func credentials(in bytes: [UInt8]) -> [Hit] {
    var hits: [Hit] = []
    var start = 0
    while let at = bytes.offset(of: UInt8(ascii: "@"), from: start) {
      start = at + 1
      var begin = at
      var colon: Int?
      while begin > 0, at - begin < 256, !isEndOfAuthority(bytes[begin - 1]) {
        begin -= 1
        if bytes[begin] == UInt8(ascii: ":") { colon = begin }
      }
      guard let colon, colon > begin, begin >= 3, bytes[begin - 3..<begin].elementsEqual("://".utf8),
        !Placeholders.isOne(bytes[colon + 1..<at])
      else { continue }
      hits.append(Hit(kind: "an address with a password", range: colon + 1..<at))
    }
    return hits
  }

  private static func isEndOfAuthority(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "(") || byte == UInt8(ascii: "<")
  }
}
