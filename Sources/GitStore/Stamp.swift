/// A person as git knows one: any two texts.
public struct Identity: Hashable, Sendable {
  /// The name.
  public var name: String
  /// The address.
  public var email: String

  /// Makes an identity from its parts.
  public init(name: String, email: String) {
    (self.name, self.email) = (name, email)
  }
}

extension Identity: CustomStringConvertible {
  /// The identity as git prints it.
  public var description: String { "\(name) <\(email)>" }
}

/// Who did something, and when by that person's clock and time zone.
public struct Stamp: Hashable, Sendable {
  /// The person.
  public var identity: Identity
  /// Seconds since 1970 in UTC.
  public var seconds: Int64
  /// The time zone: minutes east of UTC.
  public var zone: Int

  /// Makes a stamp from its parts.
  public init(_ identity: Identity, seconds: Int64, zone: Int = 0) {
    (self.identity, self.seconds, self.zone) = (identity, seconds, zone)
  }

  /// Reads `NAME <EMAIL> SECONDS ZONE`.
  ///
  /// Old repositories hold all sorts of lines here, and none may make a history unreadable: what cannot be
  /// understood becomes empty or zero.
  init(parsing line: some BidirectionalCollection<UInt8>) {
    let open = line.firstIndex(of: UInt8(ascii: "<")) ?? line.endIndex
    let afterOpen = open < line.endIndex ? line.index(after: open) : open
    let close = line[afterOpen...].lastIndex(of: UInt8(ascii: ">")) ?? line.endIndex
    let name = String(decoding: line[..<open], as: UTF8.self)
    let email = String(decoding: line[afterOpen..<close], as: UTF8.self)
    let words = line[close...].dropFirst().split(separator: UInt8(ascii: " "), maxSplits: 2).prefix(2)
      .map { String(decoding: $0, as: UTF8.self) }
    let zone = words.dropFirst().first.flatMap { Int($0) } ?? 0
    self.init(
      Identity(name: trimmed(name), email: email), seconds: words.first.flatMap { Int64($0) } ?? 0,
      zone: abs(zone) < 10_000 ? zone / 100 * 60 + zone % 100 : 0)
  }
}

private func trimmed(_ text: String) -> String {
  var bytes = text.utf8[...]
  while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
  return String(Substring(bytes))
}
